using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.Analyzers.Flow;

namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>The modules that get hold of objects of a class, as far as the code of this project shows it.</summary>
internal sealed class HoldersOfClass
{
    private readonly RegistrationOracle _oracle;
    private readonly CancellationToken _cancellationToken;
    private readonly HashSet<ISymbol> _asked = new(SymbolEqualityComparer.Default);

    private HoldersOfClass(RegistrationOracle oracle, CancellationToken cancellationToken)
    {
        _oracle = oracle;
        _cancellationToken = cancellationToken;
    }

    /// <summary>
    /// Module classes that name it, or ask a factory for it, and what is made of its objects outside of modules:
    /// <c>Sequential(new Block())</c>.
    /// </summary>
    public static IEnumerable<INamedTypeSymbol> Of(INamedTypeSymbol type, RegistrationOracle oracle, CancellationToken cancellationToken) =>
        new HoldersOfClass(oracle, cancellationToken).Holders(type.OriginalDefinition);

    /// <param name="source">The class, or a member of a class that is no module, which may hand its objects on.</param>
    private IEnumerable<INamedTypeSymbol> Holders(ISymbol source)
    {
        if (!_asked.Add(source))
        {
            yield break;
        }

        foreach (SimpleNameSyntax name in NamesOfClass.In(_oracle.Bodies.Compilation, source.Name, _cancellationToken))
        {
            SemanticModel model = _oracle.Bodies.ModelOf(name.SyntaxTree);
            var around = name.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } declaration
                ? (INamedTypeSymbol?)model.GetDeclaredSymbol(declaration, _cancellationToken)
                : null;
            if (SymbolEqualityComparer.Default.Equals(around, source)
                || NamesOfClass.IsBase(name)
                || !Names(model.GetSymbolInfo(name, _cancellationToken).Symbol, source))
            {
                continue;
            }

            foreach (INamedTypeSymbol generic in GenericsOver(name, model))
            {
                yield return generic;
            }

            foreach (INamedTypeSymbol holder in around is not null && _oracle.Torch.IsModule(around)
                ? [around]
                : Outside(name, model, source))
            {
                yield return holder;
            }
        }
    }

    /// <summary><c>new Residual&lt;Block&gt;()</c>: a module of the project that may make its type argument.</summary>
    private IEnumerable<INamedTypeSymbol> GenericsOver(SimpleNameSyntax name, SemanticModel model) =>
        name.Ancestors()
            .OfType<TypeArgumentListSyntax>()
            .Select(arguments => model.GetSymbolInfo(arguments.Parent!, _cancellationToken).Symbol)
            .Select(static symbol => (symbol as INamedTypeSymbol ?? symbol?.ContainingType)?.OriginalDefinition)
            .OfType<INamedTypeSymbol>()
            .Where(_oracle.IsOwn);

    private IEnumerable<INamedTypeSymbol> Outside(SimpleNameSyntax name, SemanticModel model, ISymbol source)
    {
        ExpressionSyntax? value = source is INamedTypeSymbol ? CreationAt(name) : UseAt(name);
        IEnumerable<INamedTypeSymbol> takers =
            value is not null && _oracle.Bodies.OperationOf(value) is { } operation ? Takers(operation) : [];
        return takers.Concat(FactoriesAt(name, value, model).SelectMany(Holders));
    }

    private static ExpressionSyntax? CreationAt(SimpleNameSyntax name) =>
        name.Parent is VariableDeclarationSyntax { Variables: [{ Initializer.Value: ImplicitObjectCreationExpressionSyntax made }] }
            ? made
            : name.FirstAncestorOrSelf<ObjectCreationExpressionSyntax>();

    private static ExpressionSyntax UseAt(SimpleNameSyntax name)
    {
        ExpressionSyntax use = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
        return use.Parent is InvocationExpressionSyntax call ? call : use;
    }

    /// <summary>
    /// What is made of the value, or takes it in; none where the value stays with the code around it, or in a member.
    /// </summary>
    private IEnumerable<INamedTypeSymbol> Takers(IOperation value)
    {
        for (IOperation current = value;
            current.Parent is { } parent and not (IBlockOperation or IAnonymousFunctionOperation);
            current = parent)
        {
            switch (parent)
            {
                case IObjectCreationOperation { Type: INamedTypeSymbol made }
                    when current is IArgumentOperation && _oracle.Torch.IsModule(made):
                    return [made.OriginalDefinition];
                case IInvocationOperation call
                    when current is IArgumentOperation && ElementFlow.ContainerFedBy(call, _oracle.Torch) is { } container:
                    return [container];
                case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } initializer:
                    return LocalFlow.ReadsBehind(initializer, local).SelectMany(Takers);
            }
        }

        return [];
    }

    /// <summary>The members around that have such an object as their value, or return what is made there.</summary>
    private IEnumerable<ISymbol> FactoriesAt(SimpleNameSyntax name, ExpressionSyntax? value, SemanticModel model)
    {
        MemberDeclarationSyntax? member = name.FirstAncestorOrSelf<MemberDeclarationSyntax>();
        bool isType = !name.Ancestors().TakeWhile(ancestor => ancestor != member).Any(
            static ancestor => ancestor is ParameterListSyntax or BlockSyntax or ArrowExpressionClauseSyntax or EqualsValueClauseSyntax);
        return member switch
        {
            _ when value is null && !isType => [],
            FieldDeclarationSyntax field =>
                field.Declaration.Variables.Select(variable => model.GetDeclaredSymbol(variable, _cancellationToken)!),
            MethodDeclarationSyntax or PropertyDeclarationSyntax
                when model.GetDeclaredSymbol(member, _cancellationToken) is { } made and not IMethodSymbol { ReturnsVoid: true } => [made],
            _ => [],
        };
    }

    private static bool Names(ISymbol? symbol, ISymbol source) =>
        source is INamedTypeSymbol type
            ? NamesOfClass.Names(symbol, type)
            : SymbolEqualityComparer.Default.Equals(((symbol as IMethodSymbol)?.ReducedFrom ?? symbol)?.OriginalDefinition, source);
}
