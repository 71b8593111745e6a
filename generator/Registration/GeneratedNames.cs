using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace TorchSharp.Generators.SourceGeneration.Registration;

/// <summary>The members that a generated class gets, by which a hand-written one of the same signature is found.</summary>
internal static class GeneratedNames
{
    public const string VisitState = "VisitState";
    public const string State = "__state";
    public const string StateProperty = "__State";

    /// <summary>
    /// Overrides in the first generated class of a chain: name and simple names of the parameter types. Everything else
    /// of <c>Module</c> (<c>train</c>, <c>zero_grad</c>, <c>parameters</c>, <c>Dispose</c>, ...) asks these.
    /// </summary>
    public static ImmutableArray<(string Name, string Parameters)> Overrides { get; } = ImmutableArray.Create(
        ("RegisterComponents", ""),
        ("_named_parameters", ""),
        ("_to", "Device ScalarType Boolean"),
        ("_to", "DeviceType Int32 Boolean"),
        ("_to", "ScalarType Boolean"),
        ("apply", "Action"),
        ("named_parameters", "Boolean"),
        ("named_buffers", "Boolean Boolean"),
        ("named_children", ""),
        ("named_modules", ""),
        ("state_dict", "Dictionary String"),
        ("load_state_dict", "Dictionary Boolean IList"),
        ("load", "BinaryReader Boolean IList Dictionary"),
        ("has_buffer", "String"),
        ("get_buffer", "String"),
        ("has_parameter", "String"),
        ("get_parameter", "String"),
        ("reset_buffers", ""));

    /// <summary>Whether the generator writes a member of this name and signature into the class of <paramref name="member"/>.</summary>
    public static bool Collides(ISymbol member, BaseKind baseKind)
    {
        if (member.Name == VisitState && (member is not IMethodSymbol visit || Signature(visit) == "StateVisitor"))
        {
            return true;
        }

        if (baseKind == BaseKind.Generated)
        {
            return false;
        }

        return member switch
        {
            { Name: State or StateProperty } => true,
            IMethodSymbol { MethodKind: MethodKind.Ordinary, Arity: 0 } method =>
                Overrides.Any(entry => entry.Name == method.Name && entry.Parameters == Signature(method)),
            IMethodSymbol => false,
            _ => Overrides.Any(entry => entry.Name == member.Name),
        };
    }

    private static string Signature(IMethodSymbol method) =>
        string.Join(" ", method.Parameters.Select(static parameter => parameter.Type.Name));
}
