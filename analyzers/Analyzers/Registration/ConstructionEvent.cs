using Microsoft.CodeAnalysis;

namespace TorchSharp.Generators.Analyzers.Registration;

internal enum ConstructionEventKind
{
    /// <summary>A member gets a value.</summary>
    Assignment,

    /// <summary>A <c>register_*</c> or <c>add_module</c> call.</summary>
    RegisterCall,

    /// <summary>A call of <c>RegisterComponents()</c> that reaches TorchSharp's own.</summary>
    RegisterComponents,

    /// <summary>A member that is a <c>ModuleList</c> or <c>ModuleDict</c> gets other elements.</summary>
    ChangeOfElements,

    /// <summary>A call that walks over the registered components: <c>apply</c>, <c>parameters</c>, <c>this.to</c>, ...</summary>
    UseOfComponents,

    /// <summary>The base constructor has returned; the class's own constructor body begins.</summary>
    BodyStarts,
}

/// <summary>Something that matters to registration, and what is known when it happens.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Site">Where.</param>
/// <param name="Subject">The member, or the method that is called.</param>
/// <param name="Operation">The assigned value, or the call.</param>
/// <param name="Before">What is known just before, over all ways that lead here.</param>
internal sealed record ConstructionEvent(
    ConstructionEventKind Kind,
    SyntaxNode Site,
    ISymbol Subject,
    IOperation? Operation,
    ConstructionState Before)
{
    public ConstructionEvent Merge(ConstructionState before) =>
        this with { Before = ConstructionState.Join(Before, before) };
}
