using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using TorchSharp.Generators.Analyzers.Registration;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Rules.Registration;

/// <summary>
/// TSG1004: TorchSharp's registry keeps the object that it was given. <c>.to()</c> writes a tensor from there back into the
/// field, and leaves a field with a module alone.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RegisteredMemberReassignedAnalyzer() : ModuleAnalyzer(Descriptors.TSG1004_RegisteredMemberReassigned)
{
    private protected override void Analyze(SymbolAnalysisContext context, INamedTypeSymbol type, RegistrationOracle oracle)
    {
        if (!oracle.IsHandWritten(type) || ClassOrigins.IsOverGenerated(type, oracle.Torch))
        {
            return;
        }

        foreach (ISymbol member in ReflectedMembers.Of(type, oracle.Torch))
        {
            if (oracle.Ask(member) is not RegistrationAnswer.Registered)
            {
                continue;
            }

            foreach (MemberWrite write in Reassignment.Of(member, oracle, context.CancellationToken).Where(write => RegistrationOracle.IsIn(write.Site, type)))
            {
                Report(context, write.Site.GetLocation(), member.Name, ReasonFor(member, write, oracle));
            }
        }
    }

    private static string ReasonFor(ISymbol member, MemberWrite write, RegistrationOracle oracle) =>
        MemberClassifier.TypeOf(member) is { } type && StateTypes.KindOf(type, oracle.Torch) == StateKind.Submodule
            ? "state_dict, .to() and eval() go on with the old module, and never reach the one assigned here"
            : DisposesOld(member, write)
                ? "its key is gone from state_dict once the old tensor is disposed, and what is assigned here neither moves nor is saved"
                : "state_dict keeps the old tensor after this assignment, and the next .to() restores it";

    /// <summary><c>old.Dispose()</c> in the method that assigns: TorchSharp leaves out entries that are disposed.</summary>
    private static bool DisposesOld(ISymbol member, MemberWrite write) =>
        write.Site.AncestorsAndSelf().OfType<MemberDeclarationSyntax>().FirstOrDefault() is { } around
        && around.DescendantNodes().OfType<MemberAccessExpressionSyntax>().Any(access =>
            access is { Name.Identifier.ValueText: "Dispose", Expression: { } disposed }
            && (disposed switch
            {
                IdentifierNameSyntax name => name.Identifier.ValueText == member.Name || IsCopyOf(name.Identifier.ValueText, member, around),
                MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: var name } => name.Identifier.ValueText == member.Name,
                _ => false,
            }));

    private static bool IsCopyOf(string local, ISymbol member, SyntaxNode around) =>
        around.DescendantNodes().OfType<VariableDeclaratorSyntax>().Any(declarator =>
            declarator.Identifier.ValueText == local
            && declarator.Initializer?.Value.ToString() is { } value
            && (value == member.Name || value == "this." + member.Name));
}
