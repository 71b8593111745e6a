using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.TorchApi;

/// <summary>How TorchSharp's containers come to their elements, and when they register them.</summary>
internal static class ContainerApi
{
    /// <summary>Registers an element when it comes, and as it is then.</summary>
    public const string Sequential = "Sequential";

    /// <summary>Methods of a <c>Sequential</c>.</summary>
    public static readonly MemberTable Appending = new(TorchOwner.Module, "append");

    /// <summary>Methods of <c>ModuleList</c> and <c>ModuleDict</c>, which go on with what they had at registration (T43).</summary>
    public static readonly MemberTable Changing = new(
        TorchOwner.Module, "append", "Add", "extend", "Insert", "Remove", "RemoveAt", "Clear", "clear");

    public static bool IsSequential(ITypeSymbol type, TorchSymbols torch) =>
        type is INamedTypeSymbol named
        && ModuleClassifier.Ancestors(named).Prepend(named).Any(level => level.Name == Sequential && torch.IsStock(level));

    /// <summary>The list or dictionary whose elements an operation changes, null for any other operation.</summary>
    public static IOperation? ChangedBy(IOperation operation, TorchSymbols torch) =>
        operation switch
        {
            IInvocationOperation { Instance: { } list } call
                when RegistersOnce(list.Type, torch) && Changing.Contains(call.TargetMethod, torch) => list,
            IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } list, Parent: ISimpleAssignmentOperation write } element
                when write.Target == element && RegistersOnce(list.Type, torch) => list,
            _ => null,
        };

    public static bool RegistersOnce(ITypeSymbol? type, TorchSymbols torch) =>
        type is { Name: "ModuleList" or "ModuleDict" } && torch.IsStock(type);
}
