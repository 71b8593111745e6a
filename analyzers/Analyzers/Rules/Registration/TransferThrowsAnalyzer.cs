using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Rules.Registration;

/// <summary>
/// TSG1013: TorchSharp's <c>_toEpilog</c> makes a dictionary of the public properties by name, and writes what it moved into
/// the property of the component's name. Both throw on properties that C# has no objection to.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TransferThrowsAnalyzer() : ModuleAnalyzer(Descriptors.TSG1013_TransferThrows)
{
    private protected override void Analyze(SymbolAnalysisContext context, INamedTypeSymbol type, RegistrationOracle oracle)
    {
        if (ClassOrigins.MovesByReflection(type, oracle.Torch))
        {
            ReportTwins(context, type);
            ReportEqualComponentNames(context, type, oracle.Torch);
            ReportUnwritable(context, type, oracle);
        }
    }

    /// <summary>
    /// Two public properties of one name: indexers, which are all called "Item", or one that hides another of a different type.
    /// </summary>
    private void ReportTwins(SymbolAnalysisContext context, INamedTypeSymbol type)
    {
        List<IPropertySymbol> seen = [];
        foreach (IPropertySymbol property in ClassOrigins.Chain(type).Reverse()
            .SelectMany(PublicProperties)
            .Where(static property => !property.IsOverride))
        {
            IPropertySymbol? twin = seen.Find(other => other.MetadataName == property.MetadataName && !HasSameSignature(other, property));
            seen.Add(property);
            if (twin is not null && SymbolEqualityComparer.Default.Equals(property.ContainingType, type))
            {
                Report(context, property, property.IsIndexer
                    ? "the class has two indexers, which are one name to reflection"
                    : $"it hides '{twin.ContainingType.Name}.{twin.Name}' of another type, and the two are one name to reflection");
            }
        }
    }

    private void ReportEqualComponentNames(SymbolAnalysisContext context, INamedTypeSymbol type, TorchSymbols torch)
    {
        Dictionary<string, ISymbol> names = [];
        HashSet<string> seen = [];
        foreach (ISymbol field in ClassOrigins.Chain(type).SelectMany(static ancestor => ancestor.GetMembers())
            .Where(static member => member is IFieldSymbol { IsStatic: false }))
        {
            string name = MemberClassifier.ComponentNameOf(field, torch) ?? field.Name;
            if (seen.Add(field.Name) && names.TryGetValue(name, out ISymbol? first))
            {
                ISymbol later = SymbolEqualityComparer.Default.Equals(field.ContainingType, type) ? field : first;
                if (SymbolEqualityComparer.Default.Equals(later.ContainingType, type) && !later.IsImplicitlyDeclared)
                {
                    Report(context, later, $"another field goes by the component name \"{name}\" too");
                }
            }
            else
            {
                names[name] = field;
            }
        }
    }

    private void ReportUnwritable(SymbolAnalysisContext context, INamedTypeSymbol type, RegistrationOracle oracle)
    {
        foreach (IInvocationOperation call in RegisterCalls.Of(type, oracle).Own.Where(RegistryApi.Moves))
        {
            if (RegistryApi.NameOf(call) is { } name
                && Target(type, name) is { IsOverride: false } property
                && Obstacle(
                    property, RegistryApi.RegistryOf(call.TargetMethod, oracle.Torch) == StateKind.Parameter, oracle.Torch) is { } reason)
            {
                bool isOwn = SymbolEqualityComparer.Default.Equals(property.ContainingType, type);
                Location location = isOwn ? property.Locations[0] : call.Syntax.GetLocation();
                Report(context, location, property.Name, reason);
            }
        }
    }

    private static string? Obstacle(IPropertySymbol property, bool isParameter, TorchSymbols torch)
    {
        if (property.SetMethod is null)
        {
            return "it has no setter for the component of its name";
        }

        bool takesIt = torch.IsTensor(property.Type)
            || (isParameter && torch.IsParameter(property.Type))
            || property.Type.SpecialType == SpecialType.System_Object;
        return takesIt
            ? null
            : $"the component of its name is no '{property.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}'";
    }

    private static IPropertySymbol? Target(INamedTypeSymbol type, string name) =>
        ClassOrigins.Chain(type)
            .SelectMany(PublicProperties)
            .FirstOrDefault(property => property.Name == name);

    private static IEnumerable<IPropertySymbol> PublicProperties(INamedTypeSymbol type) =>
        type.GetMembers()
            .OfType<IPropertySymbol>()
            .Where(static property => property is { IsStatic: false, DeclaredAccessibility: Accessibility.Public });

    private static bool HasSameSignature(IPropertySymbol one, IPropertySymbol other) =>
        SymbolEqualityComparer.Default.Equals(one.Type, other.Type)
        && one.Parameters.Select(static parameter => parameter.Type)
            .SequenceEqual(other.Parameters.Select(static parameter => parameter.Type), SymbolEqualityComparer.Default);

    private void Report(SymbolAnalysisContext context, ISymbol member, string reason) =>
        Report(context, member.Locations[0], member is IPropertySymbol { IsIndexer: true } ? "this[]" : member.Name, reason);
}
