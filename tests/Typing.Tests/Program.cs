using System.Globalization;
using TorchSharp.Generators.Typing.Tests;

string[] seed = (ValueOf("--seed") ?? Random.Shared.Next().ToString(CultureInfo.InvariantCulture)).Split(':');
int number = int.Parse(seed[0], CultureInfo.InvariantCulture);
if (seed.Length == 2)
{
    return await LongRun.AgainAsync(number, int.Parse(seed[1], CultureInfo.InvariantCulture));
}

if (ValueOf("--minutes") is { } minutes)
{
    return await LongRun.ForAsync(TimeSpan.FromMinutes(double.Parse(minutes, CultureInfo.InvariantCulture)), number);
}

if (ValueOf("--prefixes") is { } files)
{
    return await LongRun.PrefixesAsync(files, number);
}

return await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);

string? ValueOf(string option) => Array.IndexOf(args, option) is >= 0 and var index ? args[index + 1] : null;
