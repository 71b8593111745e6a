using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Conversion;

/// <summary>
/// The classes of one hierarchy that are converted together: a hand-written class over a generated one would fall back to
/// reflection, so a base waits for those derived from it.
/// </summary>
internal static class ConversionGroup
{
    /// <summary>Of requests that keep all as it is: these come to the same, whichever class of a hierarchy they are about.</summary>
    private static readonly ConditionalWeakTable<
        RegistrationOracle,
        ConcurrentDictionary<INamedTypeSymbol, ImmutableArray<ClassConversion>>> s_kept = new();

    /// <summary>What is to change; empty where nothing of it can.</summary>
    public static ImmutableArray<ClassConversion> Of(
        GenerationRequest request, RegistrationOracle oracle, CancellationToken cancellationToken)
    {
        if (TorchSymbols.Find(oracle.Bodies.Compilation, WellKnownNames.ModuleAttribute) is null)
        {
            return [];
        }

        var found = new Dictionary<INamedTypeSymbol, ClassConversion>(SymbolEqualityComparer.Default);
        foreach (INamedTypeSymbol type in request.Types.Where(type => !found.ContainsKey(type) && IsCandidate(type, request, oracle)))
        {
            INamedTypeSymbol root = Root(type, oracle);
            ImmutableArray<ClassConversion> conversions = request is { Keeps: true, Wishes.Count: 0 }
                ? s_kept.GetValue(oracle, static _ => new(SymbolEqualityComparer.Default))
                    .GetOrAdd(root, _ => Of(type, root, request, oracle, cancellationToken))
                : Of(type, root, request, oracle, cancellationToken);
            foreach (ClassConversion conversion in conversions)
            {
                found[conversion.Type] = conversion;
            }
        }

        return found.Values.ToImmutableArray();
    }

    private static ImmutableArray<ClassConversion> Of(
        INamedTypeSymbol type,
        INamedTypeSymbol root,
        GenerationRequest request,
        RegistrationOracle oracle,
        CancellationToken cancellationToken)
    {
        ImmutableArray<INamedTypeSymbol> hierarchy = Hierarchy(root, oracle, cancellationToken);
        Dictionary<INamedTypeSymbol, HandRegistration> hand = new(SymbolEqualityComparer.Default);
        foreach (INamedTypeSymbol member in hierarchy.Where(member => IsCandidate(member, request, oracle)))
        {
            if (HandRegistration.Of(member, oracle, cancellationToken) is { } said)
            {
                hand.Add(member, said);
            }
        }

        var planned = new Dictionary<INamedTypeSymbol, ClassConversion>(SymbolEqualityComparer.Default);
        Dictionary<INamedTypeSymbol, bool> ordered = new(SymbolEqualityComparer.Default);
        foreach (INamedTypeSymbol member in hierarchy.Where(hand.ContainsKey)
            .Where(member => Concerns(request, member, type, oracle)
                && (!request.Keeps || Constructed(member, hierarchy).All(goesByOrderOfDeclarations))))
        {
            var standing = new MemberStanding(Constructed(member, hierarchy), hand, oracle, cancellationToken);
            IEnumerable<ClassConversion> bases = planned.Values.Where(conversion => DerivedModules.DerivesFrom(member, conversion.Type));
            if (ClassPlanner.Plan(member, hand[member], standing, request, bases, oracle, cancellationToken) is { } conversion)
            {
                planned.Add(member, conversion);
            }
        }

        var speaking = hierarchy
            .Where(member => oracle.IsHandWritten(member)
                && (HasStateOfItsOwn(member, oracle)
                    || AssignsStateOfItsBases(member, oracle, cancellationToken)
                    || !hand.TryGetValue(member, out HandRegistration? said)
                    || said.Calls.Count + said.Removals.Count > 0))
            .ToImmutableArray();
        return Reduce(planned, speaking, request, oracle, cancellationToken);

        bool goesByOrderOfDeclarations(INamedTypeSymbol made) =>
            ordered.TryGetValue(made, out bool known)
                ? known
                : ordered[made] = !IsUsedTooEarly(made, oracle) && !IsDrawnInAnotherOrder(made, oracle, cancellationToken);
    }

    /// <summary>A repair leaves the bases of the class alone, and a member that is declared leaves the derived classes alone too.</summary>
    private static bool Concerns(GenerationRequest request, INamedTypeSymbol member, INamedTypeSymbol type, RegistrationOracle oracle) =>
        request.Keeps
        || SymbolEqualityComparer.Default.Equals(member, type)
        || (oracle.IsHandWritten(type) && oracle.IsHandWritten(member) && DerivedModules.DerivesFrom(member, type));

    /// <summary>Takes out what cannot be converted, and with it what would be wrong without it, until the rest stands.</summary>
    /// <param name="planned">The conversions.</param>
    /// <param name="speaking">The hand-written classes of the hierarchy with state of their own, or a say in their base's.</param>
    /// <param name="request">What is wanted.</param>
    /// <param name="oracle">What is known of the classes.</param>
    /// <param name="cancellationToken">Cancels.</param>
    private static ImmutableArray<ClassConversion> Reduce(
        Dictionary<INamedTypeSymbol, ClassConversion> planned,
        ImmutableArray<INamedTypeSymbol> speaking,
        GenerationRequest request,
        RegistrationOracle oracle,
        CancellationToken cancellationToken)
    {
        while (planned.Count > 0)
        {
            INamedTypeSymbol[] waiting = planned.Values
                .Where(conversion =>
                    !(conversion.HasState || planned.Keys.Any(ancestor => DerivedModules.DerivesFrom(conversion.Type, ancestor)))
                    || speaking.Any(derived => DerivedModules.DerivesFrom(derived, conversion.Type) && !planned.ContainsKey(derived)))
                .Select(static conversion => conversion.Type)
                .ToArray();
            INamedTypeSymbol[] refused = waiting.Length > 0
                ? waiting
                : DryRun.Refused(planned.Values.ToImmutableArray(), request, oracle, cancellationToken).ToArray();
            if (refused.Length == 0)
            {
                break;
            }

            foreach (INamedTypeSymbol type in refused)
            {
                planned.Remove(type);
            }
        }

        return planned.Values.ToImmutableArray();
    }

    private static bool IsCandidate(INamedTypeSymbol type, GenerationRequest request, RegistrationOracle oracle) =>
        (request.Keeps ? oracle.IsHandWritten(type) && !HidesItsState(type, oracle) : oracle.IsOwn(type))
        && HandWrittenParts.Of(type).All(static reference => reference.GetSyntax() is ClassDeclarationSyntax declaration
            && !declaration.ContainsDiagnostics
            && !IsGeneratedFile(declaration.SyntaxTree)
            && !OtherBuilds.HaveOtherState(declaration)
            && !declaration.AncestorsAndSelf()
                .OfType<TypeDeclarationSyntax>()
                .Any(static outer => outer.Modifiers.Any(SyntaxKind.FileKeyword))
            && ((CSharpParseOptions)declaration.SyntaxTree.Options).LanguageVersion >= LanguageVersion.CSharp9);

    /// <summary>
    /// A class over a container, <c>Sequential</c> or <c>ModuleList</c>, which registers what it was given and nothing else: no old file
    /// has the state of the class.
    /// </summary>
    private static bool HidesItsState(INamedTypeSymbol type, RegistrationOracle oracle) =>
        ModuleClassifier.Ancestors(type).Any(ancestor => Layers.IsContainer(ancestor, oracle.Torch));

    private static bool IsGeneratedFile(SyntaxTree tree) =>
        tree.FilePath.EndsWith(".g.cs", System.StringComparison.OrdinalIgnoreCase)
        || tree.FilePath.EndsWith(".designer.cs", System.StringComparison.OrdinalIgnoreCase)
        || tree.GetRoot().GetLeadingTrivia().Any(static trivia => trivia.ToString().Contains("<auto-generated"));

    /// <summary>The first class of this compilation over TorchSharp's own.</summary>
    private static INamedTypeSymbol Root(INamedTypeSymbol type, RegistrationOracle oracle) =>
        ModuleClassifier.Ancestors(type)
            .Select(static ancestor => ancestor.OriginalDefinition)
            .Where(oracle.IsOwn)
            .LastOrDefault() ?? type;

    /// <summary>It, and all classes down to the last derived one.</summary>
    private static ImmutableArray<INamedTypeSymbol> Hierarchy(
        INamedTypeSymbol root, RegistrationOracle oracle, CancellationToken cancellationToken) =>
        oracle.Derived.Of(root, cancellationToken)
            .Insert(0, root)
            .OrderBy(static module => ModuleClassifier.Ancestors(module).Count())
            .ToImmutableArray();

    private static ImmutableArray<INamedTypeSymbol> Constructed(INamedTypeSymbol type, ImmutableArray<INamedTypeSymbol> hierarchy)
    {
        ImmutableArray<INamedTypeSymbol> made = hierarchy
            .Where(candidate => !candidate.IsAbstract
                && (SymbolEqualityComparer.Default.Equals(candidate, type) || DerivedModules.DerivesFrom(candidate, type)))
            .ToImmutableArray();
        return made.IsEmpty ? [type] : made;
    }

    /// <summary>
    /// <c>apply(Init)</c> ahead of the registration does nothing today and would do its work afterwards; and the order of
    /// the children, by which it draws random numbers, is that of the declarations only where one class has all the state. A
    /// move goes over them in any order.
    /// </summary>
    private static bool IsUsedTooEarly(INamedTypeSymbol made, RegistrationOracle oracle) =>
        oracle.FactsOf(made).Of(ConstructionEventKind.UseOfComponents).ToList() is { Count: > 0 } uses
        && (uses.Any(static use => use.Before.ComponentsRegistered != Flow.Certainty.Yes)
            || (uses.Any(use => ModuleApi.Listing.Contains(use.Subject, oracle.Torch))
                && (oracle.FactsOf(made).Of(ConstructionEventKind.RegisterCall).Any()
                    || ModuleClassifier.Ancestors(made).Any(ancestor => oracle.IsOwn(ancestor.OriginalDefinition)
                        && HasStateOfItsOwn(ancestor.OriginalDefinition, oracle)))));

    /// <summary>The same seed would give the weights of the class, or of its children, other values.</summary>
    private static bool IsDrawnInAnotherOrder(INamedTypeSymbol made, RegistrationOracle oracle, CancellationToken cancellationToken) =>
        ComponentOrder.Differs(made, oracle) && DrawnInOrder.Are(made, oracle, cancellationToken);

    /// <summary>While it runs, so that the tensor would have to leave its scope (TSG3003).</summary>
    private static bool AssignsStateOfItsBases(INamedTypeSymbol type, RegistrationOracle oracle, CancellationToken cancellationToken) =>
        ReflectedMembers.OfChain(type, oracle.Torch)
            .Where(member => !SymbolEqualityComparer.Default.Equals(member.ContainingType, type)
                && oracle.Torch.IsTensorLike(MemberClassifier.TypeOf(member)!))
            .Any(member => UnseenAssignment.Of(member, type, oracle, cancellationToken).Any());

    private static bool HasStateOfItsOwn(INamedTypeSymbol type, RegistrationOracle oracle) =>
        ReflectedMembers.Of(type, oracle.Torch).Any(static member => !ReflectedMembers.IsGeneral(MemberClassifier.TypeOf(member)!));
}
