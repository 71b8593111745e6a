using CsCheck;

namespace TorchSharp.Generators.StateModel.Tests.Drafts;

/// <summary>Random drafts. A number means what the classes that read it make of it, by its remainder.</summary>
internal static class RandomDrafts
{
    private static readonly Gen<int> s_die = Gen.Int[0, 999];

    private static readonly Gen<MemberDraft> s_member =
        Gen.Select(s_die, s_die, s_die, s_die, s_die, s_die, s_die, static (a, b, c, d, e, f, g) => new MemberDraft(a, b, c, d, e, f, g));

    private static readonly Gen<ClassDraft> s_class = Gen.Select(
        s_die, Gen.Int[0, 2], s_die, Gen.Int[0, 5], Gen.Int[0, 4], Gen.OneOf(s_member.Array[0, 2], s_member.Array[0, 5]),
        static (@base, hand, registering, generic, snake, members) =>
            new ClassDraft(@base, hand == 0, registering, generic == 0, snake == 0, members));

    private static readonly Gen<OperationDraft> s_operation =
        Gen.Select(s_die, s_die, s_die, s_die, static (kind, a, b, c) => new OperationDraft(kind, a, b, c));

    /// <summary>To compile a class takes longer than to play with it.</summary>
    private static readonly Gen<CaseDraft[]> s_tree = Gen.Select(
        Gen.OneOf(s_class.Array[1, 3], s_class.Array[1, 6]), Gen.Select(s_operation.Array[1, 25], Gen.Bool).Array[3],
        static (classes, plays) => plays.Select(play => new CaseDraft(classes, play.Item1, play.Item2)).ToArray());

    /// <summary>
    /// The classes of the tree with this number in the run with this seed, and what is done to one instance after the other.
    /// </summary>
    public static CaseDraft[] Create(ulong seed, int number) => s_tree.Generate(new PCG((uint)number, seed), null, out _);
}
