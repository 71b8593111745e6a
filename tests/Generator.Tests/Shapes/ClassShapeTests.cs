using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using TorchSharp.Generators.Generator.Tests.Harness;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Generator.Tests.Shapes;

/// <summary>The part that we write fits every class that C# lets somebody write.</summary>
public partial class ClassShapeTests
{
    private const string Usings =
        """
        using System;
        using TorchSharp;
        using TorchSharp.Generators;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        namespace Book;

        """;

    private const string Preamble = "global using Buf = TorchSharp.Generators.BufferAttribute;";

    public static TheoryData<string, string> Shapes { get; } = new()
    {
        { "abstract", """public abstract partial class A() : Module<Tensor, Tensor>("a") { [Buffer] private Tensor mask = ones(1); }""" },
        { "sealed", """public sealed partial class A() : Module("a") { [Buffer] private Tensor mask = ones(1); }""" },
        { "internal by default", """partial class A() : Module("a") { [Buffer] private Tensor mask = ones(1); }""" },
        {
            "classic constructor",
            """public partial class A : Module { public A() : base("a") { mask = ones(1); } [Buffer] private Tensor mask; }"""
        },
        {
            "protected constructor",
            """public partial class A : Module { protected A(string name) : base(name) { } [Buffer] private Tensor? mask; }"""
        },
        { "captured parameter", """public partial class A(long size) : Module("a") { [Buffer] private Tensor mask = ones(size); public Tensor Again() => ones(size) * mask; }""" },
        { "unsafe", """public unsafe partial class A() : Module("a") { [Buffer] private Tensor mask = ones(1); }""" },
        { "parts", """partial class A : Module { [Buffer] private Tensor? first; } public partial class A { public A() : base("a") { } } partial class A { [Buffer] private Tensor? second; }""" },
        {
            "attributes on another part",
            """public partial class A() : Module("a"); [Module] partial class A { } partial class A { [Buffer] private Tensor? mask; }"""
        },
        { "no state at all", """[Module] public partial class A() : Module("a");""" },
        { "six inputs", """public partial class A() : Module<Tensor, int, string, Tensor?, bool, object, Tensor>("a") { [Buffer] private Tensor mask = ones(1); public override Tensor forward(Tensor a, int b, string c, Tensor? d, bool e, object f) => mask; }""" },
        { "tuple output", """public partial class A() : Module<Tensor, (Tensor, Tensor)>("a") { [Buffer] private Tensor mask = ones(1); public override (Tensor, Tensor) forward(Tensor x) => (mask, x); }""" },
        { "interface implemented too", """public interface INorm { Tensor Mask { get; } } public partial class A() : Module("a"), INorm { [Buffer] public Tensor Mask { get; set; } = ones(1); }""" },
        { "disposable too", """public partial class A() : Module("a"), IDisposable { [Buffer] private Tensor mask = ones(1); protected override void Dispose(bool disposing) => base.Dispose(disposing); }""" },
        { "other overrides", """public partial class A() : Module("a") { [Buffer] private Tensor mask = ones(1); public override void train(bool train = true) => base.train(train); public override void zero_grad(bool set_to_none = true) => base.zero_grad(set_to_none); }""" },
        {
            "nested in a class",
            """public partial class Outer { private partial class A() : Module("a") { [Buffer] private Tensor mask = ones(1); } }"""
        },
        {
            "nested in a static class",
            """public static partial class Outer { public partial class A() : Module("a") { [Buffer] private Tensor mask = ones(1); } }"""
        },
        { "nested in a struct", """public readonly partial struct Outer { public partial class A() : Module("a") { [Buffer] private Tensor mask = ones(1); } }""" },
        {
            "nested in a ref struct",
            """public ref partial struct Outer { public partial class A() : Module("a") { [Buffer] private Tensor mask = ones(1); } }"""
        },
        { "nested in a record", """public abstract partial record Outer(int Size) { public partial class A() : Module("a") { [Buffer] private Tensor mask = ones(1); } }""" },
        { "nested in a record struct", """public readonly partial record struct Outer(int Size) { public partial class A() : Module("a") { [Buffer] private Tensor mask = ones(1); } }""" },
        {
            "nested in an interface",
            """public partial interface IOuter { public partial class A() : Module("a") { [Buffer] private Tensor mask = ones(1); } }"""
        },
        { "nested in a generic", """public partial class Outer<T> where T : struct { public partial class A<U>() : Module("a") where U : System.Collections.Generic.List<T> { [Buffer] private Tensor mask = ones(1); public T Value; } }""" },
        { "nested in a module", """public partial class Outer() : Module("o") { [Buffer] private Tensor mask = ones(1); private readonly A a = new(); public partial class A() : Module("a") { [Buffer] private Tensor mask = ones(1); } }""" },
        { "nested private in a module", """public partial class Outer() : Module("o") { [Buffer(Init = nameof(Build))] private Tensor mask = ones(1); private Tensor Build() => ones(1); private protected sealed partial class A() : Module("a") { [Buffer] private Tensor mask = ones(1); } }""" },
        { "generic with constraints", """[Module] public partial class A<TNorm, TKey>(TNorm norm) : Module<Tensor, Tensor>("a") where TNorm : Module<Tensor, Tensor> where TKey : notnull, IComparable<TKey>, new() { private readonly TNorm norm = norm; public override Tensor forward(Tensor x) => norm.call(x); }""" },
        { "generic of generics", """[Module] public partial class A<TBlock, TNorm> : Module where TBlock : B<TNorm> where TNorm : Module { public A(TBlock block) : base("a") => this.block = block; private TBlock block; } [Module] public partial class B<TNorm>(TNorm norm) : Module("b") where TNorm : Module { private readonly TNorm norm = norm; }""" },
        { "generic over another parameter", """[Module] public partial class A<T, U>(T inner) : Module("a") where T : U where U : Module { private readonly T inner = inner; [Submodule] private readonly T[] more = []; }""" },
        { "generic nullable", """[Module] public partial class A<TNorm>() : Module("a") where TNorm : Module? { public TNorm? norm; [Submodule] public partial TNorm? Other { get; set; } }""" },
        { "recursive", """[Module] public partial class A(int depth) : Module("a") { private readonly A? inner = depth > 0 ? new A(depth - 1) : null; }""" },
        { "curiously recursive", """public abstract partial class B<TSelf>() : Module("b") where TSelf : B<TSelf> { [Buffer] private Tensor mask = ones(1); [Submodule] public TSelf? next; } public partial class A : B<A> { [Buffer] private Tensor table = ones(1); }""" },
        { "levels", """public partial class A() : Module("a") { [Buffer] private Tensor mask = ones(1); } public partial class B : A { [Buffer] private Tensor table = ones(1); } public sealed partial class C : B { [Parameter] private Parameter scale = new(ones(1)); }""" },
        { "levels with an undeclared class between", """public partial class A() : Module("a") { [Buffer] private Tensor mask = ones(1); } public class B : A { private Linear linear = Linear(1, 1); public Linear Get() => linear; } public sealed partial class C : B { [Parameter] private Parameter scale = new(ones(1)); }""" },
        { "over a generic base", """public abstract partial class A<T>() : Module<T, T>("a") { [Buffer] protected Tensor mask = ones(1); } public partial class B : A<Tensor> { [Buffer] private Tensor table = ones(1); public override Tensor forward(Tensor x) => x * mask; }""" },
        { "over a hand-written base", """public abstract class A(string name) : Module<Tensor, Tensor>(name) { protected Linear linear = Linear(1, 1); } public partial class B() : A("b") { [Buffer] private Tensor table = ones(1); public override Tensor forward(Tensor x) => linear.call(x) * table; }""" },
        { "over a hand-written base with overrides", """public class A() : Module("a") { protected override void RegisterComponents() => base.RegisterComponents(); public override System.Collections.Generic.IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true) => base.named_buffers(recurse, include_nonpersistent); } public partial class B : A { [Buffer] private Tensor table = ones(1); }""" },
        { "over a stock container", """public partial class A() : ModuleList<Module>() { [Buffer] private Tensor table = ones(1); }""" },
        { "virtual and override", """public partial class A() : Module("a") { [Buffer] public virtual Tensor? Mask { get; set; } } public partial class B : A { public override Tensor? Mask { get; set; } [Buffer] private Tensor? table; }""" },
        { "override of a hand-written property", """public abstract class A() : Module("a") { public abstract Tensor? Mask { get; set; } public virtual Linear? Head { get; set; } } [Module] public partial class B : A { [Buffer] public sealed override Tensor? Mask { get; set; } public override Linear? Head { get; set; } }""" },
        { "override of a submodule", """[Module] public partial class A() : Module("a") { public virtual Linear Head { get; } = Linear(1, 1); } [Module] public partial class B : A { public override Linear Head { get; } = Linear(2, 2); }""" },
        { "new", """public partial class A() : Module("a") { [Buffer] public Tensor? mask; } public partial class B : A { [Buffer("inner_mask")] public new Tensor? mask; }""" },
        { "same name in a derived class, private", """public partial class A() : Module("a") { [Buffer("base_mask")] private Tensor? mask; } public partial class B : A { [Buffer] private Tensor? mask; }""" },
        { "required", """[Module] public partial class A() : Module("a") { [Buffer] public required Tensor mask; public required Linear Head { get; init; } [Parameter] public required partial Parameter Scale { get; set; } }""" },
        { "accessibilities", """[Module] public partial class A() : Module("a") { [Buffer] public Tensor? P1 { get; private set; } [Buffer] protected internal Tensor? P2 { get; private protected set; } [Buffer] public Tensor? P3 { private get; set; } public Linear? P4 { get; init; } [Buffer] private protected volatile Tensor? p5; }""" },
        { "partial property modifiers", """public partial class Base() : Module("b") { public virtual Tensor? P4 { get; set; } public Tensor? P5 { get; set; } public virtual Tensor? P6 { get; set; } } public partial class A : Base { [Buffer] public partial Tensor? P1 { get; private set; } [Buffer] protected internal virtual partial Tensor P2 { get; private protected set; } [Buffer] private partial Tensor? P3 { get; set; } [Buffer] public override partial Tensor? P4 { get; set; } [Buffer] public new partial Tensor? P5 { get; set; } [Buffer] public sealed override partial Tensor? P6 { get; set; } [Buffer] public required unsafe partial Tensor P7 { get; set; } }""" },
        { "partial property in its parts", """public partial class A() : Module("a") { [Buffer] [Obsolete] public /* the mask */ partial /* in parts */ Tensor? Mask { [Obsolete] get; /* later */ set; } }""" },
        { "hand-implemented partial property", """[Module] public partial class A() : Module("a") { public partial Linear? Head { get; set; } public partial Linear? Head { get => null; set => _ = value; } }""" },
        { "attributes with suffix and full name", """[TorchSharp.Generators.ModuleAttribute] public partial class A() : Module("a") { [BufferAttribute] private Tensor mask = ones(1); [global::TorchSharp.Generators.Parameter("p")] private Parameter scale = new(ones(1)); }""" },
        { "aliased attribute", """public partial class A() : Module("a") { [Buf] private Tensor mask = ones(1); }""" },
        { "conditional members", "public partial class A() : Module(\"a\")\n{\n#if NEVER\n[Buffer] private Tensor no;\n#else\n[Buffer] private Tensor mask = ones(1);\n#endif\n}" },
        {
            "obsolete member",
            """public partial class A() : Module("a") { [Buffer, Obsolete] public Tensor? mask; [Buffer] public Tensor? kept; }"""
        },
        { "obsolete class", """[Obsolete] public partial class A() : Module("a") { [Buffer] public Tensor? mask; }""" },
        { "recipe in a base class", """public class Base() : Module("b") { protected Tensor Build(Device device) => ones(1, device: device); } public partial class A<T> : Base { [Buffer(Init = nameof(Build))] private Tensor mask = ones(1); }""" },
        { "class called like a member that it hides", """public partial class save() : Module("a") { [Buffer] private Tensor mask = ones(1); }""" },
        { "type parameters called like members that it hides", """public partial class A<save, ToString>() : Module("a") { [Buffer] private Tensor mask = ones(1); }""" },
        { "override of state of a generic base", """public partial class Base<T>() : Module("b") { [Buffer] public virtual partial Tensor? Mask { get; set; } } [Module] public partial class A : Base<int> { public override partial Tensor? Mask { get; set; } }""" },
        { "recipe in the base of the base class", """public class Root() : Module("r") { protected Tensor Build() => ones(1); } public class Base : Root; public partial class A : Base { [Buffer(Init = nameof(Build))] private Tensor mask = ones(1); }""" },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Is_generated_and_compiles_without_a_warning(string shape, string source) =>
        AssertGenerated(shape, Host.Default.Generate(Preamble, Usings + source));

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Compiles_where_nullable_is_off(string shape, string source) =>
        AssertGenerated(
            shape,
            (Host.Default with { Nullable = NullableContextOptions.Disable }).Generate(
                Preamble, Usings + Annotation().Replace(source, "")));

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Compiles_where_nullable_is_on_in_its_file_only(string shape, string source) =>
        AssertGenerated(
            shape,
            (Host.Default with { Nullable = NullableContextOptions.Disable }).Generate(Preamble, "#nullable enable\n" + Usings + source));

    private static void AssertGenerated(string shape, Generated generated)
    {
        int declared = generated.Output
            .GetSymbolsWithName(static _ => true, SymbolFilter.Type)
            .Count(static type => ModuleClassifier.IsDeclared((INamedTypeSymbol)type));

        Assert.True(declared > 0, shape);
        Assert.Equal(declared, generated.Files.Length);
        generated.CompilesClean();
    }

    [GeneratedRegex("""(?<=[\w>\])])\?(?=[ ;,>])""")]
    private static partial Regex Annotation();
}
