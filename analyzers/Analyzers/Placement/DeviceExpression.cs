using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Placement;

/// <summary>What to pass as <c>device:</c> so that a tensor is created where it is needed.</summary>
internal static class DeviceExpression
{
    /// <summary>The diagnostic property that carries the expression from the analyzer to the fix.</summary>
    public const string Property = "device";

    /// <summary>
    /// The device of a tensor that the new one meets, else of a tensor that the method is given, else of a parameter of the
    /// module. Null where none of them is in reach at the creation.
    /// </summary>
    public static string? For(Creation creation, IEnumerable<Meeting> meetings, TorchSymbols torch)
    {
        string? name =
            meetings.Select(meeting => NameInReach(meeting.Partner, creation, torch)).FirstOrDefault(static name => name is not null)
            ?? creation.Method.Parameters
                .FirstOrDefault(parameter => torch.IsTensorLike(parameter.Type)
                    && parameter.NullableAnnotation != NullableAnnotation.Annotated)
                ?.Name
            ?? (creation.Method.IsStatic ? null : ParameterOf(creation.Method.ContainingType, torch));
        return name is null ? null : $"{Keywords.Escape(name)}.device";
    }

    private static string? NameInReach(IOperation partner, Creation creation, TorchSymbols torch) =>
        partner switch
        {
            IParameterReferenceOperation { Parameter: var parameter }
                when torch.IsTensorLike(parameter.Type)
                    && SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, creation.Method) => parameter.Name,
            ILocalReferenceOperation { Local: var local }
                when torch.IsTensorLike(local.Type) && IsAssignedBefore(local, creation) => local.Name,
            IInvocationOperation { Instance: { } receiver } => NameInReach(receiver, creation, torch),
            IInvocationOperation { Arguments: [{ Value: { } first }, ..] } => NameInReach(first, creation, torch),
            IPropertyReferenceOperation { Instance: { } receiver } => NameInReach(receiver, creation, torch),
            IConversionOperation { Operand: { } operand } => NameInReach(operand, creation, torch),
            _ => null,
        };

    /// <summary>Declared with a value in a block around the creation, and above it.</summary>
    private static bool IsAssignedBefore(ILocalSymbol local, Creation creation) =>
        local.DeclaringSyntaxReferences is [var reference]
        && reference.GetSyntax() is VariableDeclaratorSyntax { Initializer: not null, Parent.Parent.Parent: { } scope } declarator
        && declarator.SyntaxTree == creation.Call!.Syntax.SyntaxTree
        && declarator.Span.End <= creation.Call!.Syntax.SpanStart
        && scope.FullSpan.Contains(creation.Call!.Syntax.Span);

    private static string? ParameterOf(INamedTypeSymbol type, TorchSymbols torch) =>
        type.GetMembers()
            .OfType<IFieldSymbol>()
            .FirstOrDefault(field => !field.IsStatic
                && !field.IsImplicitlyDeclared
                && torch.IsParameter(field.Type)
                && field.NullableAnnotation != NullableAnnotation.Annotated)
            ?.Name;
}
