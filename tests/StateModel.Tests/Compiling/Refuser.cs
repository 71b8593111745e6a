using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.StateModel.Tests.Compiling;

/// <summary>A module written by hand that may refuse a move.</summary>
public sealed class Refuser : Module<Tensor, Tensor>
{
    [ThreadStatic]
    private static int s_calls;

    private readonly Linear inner;

    public Refuser(int seed)
        : base(nameof(Refuser))
    {
        inner = Fabric.Linear(seed);
        RegisterComponents();
    }

    /// <summary>Whether a module of this class refuses during <paramref name="move"/>.</summary>
    /// <param name="call">Which call of such a module's own <c>.to</c> throws, from 1.</param>
    /// <param name="move">The move.</param>
    public static bool Refuses(int call, Action move)
    {
        s_calls = call;
        try
        {
            move();
            return false;
        }
        catch (Exception) when (s_calls < 0)
        {
            return true;
        }
        finally
        {
            s_calls = 0;
        }
    }

    public override Tensor forward(Tensor x) => inner.call(x);

    protected override Module _to(ScalarType dtype, bool non_blocking)
    {
        Count();
        return base._to(dtype, non_blocking);
    }

    protected override Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking)
    {
        Count();
        return base._to(deviceType, deviceIndex, non_blocking);
    }

    private static void Count()
    {
        if (s_calls > 0 && --s_calls == 0)
        {
            s_calls = -1;
            throw new NotSupportedException("not today");
        }
    }
}
