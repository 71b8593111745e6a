using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using TorchSharp.Generators.Tests.Common;
using TorchSharp.Generators.Typing.Tests.Checks;

namespace TorchSharp.Generators.Typing.Tests;

/// <summary>What runs in place of the tests when it is asked for: see TESTING.md.</summary>
internal static class LongRun
{
    /// <summary>A session of edits, or a file in its surroundings, takes a second or two: longer is a hang.</summary>
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(10);

    /// <summary>All checks in turns, until the time is up. A rule that was not heard is a failure too: nothing has tried it.</summary>
    public static async Task<int> ForAsync(TimeSpan time, int seed)
    {
        const int Inputs = 300, Prefixes = 450, Sessions = 40, Surrounded = 30;
        Console.WriteLine($"{time.TotalMinutes} minutes of seed {seed}");
        var watch = Stopwatch.StartNew();
        int rounds = 0;
        var failures = new List<string>();
        while (watch.Elapsed < time)
        {
            foreach (string? failure in new[]
            {
                await FirstFailureAsync(Inputs, seed + rounds, EditorRun.FailureOfAsync),
                await FirstFailureAsync(Prefixes, seed, EditorRun.FailureOfPrefixAsync, from: rounds * Prefixes),
                await FirstFailureAsync(Surrounded, seed + rounds, SurroundedRun.FailureOfAsync),
                await FirstFailureAsync(Sessions, seed + rounds, IncrementalRun.FailureOfAsync),
            }.Where(static failure => failure is not null))
            {
                failures.Add(failure!);
                Console.WriteLine(failure);
            }

            rounds++;
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{rounds * Inputs} files typed in, {SurroundedRun.Tried} odd surroundings"));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{rounds * Prefixes} of {EditorRun.Prefixes} prefixes, all those of {EditorRun.FilesCutThroughout(seed, rounds * Prefixes)} files"));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{rounds * Sessions * IncrementalRun.Edits} incremental edits, {IncrementalRun.Beside} classes beside them"));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{watch.Elapsed.TotalMinutes:F0} minutes: {failures.Count} failures"));
        string[] unheard = [.. NeverReported()];
        Console.WriteLine($"Never reported: {string.Join(", ", unheard)}");
        return failures.Count == 0 && unheard.Length == 0 ? 0 : 1;
    }

    /// <summary>Some files, each cut off at one token after the other, once.</summary>
    /// <param name="files">The first and the last, as <c>3-7</c>; the first of all is 1.</param>
    /// <param name="seed">By which a failure is found again.</param>
    public static async Task<int> PrefixesAsync(string files, int seed)
    {
        int[] ends = [.. files.Split('-').Select(static end => int.Parse(end, CultureInfo.InvariantCulture))];
        int failures = 0;
        for (int index = ends[0] - 1; index < ends[^1]; index++)
        {
            (int from, int count) = EditorRun.PrefixesOf(seed, index);
            string? failure = await FirstFailureAsync(count, seed, EditorRun.FailureOfPrefixAsync, from);
            failures += failure is null ? 0 : 1;
            Console.WriteLine(failure ?? $"{index + 1} of {ModuleFile.All.Count}: {ModuleFile.All[index].Name}, {count} prefixes");
        }

        Console.WriteLine($"{failures} failures");
        return failures == 0 ? 0 : 1;
    }

    /// <summary>Rules that nothing that was typed had to do with.</summary>
    public static IEnumerable<string> NeverReported() =>
        PackagedRules.All.SelectMany(static rule => rule.SupportedDiagnostics)
            .Select(static about => about.Id)
            .Distinct()
            .Except(EditorRun.Reported.Keys)
            .Order(StringComparer.Ordinal);

    /// <summary>One input again.</summary>
    public static async Task<int> AgainAsync(int seed, int number)
    {
        string? failure = await EditorRun.FailureOfAsync(seed, number)
            ?? await EditorRun.FailureOfPrefixAsync(seed, number)
            ?? await SurroundedRun.FailureOfAsync(seed, number)
            ?? await IncrementalRun.FailureOfAsync(seed, number);
        Console.WriteLine(failure ?? $"{seed}:{number} is fine.");
        return failure is null ? 0 : 1;
    }

    /// <summary>The failure of the lowest number of those that were tried when one was found. What hangs or throws is one too.</summary>
    public static async Task<string?> FirstFailureAsync(int count, int seed, Func<int, int, Task<string?>> failureOf, int from = 0)
    {
        var failures = new ConcurrentDictionary<int, string>();
        await Parallel.ForEachAsync(Enumerable.Range(from, count), async (number, _) =>
        {
            if (failures.IsEmpty && await FailureInTimeAsync(seed, number, failureOf) is { } failure)
            {
                failures[number] = $"{seed}:{number} {failure}";
            }
        });
        return failures.OrderBy(static failure => failure.Key).Select(static failure => failure.Value).FirstOrDefault();
    }

    private static async Task<string?> FailureInTimeAsync(int seed, int number, Func<int, int, Task<string?>> failureOf)
    {
        try
        {
            return await Task.Run(() => failureOf(seed, number)).WaitAsync(s_limit);
        }
        catch (Exception exception)
        {
            return exception.ToString();
        }
    }
}
