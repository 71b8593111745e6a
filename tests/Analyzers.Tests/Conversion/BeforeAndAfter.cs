using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using static TorchSharp.torch;

namespace TorchSharp.Generators.Analyzers.Tests.Conversion;

/// <summary>A hand-written module and what became of it, run on TorchSharp side by side.</summary>
internal static partial class BeforeAndAfter
{
    private static readonly (Action<nn.Module> Move, ScalarType Dtype)[] s_moves =
        [(static module => module.to(float64), float64), (static module => module.half(), float16)];

    public static void HaveTheSameState(Func<nn.Module<Tensor, Tensor>> before, Func<nn.Module<Tensor, Tensor>> after, Func<Tensor> input)
    {
        using nn.Module<Tensor, Tensor> old = Seeded(before);
        using nn.Module<Tensor, Tensor> converted = Seeded(after);
        Dictionary<string, Tensor> expected = old.state_dict();
        Dictionary<string, Tensor> actual = converted.state_dict();
        Assert.Equal(
            expected.Keys.Select(key => NewKey(key, actual.Keys)).Order(StringComparer.Ordinal),
            actual.Keys.Order(StringComparer.Ordinal));
        Assert.All(expected, entry => AssertSame(entry.Value, actual[NewKey(entry.Key, actual.Keys)]));
        Assert.Equal(
            Trained(old).Select(key => NewKey(key, actual.Keys)).Order(StringComparer.Ordinal),
            Trained(converted).Order(StringComparer.Ordinal));

        manual_seed(2);
        using Tensor x = input();
        AssertSame(Run(old, x), Run(converted, x));
    }

    public static void ReadTheSameFile(Func<nn.Module<Tensor, Tensor>> before, Func<nn.Module<Tensor, Tensor>> after, Func<Tensor> input)
    {
        using nn.Module<Tensor, Tensor> old = Seeded(before);
        using var saved = new MemoryStream();
        old.save(new BinaryWriter(saved));
        saved.Position = 0;

        using nn.Module<Tensor, Tensor> converted = Seeded(after, seed: 7);
        converted.load(new BinaryReader(saved));
        Dictionary<string, Tensor> actual = converted.state_dict();
        Assert.All(old.state_dict(), entry => AssertSame(entry.Value, actual[NewKey(entry.Key, actual.Keys)]));
        using Tensor x = input();
        AssertSame(Run(old, x), Run(converted, x));
    }

    public static void MoveTheSame(Func<nn.Module<Tensor, Tensor>> before, Func<nn.Module<Tensor, Tensor>> after, Func<Tensor> input)
    {
        foreach ((Action<nn.Module> move, ScalarType dtype) in s_moves)
        {
            using nn.Module<Tensor, Tensor> old = Seeded(before);
            using nn.Module<Tensor, Tensor> converted = Seeded(after);
            Dictionary<string, ScalarType> untouched = Dtypes(converted);
            move(converted);
            Dictionary<string, ScalarType> actual = Dtypes(converted);
            try
            {
                move(old);
            }
            catch (ArgumentException)
            {
                // TorchSharp looks up the two indexers of a ModuleDict by one name.
                continue;
            }

            Dictionary<string, ScalarType> expected = Dtypes(old);
            Assert.All(expected, entry => Assert.Equal(entry.Value, actual[NewKey(entry.Key, actual.Keys)]));

            // TorchSharp does not list buffers that are not persistent, and leaves them alone.
            Assert.All(
                actual.Keys.Except(expected.Keys.Select(key => NewKey(key, actual.Keys))),
                key => Assert.Equal(untouched[key], actual[key]));

            using Tensor made = input();
            using Tensor x = made.is_floating_point() ? made.to(dtype) : made;
            RunTheSame(old, converted, x);
        }
    }

    private static void RunTheSame(nn.Module<Tensor, Tensor> old, nn.Module<Tensor, Tensor> converted, Tensor x)
    {
        Tensor expected;
        try
        {
            expected = Run(old, x);
        }
        catch (InvalidOperationException)
        {
            // TorchSharp has disposed a tensor that the member which it was registered for goes on to hold.
            Run(converted, x).Dispose();
            return;
        }
        catch (ExternalException missing)
        {
            // Not every operation has a kernel for half precision on the CPU.
            Assert.Equal(FirstLine(missing), FirstLine(Assert.Throws<ExternalException>(() => Run(converted, x))));
            return;
        }

        AssertSame(expected, Run(converted, x));
    }

    private static string FirstLine(Exception exception) => exception.Message.Split('\n')[0];

    /// <summary>An auto-property's key was the compiler's name for the field behind it, and still is where a parent asks for that.</summary>
    private static string NewKey(string key, IEnumerable<string> keys) =>
        keys.Contains(key) ? key : BackingField().Replace(key, "$1");

    private static IEnumerable<string> Trained(nn.Module module) =>
        module.named_parameters().Where(static entry => entry.parameter.requires_grad).Select(static entry => entry.name);

    private static Dictionary<string, ScalarType> Dtypes(nn.Module module) =>
        module.named_buffers().Select(static entry => (entry.name, entry.buffer.dtype))
            .Concat(module.named_parameters().Select(static entry => (entry.name, entry.parameter.dtype)))
            .ToDictionary(static entry => entry.name, static entry => entry.dtype);

    private static nn.Module<Tensor, Tensor> Seeded(Func<nn.Module<Tensor, Tensor>> make, long seed = 1)
    {
        manual_seed(seed);
        return make();
    }

    private static Tensor Run(nn.Module<Tensor, Tensor> module, Tensor x)
    {
        manual_seed(3);
        return module.call(x);
    }

    private static void AssertSame(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.dtype, actual.dtype);
        Assert.Equal(expected.shape, actual.shape);
        Assert.Equal(expected.contiguous().bytes.ToArray(), actual.contiguous().bytes.ToArray());
    }

    [GeneratedRegex("<(\\w+)>k__BackingField")]
    private static partial Regex BackingField();
}
