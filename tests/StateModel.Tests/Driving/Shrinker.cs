using TorchSharp.Generators.StateModel.Tests.Classes;
using TorchSharp.Generators.StateModel.Tests.Compiling;
using TorchSharp.Generators.StateModel.Tests.Drafts;

namespace TorchSharp.Generators.StateModel.Tests.Driving;

/// <summary>Takes parts out of a case that fails, as long as it fails.</summary>
internal sealed class Shrinker(byte[]? runtime)
{
    private const int MaxAttempts = 400;

    private int _attempts;

    /// <summary>The case made small: its classes, what was done, what is wrong; null where nothing is.</summary>
    public static string? Explain(ulong seed, int number, byte[]? runtime)
    {
        var shrinker = new Shrinker(runtime);
        (CaseDraft draft, Failure? failure) = RandomDrafts.Create(seed, number)
            .Select(draft => (draft, shrinker.Try(draft)))
            .FirstOrDefault(static play => play.Item2 is not null);
        if (failure is null)
        {
            return null;
        }

        (draft, failure) = shrinker.Shrink(draft, failure);
        string source = ClassRenderer.Render(SpecBuilder.Build(draft.Classes), "Smallest");
        return $"""
            Tree {seed}:{number} is not what PyTorch's would be: {failure.Complaint}

            {source[source.IndexOf("namespace", StringComparison.Ordinal)..].Trim()}

            {string.Join("\n", failure.Log)}

            Again: dotnet run --project tests/StateModel.Tests -- --seed {seed}:{number}
            {(failure.Error is MismatchException ? "" : failure.Error)}
            """;
    }

    private (CaseDraft Draft, Failure Failure) Shrink(CaseDraft draft, Failure failure)
    {
        bool smaller = true;
        while (smaller && _attempts < MaxAttempts)
        {
            smaller = false;
            foreach (CaseDraft candidate in Candidates(draft))
            {
                if (_attempts < MaxAttempts && Try(candidate) is { } other && SameKind(other, failure))
                {
                    (draft, failure, smaller) = (candidate, other, true);
                    break;
                }
            }
        }

        return (draft, failure);
    }

    /// <summary>Not another bug than the one that was found.</summary>
    private static bool SameKind(Failure one, Failure other) => one.Error.GetType() == other.Error.GetType();

    private static IEnumerable<CaseDraft> Candidates(CaseDraft draft)
    {
        foreach (OperationDraft[] operations in Without(draft.Operations))
        {
            yield return draft with { Operations = operations };
        }

        for (int i = 0; i < draft.Operations.Length; i++)
        {
            if (draft.Operations[i].C % 4 == 1)
            {
                yield return draft with
                {
                    Operations = With(draft.Operations, i, draft.Operations[i] with { C = draft.Operations[i].C - 1 })
                };
            }
        }

        if (draft.InScope)
        {
            yield return draft with { InScope = false };
        }

        foreach (ClassDraft[] classes in Without(draft.Classes).Where(static classes => classes.Length > 0))
        {
            yield return draft with { Classes = classes };
        }

        for (int i = 0; i < draft.Classes.Length; i++)
        {
            ClassDraft type = draft.Classes[i];
            foreach (MemberDraft[] members in Without(type.Members))
            {
                yield return draft with { Classes = With(draft.Classes, i, type with { Members = members }) };
            }

            foreach (ClassDraft simpler in new[]
            {
                type with { Base = 0 },
                type with { Generic = false },
                type with { SnakeCase = false },
                type with { Registering = 0 },
                type with { HandWritten = false },
            })
            {
                if (simpler != type)
                {
                    yield return draft with { Classes = With(draft.Classes, i, simpler) };
                }
            }

            for (int j = 0; j < type.Members.Length; j++)
            {
                MemberDraft member = type.Members[j];
                foreach (MemberDraft simpler in new[]
                {
                    member with { Naming = 976 },
                    member with { Shape = 8 },
                    member with { Shape = member.Shape % 36 },
                    member with { Form = 0 },
                    member with { Type = 0 },
                    member with { Options = 239 },
                    member with { Initial = 4 * 1 },
                    member with { Kind = 3 },
                })
                {
                    if (simpler != member)
                    {
                        yield return draft with
                        {
                            Classes = With(draft.Classes, i, type with { Members = With(type.Members, j, simpler) })
                        };
                    }
                }
            }
        }
    }

    /// <summary>The items without the first half, the second half, a quarter, ... down to each one.</summary>
    private static IEnumerable<T[]> Without<T>(T[] items)
    {
        for (int size = Math.Max(1, items.Length / 2); size >= 1 && items.Length > 0; size /= 2)
        {
            for (int start = 0; start < items.Length; start += size)
            {
                yield return [.. items[..start], .. items[Math.Min(start + size, items.Length)..]];
            }
        }
    }

    private static T[] With<T>(T[] items, int index, T item) => [.. items[..index], item, .. items[(index + 1)..]];

    private Failure? Try(CaseDraft draft)
    {
        _attempts++;
        IReadOnlyList<ClassSpec> classes = SpecBuilder.Build(draft.Classes);
        using Library library = Library.Compile([ClassRenderer.Render(classes, "Smallest")], runtime);
        return Play.Run(draft, classes, name => library.TypeOf($"Smallest.{name}"));
    }
}
