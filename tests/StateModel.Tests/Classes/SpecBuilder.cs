using TorchSharp.Generators.StateModel.Tests.Drafts;

namespace TorchSharp.Generators.StateModel.Tests.Classes;

/// <summary>Makes the classes of a case from its draft. The first one is the root of the tree.</summary>
internal static class SpecBuilder
{
    private const int LargestTree = 40;

    public static IReadOnlyList<ClassSpec> Build(ClassDraft[] drafts)
    {
        var classes = new ClassSpec[drafts.Length];
        for (int i = drafts.Length - 1; i >= 0; i--)
        {
            classes[i] = Build(drafts[i], i, classes[(i + 1)..]);
        }

        return classes;
    }

    /// <param name="draft">The draft.</param>
    /// <param name="index">Its number in the case; the root has 0.</param>
    /// <param name="below">The classes that this one may derive from and hold: never itself, so that a tree ends.</param>
    private static ClassSpec Build(ClassDraft draft, int index, ClassSpec[] below)
    {
        ClassSpec[] bases = [.. below.Where(static type => type.Chain.Count() < 3)];
        ModuleType? @base = draft.Base % 3 > 0 && bases.Length > 0 ? Close(bases[draft.Base / 3 % bases.Length], below, draft.Base) : null;

        // One class of a chain is written by hand at most, and the root has the package's methods.
        bool handWritten = draft.HandWritten
            && @base?.Class!.Chain.All(static type => type.IsGenerated) != false
            && (index > 0 || @base is not null);
        var spec = new ClassSpec
        {
            Name = $"C{index}",
            IsGenerated = !handWritten,
            IsSnakeCase = draft.SnakeCase && !handWritten,
            IsGeneric = draft.Generic && !handWritten && index > 0,
            Registering = (Registering)(draft.Registering % 5),
            Base = @base,
        };

        var members = new MemberBuilder(spec, index, below);
        int budget = LargestTree - (@base?.Size ?? 0);
        foreach (MemberDraft draftOfMember in draft.Members)
        {
            MemberSpec member = members.Build(draftOfMember, budget);
            budget -= member.Size;
            spec.Members.Add(member);
        }

        if (spec.IsGeneric)
        {
            spec.Members.Add(members.OfTypeParameter());
        }

        return spec;
    }

    public static ModuleType Close(ClassSpec type, ClassSpec[] below, int die)
    {
        if (!type.IsGeneric)
        {
            return ModuleType.Of(type);
        }

        ClassSpec[] arguments = [
            .. below.SkipWhile(other => other != type)
                .Skip(1)
                .Where(static other => other is { IsGeneric: false, CanBeHeld: true } && ModuleType.Of(other).Size < 10)
        ];
        return ModuleType.Of(
            type, arguments.Length > 0 && die % 3 > 0 ? ModuleType.Of(arguments[die % arguments.Length]) : ModuleType.Linear(7));
    }
}
