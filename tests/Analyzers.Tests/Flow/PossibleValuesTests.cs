using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TorchSharp.Generators.Analyzers.Flow;
using TorchSharp.Generators.Tests.Common;

namespace TorchSharp.Generators.Analyzers.Tests.Flow;

/// <summary>What stands behind an expression, apart from any rule.</summary>
public sealed class PossibleValuesTests
{
    [Theory]
    [InlineData("", "A()", "A()")]
    [InlineData("", "(object)(A())!", "A()")]
    [InlineData("", "b ? A() : B()", "A() B()")]
    [InlineData("", "b ? A() : throw new Exception()", "A()")]
    [InlineData("", "given ?? A()", "given A()")]
    [InlineData("", "n switch { 0 => A(), 1 => null, _ => throw new Exception() }", "A() null")]
    [InlineData("", "kept = A()", "A()")]
    [InlineData("", "kept ??= A()", "kept A()")]
    public void Choices(string before, string value, string expected) => Assert.Equal(expected, Of(before, value));

    [Theory]
    [InlineData("var x = A();", "x", "A()")]
    [InlineData("object x; if (b) { x = A(); } else { x = B(); }", "x", "A() B()")]
    [InlineData("var x = A(); x = Wrap(x);", "x", "A() Wrap(x)")]
    [InlineData("var x = A(); x = x;", "x", "A()")]
    [InlineData("var (x, y) = (A(), B());", "y", "B()")]
    [InlineData("object x = A(), y = x;", "y", "A()")]
    [InlineData("if (given is string x) { kept = x; } else { return null; }", "x", "x")]
    public void Locals(string before, string value, string expected) => Assert.Equal(expected, Of(before, value));

    [Theory]
    [InlineData("", "Either(b)", "A() B()")]
    [InlineData("", "Same(A())", "A()")]
    [InlineData("", "Same(Same(given))", "given")]
    [InlineData("", "Twice(b ? A() : B())", "A() B()")]
    [InlineData("", "Pair()", "A() B()")]
    [InlineData("", "Second(A(), B())", "B()")]
    [InlineData("", "Second(second: A(), first: B())", "A()")]
    [InlineData("", "Recursive(3)", "A()")]
    [InlineData("", "WithLocal()", "A()")]
    [InlineData("", "Overridable()", "Overridable()")]
    [InlineData("", "this.Extended()", "this")]
    [InlineData("object Local() => A();", "Local()", "A()")]
    [InlineData("Func<object> f = A;", "f()", "f()")]
    public void Helpers(string before, string value, string expected) => Assert.Equal(expected, Of(before, value));

    [Fact]
    public void Type_is_the_narrowest_that_the_code_says()
    {
        Assert.Equal("String", Assert.Single(Values("", "(string)A()")).Type!.Name);
        Assert.Equal("String", Assert.Single(Values("", "(object)\"a\"")).Type!.Name);
        Assert.Equal("String", Assert.Single(Values("var x = A() as string;", "x")).Type!.Name);
        Assert.Equal("D", Assert.Single(Values("", "(D)Near()")).Type!.Name);
        Assert.Equal("D", Assert.Single(Values("", "(D)Far()")).Type!.Name);
        Assert.Equal("D", Assert.Single(Values("", "(Base)(D)Far()")).Type!.Name);
        Assert.Equal("D", Assert.Single(Values("", "(D)Any()")).Type!.Name);
        Assert.Equal("IDisposable", Assert.Single(Values("", "(IDisposable)Any()")).Type!.Name);
    }

    [Fact]
    public void Left_of_coalescing_is_guarded_and_a_helper_is_remembered()
    {
        Assert.Equal([true, false], Values("", "given ?? A()").Select(static value => value.IsGuarded));
        Assert.Equal([true, false], Values("", "kept ??= A()").Select(static value => value.IsGuarded));
        Assert.Equal(
            ["Either(b)", null], Values("", "b ? Either(b) : A()").Select(static value => value.Through?.Syntax.ToString()).Distinct());
        Assert.Null(Assert.Single(Values("", "Same(A())")).Through);
    }

    [Fact]
    public void Expression_alone_is_looked_at_without_locals_and_helpers() =>
        Assert.Equal("x Same(x)", Text(PossibleValues.InExpression(Compile("var x = A();", "b ? x : Same(x)").Value)));

    private static string Of(string before, string value) => Text(Values(before, value));

    private static string Text(ImmutableArray<PossibleValue> values) =>
        string.Join(" ", values.Select(static value => value.Operation.Syntax.ToString()));

    private static ImmutableArray<PossibleValue> Values(string before, string value)
    {
        (IOperation operation, Compilation compilation) = Compile(before, value);
        return PossibleValues.Of(operation, new MethodBodies(compilation));
    }

    private static (IOperation Value, Compilation Compilation) Compile(string before, string value)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(
            $$"""
            using System;
            static class Extensions { public static C Extended(this C c) => c; }
            class Base : IDisposable { public void Dispose() { } }
            class Middle : Base;
            class D : Middle;
            class C
            {
                static extern Middle Near();
                static extern Base Far();
                static extern IDisposable Any();
                object kept;
                static extern object A();
                static extern object B();
                static extern object Wrap(object x);
                object Either(bool which) { if (which) { return A(); } return B(); }
                object Same(object x) => x;
                object Second(object first, object second = null) => second;
                object Twice(object x) { var y = Same(x); return y; }
                object WithLocal() { object Local() { return B(); } return A(); }
                (object, object) Pair() => (A(), B());
                object Recursive(int n) => n == 0 ? A() : Recursive(n - 1);
                protected virtual object Overridable() => A();
                object Run(bool b, int n, object given)
                {
                    {{before}}
                    return {{value}};
                }
            }
            """,
            cancellationToken: TestContext.Current.CancellationToken);
        Compilation compilation = CSharpCompilation.Create("Values", [tree], TestReferences.All, new(OutputKind.DynamicallyLinkedLibrary));
        ReturnStatementSyntax last = tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<MethodDeclarationSyntax>()
            .Single(static method => method.Identifier.ValueText == "Run").Body!.Statements.OfType<ReturnStatementSyntax>().Last();
        return (compilation.GetSemanticModel(tree).GetOperation(last.Expression!, TestContext.Current.CancellationToken)!, compilation);
    }
}
