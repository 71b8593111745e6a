using System.Collections.Generic;
using System.Composition;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;
using TorchSharp.Generators.Analyzers;
using TorchSharp.Generators.Analyzers.Placement;

namespace TorchSharp.Generators.CodeFixes.Forward;

/// <summary>TSG1011: creates the tensor on the device of the tensor that it meets.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class TensorCreatedOnDefaultDeviceFix() : TorchCodeFix(Descriptors.TSG1011_TensorCreatedOnDefaultDevice.Id)
{
    internal const string Key = "AddDevice";

    private protected override IEnumerable<Repair> Repairs(
        Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        if (diagnostic.Properties.TryGetValue(DeviceExpression.Property, out string? device)
            && device is not null
            && root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true)
                .FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call)
        {
            yield return new EditRepair(
                $"Create it on '{device}'",
                Key,
                editor => editor.ReplaceNode(call.ArgumentList, (current, _) => WithDevice((ArgumentListSyntax)current, device)));
        }
    }

    /// <summary>In the place of a <c>device: null</c>, else behind the other arguments.</summary>
    private static ArgumentListSyntax WithDevice(ArgumentListSyntax arguments, string device)
    {
        ExpressionSyntax value = SyntaxFactory.ParseExpression(device);
        ArgumentSyntax? written =
            arguments.Arguments.FirstOrDefault(static argument => argument.NameColon?.Name.Identifier.Text == "device");
        if (written is not null)
        {
            return arguments.ReplaceNode(written, written.WithExpression(value));
        }

        ArgumentSyntax argument = SyntaxFactory.Argument(
            SyntaxFactory.NameColon("device").WithColonToken(
                SyntaxFactory.Token(SyntaxKind.ColonToken).WithTrailingTrivia(SyntaxFactory.Space)),
            default,
            value);
        return arguments.Arguments.Count == 0
            ? arguments.AddArguments(argument)
            : arguments.WithArguments(SyntaxFactory.SeparatedList(
                arguments.Arguments.Add(argument),
                arguments.Arguments.GetSeparators()
                    .Append(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space))));
    }
}
