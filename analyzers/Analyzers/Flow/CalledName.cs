using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TorchSharp.Generators.Analyzers.Flow;

/// <summary>What a call is called: a rule about a few methods needs no symbol to pass over all others.</summary>
internal static class CalledName
{
    /// <summary>Null where a value is called.</summary>
    public static SimpleNameSyntax? Of(InvocationExpressionSyntax call) =>
        call.Expression switch
        {
            SimpleNameSyntax name => name,
            MemberAccessExpressionSyntax access => access.Name,
            MemberBindingExpressionSyntax binding => binding.Name,
            _ => null,
        };
}
