using System.Globalization;
using BenchmarkDotNet.Running;
using TorchSharp.Generators.Tests.Benchmarks.Analyzers;
using TorchSharp.Generators.Tests.Benchmarks.Generators;
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

if (args.Contains(GeneratorCost.Switch))
{
    GeneratorCost.Run(args.Contains(QuickRun.WriteSwitch));
    return;
}

if (args.Contains(QuickRun.Switch))
{
    QuickRun.Run(args.Contains(QuickRun.WriteSwitch));
    return;
}

// In process: a benchmark project of its own would not get the native library that this host can load.
string[] job = args.Contains("--job") ? [] : ["--job", "short"];
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run([.. args, "--inProcess", .. job]);
