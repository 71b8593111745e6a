using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>What is known of a module where it is used: its class, and whether its tensors stay the same objects.</summary>
internal static class Modules
{
    /// <summary>The variable behind an expression: a local, a parameter, or a member of <c>this</c>.</summary>
    public static ISymbol? VariableOf(IOperation? operation) =>
        operation switch
        {
            ILocalReferenceOperation local => local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation } member when member is IFieldReferenceOperation or IPropertyReferenceOperation => member.Member,
            IConversionOperation conversion => VariableOf(conversion.Operand),
            _ => null,
        };

    /// <summary>
    /// Whether TorchSharp's own transfer makes new parameters for modules of this class: a class that is not generated and
    /// has parameters or stock layers of its own. A class known only as <c>Module</c> may be a generated one.
    /// </summary>
    public static bool ReplacesParameters(ITypeSymbol? type, TorchSymbols torch)
    {
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Class } module || !torch.IsModule(module))
        {
            return false;
        }

        if (torch.IsStock(module))
        {
            return Layers.HasWeights(module, torch);
        }

        return !module.DeclaringSyntaxReferences.IsEmpty
            && !ModuleClassifier.IsDeclared(module)
            && ModuleClassifier.BaseKindOf(module, torch) != BaseKind.Generated
            && module.GetMembers().OfType<IFieldSymbol>().Any(field =>
                !field.IsStatic && (torch.IsParameter(field.Type) || Layers.KindOf(field.Type, torch) == LayerKind.Weighted));
    }
}
