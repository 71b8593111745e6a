using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Conversion;

/// <summary>Compiles a conversion in thought, and asks the one definition of what can be generated.</summary>
internal static class DryRun
{
    /// <summary>The classes that have errors before, or would have some afterwards or bring them to a class over them.</summary>
    public static IEnumerable<INamedTypeSymbol> Refused(
        ImmutableArray<ClassConversion> conversions,
        GenerationRequest request,
        RegistrationOracle oracle,
        CancellationToken cancellationToken)
    {
        MethodBodies bodies = oracle.Bodies;
        Compilation after = bodies.Compilation;
        foreach (SyntaxTree tree in TreesOf(conversions))
        {
            after = after.ReplaceSyntaxTree(tree, Rewrite(tree, conversions, bodies, cancellationToken));
        }

        if (TorchSymbols.TryCreate(after) is not { } torch)
        {
            yield break;
        }

        // Classes of one file share what is bound of it.
        var bodiesAfter = new MethodBodies(after);
        foreach (ClassConversion conversion in conversions)
        {
            if (Find(conversion.Type, after) is not { } converted
                || !IsSaid(conversion, converted)
                || ModuleDeclaration.Of(converted, torch).Problems.Any()
                || oracle.Derived.Of(conversion.Type, cancellationToken)
                    .Any(derived => IsSpoiled(derived, oracle.Torch, Find(derived, after), torch))
                || (HasErrors(conversion.Type, bodies, cancellationToken)
                    ? request.Keeps
                    : ChangedMeaning.HasErrors(conversion, converted, conversions, bodiesAfter, cancellationToken)))
            {
                yield return conversion.Type;
            }
        }
    }

    /// <summary>A key of the class can be one that a generated class over it has.</summary>
    private static bool IsSpoiled(INamedTypeSymbol before, TorchSymbols torchBefore, INamedTypeSymbol? after, TorchSymbols torchAfter) =>
        ModuleClassifier.IsDeclared(before)
        && after is not null
        && ModuleDeclaration.Of(before, torchBefore).Problems.IsEmpty
        && !ModuleDeclaration.Of(after, torchAfter).Problems.IsEmpty;

    /// <summary>An attribute of somebody else's may have the name of ours where the class stands; the generator does not hear it.</summary>
    private static bool IsSaid(ClassConversion conversion, INamedTypeSymbol converted) =>
        (!conversion.Declares || ModuleClassifier.HasModuleAttribute(converted))
        && conversion.Members.Values.Where(static member => member.Attribute is not null)
            .Select(static member => member.Symbol.Name)
            .Concat(conversion.Fields.Select(static field => field.Name))
            .All(name => converted.GetMembers(name).Any(StateAttribute.IsAny));

    public static IEnumerable<SyntaxTree> TreesOf(IEnumerable<ClassConversion> conversions) =>
        conversions.SelectMany(static conversion => conversion.Parts).Select(static part => part.SyntaxTree).Distinct();

    public static SyntaxTree Rewrite(
        SyntaxTree tree, IEnumerable<ClassConversion> conversions, MethodBodies bodies, CancellationToken cancellationToken)
    {
        var root = (CompilationUnitSyntax)tree.GetRoot(cancellationToken);
        ClassConversion[] inTree = conversions.Where(conversion => conversion.Parts.Any(part => part.SyntaxTree == tree)).ToArray();
        SemanticModel model = bodies.ModelOf(tree);
        bool needsUsing = inTree.Where(conversion => WritesAttributes(conversion, tree))
            .SelectMany(static conversion => conversion.Parts)
            .Where(part => part.SyntaxTree == tree)
            .Any(part =>
            !model.LookupNamespacesAndTypes(part.SpanStart, name: "ModuleAttribute").OfType<INamedTypeSymbol>().Any(StateAttribute.IsOurs));
        return tree.WithRootAndOptions(ConversionRewriter.Rewrite(root, inTree, needsUsing), tree.Options);
    }

    private static bool WritesAttributes(ClassConversion conversion, SyntaxTree tree) =>
        (conversion.Declares && conversion.Parts[0].SyntaxTree == tree)
        || conversion.Members.Any(member => member.Key.SyntaxTree == tree && member.Value.Attribute is not null);

    /// <summary>A class that does not compile is being typed.</summary>
    private static bool HasErrors(INamedTypeSymbol type, MethodBodies bodies, CancellationToken cancellationToken) =>
        HandWrittenParts.Of(type).Any(part => bodies.ModelOf(part.SyntaxTree).GetDiagnostics(part.Span, cancellationToken)
            .Any(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));

    /// <summary>The same class in the other compilation.</summary>
    private static INamedTypeSymbol? Find(INamedTypeSymbol type, Compilation compilation)
    {
        if (type.ContainingType is { } outer)
        {
            return Find(outer, compilation)?.GetTypeMembers(type.Name, type.Arity).FirstOrDefault();
        }

        INamespaceSymbol? place = compilation.Assembly.GlobalNamespace;
        foreach (string name in NamespacesOf(type))
        {
            place = place?.GetNamespaceMembers().FirstOrDefault(candidate => candidate.Name == name);
        }

        return place?.GetTypeMembers(type.Name, type.Arity).FirstOrDefault();
    }

    private static Stack<string> NamespacesOf(INamedTypeSymbol type)
    {
        var names = new Stack<string>();
        for (INamespaceSymbol current = type.ContainingNamespace; !current.IsGlobalNamespace; current = current.ContainingNamespace)
        {
            names.Push(current.Name);
        }

        return names;
    }
}
