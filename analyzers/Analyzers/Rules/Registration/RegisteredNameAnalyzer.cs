using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Rules.Registration;

/// <summary>
/// TSG1009: TorchSharp's <c>_toEpilog</c> disposes the tensor that it moves, and puts the new one into the field or the
/// public property of the registered name. A member of another name is left with the disposed one.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RegisteredNameAnalyzer() : ModuleAnalyzer(Descriptors.TSG1009_RegisteredNameDiffersFromMember)
{
    /// <summary>The diagnostic property with the name of the member, for the fix.</summary>
    public const string FieldProperty = "field";

    private protected override void Analyze(SymbolAnalysisContext context, INamedTypeSymbol type, RegistrationOracle oracle)
    {
        if (!ClassOrigins.MovesByReflection(type, oracle.Torch))
        {
            return;
        }

        foreach (IInvocationOperation call in RegisterCalls.Of(type, oracle).Own.Where(RegistryApi.Moves))
        {
            if (RegistryApi.NameOf(call) is { } name
                && RegisterCalls.MemberOf(RegistryApi.ValueOf(call)) is { IsStatic: false } member
                && !IsNameOfAnything(name, type, oracle.Torch)
                && (member.DeclaredAccessibility != Accessibility.Private || IsRead(member, oracle, context)))
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptor,
                    call.Syntax.GetLocation(),
                    ImmutableDictionary<string, string?>.Empty.Add(FieldProperty, member.Name),
                    name,
                    member.Name));
            }
        }
    }

    /// <summary>Whether anything but a registration or a test for null looks at the tensor.</summary>
    private static bool IsRead(ISymbol member, RegistrationOracle oracle, SymbolAnalysisContext context) =>
        oracle.Uses.Of(member, context.CancellationToken)
            .Any(reference => !LocalFlow.IsTarget(reference.Operation) && !IsIdle(reference.Operation, oracle.Torch));

    private static bool IsIdle(IOperation use, TorchSymbols torch)
    {
        IOperation value = use;
        while (value.Parent is IConversionOperation or IConditionalAccessOperation)
        {
            value = value.Parent;
        }

        return value.Parent switch
        {
            IPropertyReferenceOperation { Property: var property } => TensorApi.Describing.Contains(property, torch),
            IBinaryOperation { OperatorMethod: null } or IIsPatternOperation or INameOfOperation => true,
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var method } } =>
                RegistryApi.RegistryOf(method, torch) is not null || method.Name == nameof(ReferenceEquals),
            IInvocationOperation { TargetMethod: var method } call =>
                call.Instance == value && TensorApi.Describing.Contains(method, torch),
            _ => false,
        };
    }

    /// <summary>Whether <c>.to()</c> finds a place of that name to write to; then what it does is not this rule's to say.</summary>
    private static bool IsNameOfAnything(string name, INamedTypeSymbol type, TorchSymbols torch) =>
        ClassOrigins.Chain(type).SelectMany(static ancestor => ancestor.GetMembers()).Any(member =>
            member is IFieldSymbol or IPropertySymbol && (member.Name == name || MemberClassifier.ComponentNameOf(member, torch) == name));
}
