using System.Globalization;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Tests.Benchmarks.Report;

/// <summary>
/// What an operation needs beside the model at its peak, in a process of its own: the kernel's VmHWM before and after. Linux
/// alone has it.
/// </summary>
public static class PeakMemory
{
    public const string Switch = "--peak";

    public static string[] Operations { get; } = ["load", "load_state_dict", "save", "to(bfloat16)", "to(float64)", "load(assign) on meta"];

    /// <summary>Runs one operation in this process and prints megabytes.</summary>
    public static void RunHere(string operation, bool generated, int megabytes)
    {
        set_num_threads(1);
        string file = Path.GetTempFileName();
        bool meta = operation.EndsWith("meta", StringComparison.Ordinal);
        using Module model = Make(generated, megabytes);
        Dictionary<string, Tensor> source = operation == "load_state_dict"
            ? model.state_dict().ToDictionary(static entry => entry.Key, static entry => entry.Value.detach().clone())
            : [];
        if (operation.StartsWith("load", StringComparison.Ordinal))
        {
            model.save(file);
        }

        if (meta)
        {
            model.to(DeviceType.META);
        }

        long before = Read("VmRSS");
        File.WriteAllText("/proc/self/clear_refs", "5");
        switch (operation)
        {
            case "load":
                model.load(file);
                break;
            case "load_state_dict":
                model.load_state_dict(source);
                break;
            case "save" when model is GeneratedWeights own:
                own.save(file);
                break;
            case "save":
                model.save(file);
                break;
            case "to(bfloat16)":
                model.to(ScalarType.BFloat16);
                break;
            case "to(float64)":
                model.to(ScalarType.Float64);
                break;
            default:
                model.load(file, assign: true);
                break;
        }

        File.Delete(file);
        Console.WriteLine(((Read("VmHWM") - before) / 1024).ToString(CultureInfo.InvariantCulture));
    }

    /// <returns>Megabytes; null where the kernel does not say, or the operation is not there.</returns>
    public static long? Measure(string operation, bool generated, int megabytes)
    {
        if (!OperatingSystem.IsLinux() || (!generated && operation.EndsWith("meta", StringComparison.Ordinal)))
        {
            return null;
        }

        string? output = ChildProcess.Run(
            Switch, operation, generated ? "generated" : "torchsharp", megabytes.ToString(CultureInfo.InvariantCulture));
        return long.TryParse(output, CultureInfo.InvariantCulture, out long peak) ? peak : null;
    }

    private static long Read(string field) =>
        File.ReadLines("/proc/self/status").Where(line => line.StartsWith(field, StringComparison.Ordinal))
            .Select(static line => long.Parse(
                line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[^2].Replace("\t", ""),
                CultureInfo.InvariantCulture)).First();

    private static Module Make(bool generated, int megabytes)
    {
        Linear[] layers = [.. Enumerable.Range(0, 16).Select(_ => Linear(1024, megabytes * 256L / 16, hasBias: false))];
        return generated ? new GeneratedWeights(layers) : new ReflectedWeights(layers);
    }
}

/// <summary>16 large layers.</summary>
[Module]
public sealed partial class GeneratedWeights(Linear[] layers) : Module<Tensor, Tensor>(nameof(GeneratedWeights))
{
    private readonly ModuleList<Linear> layers = new(layers);

    public override Tensor forward(Tensor x) => x;
}

/// <summary>The same, registered by reflection.</summary>
public sealed class ReflectedWeights : Module<Tensor, Tensor>
{
    private readonly ModuleList<Linear> layers;

    public ReflectedWeights(Linear[] layers)
        : base(nameof(ReflectedWeights))
    {
        this.layers = new(layers);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => x;
}
