using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using TorchSharp.Generators.Tests.Benchmarks.Analyzers;
using TorchSharp.Generators.Tests.Benchmarks.Report;

if (args is [PeakMemory.Switch, var operation, var form, var megabytes])
{
    PeakMemory.RunHere(operation, form == "generated", int.Parse(megabytes, CultureInfo.InvariantCulture));
    return;
}

if (args is [ColdCall.Switch, var first, var which])
{
    ColdCall.RunHere(first, which == "generated");
    return;
}

if (args.Contains(AnalyzerCost.Switch))
{
    AnalyzerCost.Run(args.Contains(QuickRun.WriteSwitch));
    return;
}

if (args.Contains(QuickRun.Switch))
{
    QuickRun.Run(args.Contains(QuickRun.WriteSwitch));
    return;
}

// In process: a benchmark project of its own would not get the native library that this host can load.
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(
    args, DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance)));
