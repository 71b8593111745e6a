using System.Collections.Concurrent;
using TorchSharp.Generators.StateModel.Tests.Classes;
using TorchSharp.Generators.StateModel.Tests.Compiling;
using TorchSharp.Generators.StateModel.Tests.Drafts;

namespace TorchSharp.Generators.StateModel.Tests.Driving;

/// <summary>Many cases of one seed. Their classes are compiled a batch at a time.</summary>
internal sealed class Trees(ulong seed, byte[]? runtime = null)
{
    private const int BatchSize = 50;

    /// <summary>How many trees were tried.</summary>
    public int Count => _count;

    private int _count;

    /// <summary>Whether a tree is not what the model says.</summary>
    public bool AnyFails(int trees) => !RunAll(trees, null).IsEmpty;

    /// <returns>What is wrong with the first tree that is not what the model says; null where all are.</returns>
    public string? FirstFailure(int trees, Action<int>? progress = null)
    {
        ConcurrentDictionary<int, Failure> failures = RunAll(trees, progress);
        if (failures.IsEmpty)
        {
            return null;
        }

        (int number, Failure failure) = failures.MinBy(static entry => entry.Key);
        return Shrinker.Explain(seed, number, runtime)
            ?? $"Tree {seed}:{number} failed once, and not again: {failure.Complaint}\n{failure.Error}";
    }

    private ConcurrentDictionary<int, Failure> RunAll(int trees, Action<int>? progress)
    {
        var failures = new ConcurrentDictionary<int, Failure>();
        int batches = (trees + BatchSize - 1) / BatchSize;
        Parallel.For(0, batches, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, (batch, loop) =>
        {
            int start = batch * BatchSize;
            int[] numbers = [.. Enumerable.Range(start, Math.Min(BatchSize, trees - start))];
            foreach ((int failed, Failure failure) in Run(numbers))
            {
                failures[failed] = failure;
                loop.Stop();
            }

            progress?.Invoke(_count);
        });
        return failures;
    }

    private List<(int Number, Failure Failure)> Run(int[] numbers)
    {
        CaseDraft[][] drafts = [.. numbers.Select(number => RandomDrafts.Create(seed, number))];
        IReadOnlyList<ClassSpec>[] classes = [.. drafts.Select(static plays => SpecBuilder.Build(plays[0].Classes))];
        using Library library = Library.Compile(
            classes.Select((specs, index) => ClassRenderer.Render(specs, $"T{numbers[index]}")), runtime);
        List<(int, Failure)> failures = [];
        for (int i = 0; i < drafts.Length; i++)
        {
            string space = $"T{numbers[i]}";
            Failure? failure = drafts[i]
                .Select(draft => Play.Run(draft, classes[i], name => library.TypeOf($"{space}.{name}")))
                .FirstOrDefault(static failure => failure is not null);
            if (failure is not null)
            {
                failures.Add((numbers[i], failure));
            }

            Interlocked.Increment(ref _count);
        }

        return failures;
    }
}
