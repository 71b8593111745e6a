using Verify = TorchSharp.Generators.Analyzers.Tests.Verification.AnalyzerVerifier<
    TorchSharp.Generators.Analyzers.Rules.Conversion.HandWrittenModuleAnalyzer>;

namespace TorchSharp.Generators.Analyzers.Tests.Registration;

/// <summary>
/// A base waits for the classes over it, wherever they stand and however they name it. Here the one over it cannot be converted,
/// so that the base is silent exactly where it was found.
/// </summary>
public class DerivedModulesTests
{
    private const string Members = "Linear head; public Derived(int i) { head = Linear(2, 2); register_module($\"head{i}\", head); }";

    [Theory]
    [InlineData("class Derived : Base { " + Members + " }")]
    [InlineData("class Derived : Models.Base { " + Members + " }")]
    [InlineData("class Derived : global::Models.Base { " + Members + " }")]
    [InlineData("class Outer { class Derived : Base { " + Members + " } }")]
    [InlineData("class Middle : Base { } class Derived : Middle { " + Members + " }")]
    [InlineData("class Middle<T> : Base { } class Derived : Middle<int> { " + Members + " }")]
    [InlineData("partial class Derived : System.IDisposable { " + Members + " } partial class Derived : Base { }")]
    public Task Derived_class_is_found(string derived) => VerifyAsync("Base", "using Models; " + derived);

    [Theory]
    [InlineData("using Root = Models.Base; class Derived : Root { " + Members + " }")]
    [InlineData("namespace Inner { using Root = Models.Base; class Derived : Root { " + Members + " } }")]
    [InlineData("global using Root = Models.Base;", "class Derived : Root { " + Members + " }")]
    public Task Derived_class_is_found_behind_an_alias(params string[] files) => VerifyAsync("Base", files);

    [Theory]
    [InlineData("class Derived : Other.Base { } namespace Other { public class Base { } }")]
    [InlineData("class Derived : System.Collections.Generic.List<Models.Base> { }")]
    public Task Class_over_another_of_that_name_is_none(string other) => VerifyAsync("{|TSG9001:Base|}", other);

    [Theory]
    [InlineData("class Derived : Base<int>")]
    [InlineData("class Middle<T> : Base<T> { } class Derived : Middle<string>")]
    public Task Class_over_a_generic_base_is_found(string derived) =>
        Verify.VerifyAsync(
            $$"""
            public class Base<T> : Module<Tensor, Tensor>
            {
                protected Linear fc = Linear(2, 2);
                public Base() : base("b") { }
                public override Tensor forward(Tensor x) => fc.call(x);
            }
            {{derived}} { {{Members}} }
            """);

    private static Task VerifyAsync(string name, params string[] files) =>
        Verify.VerifyAsync(
        [
            .. files,
            $$"""
            namespace Models;

            public class {{name}} : Module<Tensor, Tensor>
            {
                protected Linear fc = Linear(2, 2);
                public Base() : base("b") { }
                public override Tensor forward(Tensor x) => fc.call(x);
            }
            """,
        ]);
}
