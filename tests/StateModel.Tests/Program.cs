using System.Globalization;
using TorchSharp.Generators.StateModel.Tests;

// The tensors are tiny, and trees run on all cores.
TorchSharp.torch.set_num_threads(1);

string[] seed = (ValueOf("--seed") ?? Random.Shared.NextInt64().ToString(CultureInfo.InvariantCulture)).Split(':');
ulong number = ulong.Parse(seed[0], CultureInfo.InvariantCulture);
if (seed.Length == 2)
{
    return LongRun.Tree(number, int.Parse(seed[1], CultureInfo.InvariantCulture));
}

if (ValueOf("--trees") is { } trees)
{
    return LongRun.Trees(int.Parse(trees, CultureInfo.InvariantCulture), number);
}

if (args.Contains("--plants"))
{
    return LongRun.Plants(count: 3000, number);
}

return await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);

string? ValueOf(string option) => Array.IndexOf(args, option) is >= 0 and var index ? args[index + 1] : null;
