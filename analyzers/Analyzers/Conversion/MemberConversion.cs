using Microsoft.CodeAnalysis;

namespace TorchSharp.Generators.Analyzers.Conversion;

/// <summary>What a field or property of a hand-written module becomes in the generated class.</summary>
/// <param name="Symbol">The field or property.</param>
/// <param name="Attribute">What stands between the brackets, null where the member's type says it all.</param>
/// <param name="Assignable">Whether generated code assigns it, so that <c>readonly</c> has to go.</param>
/// <param name="Type">What replaces the name <c>Tensor</c> in its type, null where the type stays.</param>
/// <param name="WithOldKey">The attribute that keeps the compiler's key of an auto-property, null where there is no such choice.</param>
internal sealed record MemberConversion(ISymbol Symbol, string? Attribute, bool Assignable, string? Type = null, string? WithOldKey = null)
{
    public const string LeftOut = "NotRegistered";

    /// <summary>Whether one declaration of several variables can say both.</summary>
    public bool IsWrittenLike(MemberConversion? other) =>
        Attribute == other?.Attribute && Assignable == other?.Assignable && Type == other?.Type;
}
