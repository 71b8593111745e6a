using System.Runtime.CompilerServices;
using TorchSharp.Generators.Generator.Tests.Harness;

namespace TorchSharp.Generators.Generator.Tests.Snapshots;

/// <summary>The generated code, to be read: one case per thing that changes its form.</summary>
public class SnapshotTests
{
    private const string Usings =
        """
        using TorchSharp;
        using TorchSharp.Generators;
        using TorchSharp.Modules;
        using TorchSharp.Utils;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        """;

    [Fact]
    public void Attention() => Match(
        """
        namespace Book;

        [Module]
        public partial class CausalAttention(long dIn, long dOut, long contextLength, double dropoutRate)
            : Module<Tensor, Tensor>(nameof(CausalAttention))
        {
            private readonly Linear W_query = Linear(dIn, dOut, hasBias: false);
            private readonly Linear W_key = Linear(dIn, dOut, hasBias: false);
            private readonly Linear W_value = Linear(dIn, dOut, hasBias: false);
            private readonly Dropout dropout = Dropout(dropoutRate);

            [Buffer] private Tensor mask = torch.triu(torch.ones(contextLength, contextLength), diagonal: 1);

            public override Tensor forward(Tensor x) => dropout.call(W_value.call(W_key.call(W_query.call(x))) * mask);
        }
        """);

    [Fact]
    public void BufferOptions() => Match(
        """
        namespace Book;

        public partial class Options() : Module("options")
        {
            [Buffer] private Tensor plain = ones(1);
            [Buffer("steps", KeepDtype = true)] private Tensor? count;
            [Buffer(Persistent = false)] public Tensor? cache;
            [Buffer(Init = nameof(BuildMask))] private Tensor mask = ones(1);
            [Buffer("table", Persistent = false, KeepDtype = true, Init = nameof(BuildTable))] private Tensor rotary = ones(1);

            protected Tensor BuildMask() => plain + count! + mask + rotary;

            private Tensor BuildTable(Device device) => ones(1, device: device);
        }
        """);

    [Fact]
    public void Aliases() => Match(
        """
        namespace Book;

        public partial class Renamed() : Module("renamed")
        {
            [Buffer(Aliases = new[] { "attn_mask", "bias" })] public Tensor? mask;
            [Parameter("weight", Aliases = new[] { "w" })] public Parameter? scale;
            [Submodule(Aliases = new[] { "fc" })] public Linear? linear;
        }
        """);

    [Fact]
    public void Properties() => Match(
        """
        namespace Book;

        [Module]
        public partial class Properties() : Module("properties")
        {
            [Buffer] public Tensor? Mask { get; set; }
            [Buffer(KeepDtype = true)] public virtual Tensor Steps { get; protected set; } = zeros(1);
            [Parameter] internal Parameter Scale { get; private set; } = new(ones(1));
            public Linear Query { get; init; } = Linear(1, 1);
            public Linear? Key { get; }
            public required Linear Value { get; init; }
            [Buffer] private volatile Tensor? shared;
        }
        """);

    [Fact]
    public void PartialProperties() => Match(
        """
        namespace Book;

        public partial class PartialProperties : Module
        {
            public PartialProperties() : base("partial") => Mask = ones(1);

            [Buffer(Persistent = false)] public partial Tensor? Cache { get; set; }
            [Buffer] public partial Tensor Mask { get; /* set once */ private set; }
            [Parameter("w")] protected internal virtual partial Parameter? Weight { get; set; }
            [Submodule] public required partial Linear Head { get; set; }
            [NotRegistered] public partial Module Teacher { get; init; }
            [NotRegistered] protected static partial int Count { get; set; }
        }
        """);

    /// <summary>The base shows its virtual property, and so the value that an override holds.</summary>
    [Fact]
    public void OverriddenPartialProperty() => Match(
        """
        namespace Book;

        public partial class Parent() : Module("parent")
        {
            [Buffer] public virtual partial Tensor? Mask { get; set; }
        }

        public partial class Child : Parent
        {
            [Buffer] public override partial Tensor? Mask { get; set; }
        }
        """);

    /// <summary>What the compiler asks for is written, so that it goes on and the analyzers are heard.</summary>
    [Fact]
    public void InvalidClass() => Match(
        """
        namespace Book;

        public partial class Invalid() : Module("invalid")
        {
            [Buffer("a.b")] public partial Tensor? Mask { get; private set; }
            [Buffer] public partial Tensor Fixed { get; }
            [NotRegistered] public partial ref readonly Tensor this[in int row, params int[] columns] { get; }
        }

        public static partial class Tables
        {
            [Buffer] public static partial Tensor Cos { get; set; }
        }
        """);

    [Fact]
    public void Overrides() => Match(
        """
        public partial class Root() : Module("root") { [Buffer] private Tensor? mask; }
        """,
        whole: true);

    [Fact]
    public void OverridesOverHandWritten() => Match(
        """
        public partial class Root() : Sequential(System.Array.Empty<(string, Module<Tensor, Tensor>)>()) { [Buffer] private Tensor? mask; }
        """,
        whole: true);

    [Fact]
    public void Keys() => Match(
        """
        namespace Book;

        [Module]
        [StateNaming(StateNamingPolicy.SnakeCaseLower)]
        public partial class Keys() : Module("keys")
        {
            [Submodule("explicit")] public Linear? WQuery;
            [ComponentName(Name = "component")] public Linear? WKey;
            public Linear? WValue;
            [field: ComponentName(Name = "behind")] public Linear? WOut { get; set; }
        }
        """);

    [Fact]
    public void Collections() => Match(
        """
        namespace Book;

        public partial class Collections() : Module("collections")
        {
            [Submodule] private readonly Linear[] layers = [Linear(1, 1)];
            [Submodule] private readonly System.Collections.Generic.List<System.Collections.Generic.Dictionary<int, Linear[]?>> stages = [];
            [Buffer(Persistent = false)] private readonly System.Collections.Generic.Dictionary<System.DayOfWeek, System.Collections.Generic.List<Tensor>> days = [];
            [Submodule("heads")] public System.Collections.Generic.Dictionary<string, Module<Tensor, Tensor>>? Heads { get; set; }
            [Buffer(Persistent = false, KeepDtype = true)] private readonly System.Collections.Generic.List<Tensor?> caches = [];
            [Parameter] public System.Collections.Generic.IReadOnlyList<Parameter> Scales { get; } = [Parameter(ones(1))];
        }
        """);

    [Fact]
    public void NotState() => Match(
        """
        namespace Book;

        [Module]
        public partial class Student() : Module("student")
        {
            public readonly Linear head = Linear(1, 1);
            [NotRegistered] public Module? teacher;
            [NotRegistered] public Linear? Twin { get; set; }
            [ComponentName(Name = "noise")] public Tensor? scratch;
            public object? anything;
            public int width;
        }
        """);

    [Fact]
    public void Interfaces() => Match(
        """
        namespace Book;

        [Module]
        public partial class Interfaces() : Module("interfaces")
        {
            public IModule<Tensor, Tensor>? activation;
            [Submodule("gate")] public IModule<Tensor, Tensor, Tensor> Mix { get; } = null!;
        }
        """);

    [Fact]
    public void Generic() => Match(
        """
        namespace Book;

        [Module]
        public abstract partial class Block<TNorm, TAny>(TNorm norm) : Module<Tensor, TAny>("block")
            where TNorm : Module<Tensor, Tensor>
        {
            private readonly TNorm norm = norm;
            [Buffer(Init = nameof(Build))] private Tensor mask = ones(1);

            private Tensor Build() => norm.call(mask);
        }
        """);

    [Fact]
    public void Nested() => Match(
        """
        namespace Book.Chapter;

        public static partial class Outer<T>
        {
            public partial record struct Row
            {
                internal partial interface IInner
                {
                    public partial record Data
                    {
                        private sealed partial class Model() : Module("model")
                        {
                            [Buffer] internal Tensor? mask;
                        }
                    }
                }
            }
        }
        """);

    [Fact]
    public void OverGenerated() => Match(
        """
        namespace Book;

        public partial class Base() : Module("base")
        {
            [Buffer] protected Tensor? mask;
        }

        public sealed partial class Derived : Base
        {
            [Parameter] public Parameter? scale;
        }
        """);

    [Fact]
    public void OverHandWritten() => Match(
        """
        public class Base(string name) : Module<Tensor, Tensor>(name)
        {
            protected readonly Linear linear = Linear(1, 1);

            public override Tensor forward(Tensor x) => linear.call(x);
        }

        public sealed partial class Derived() : Base("derived")
        {
            [Buffer] private Tensor mask = ones(1);

            public override Tensor forward(Tensor x) => base.forward(x) * mask;
        }
        """);

    [Fact]
    public void Names() => Match(
        """
        namespace @namespace.Book;

        public partial class @event() : Module("event")
        {
            [Buffer] public Tensor? @class;
            [Buffer] public Tensor? visitor { get; set; }
            [Buffer("a \"key\"")] public Tensor? größe;
        }
        """);

    private static void Match(string source, [CallerMemberName] string method = "", bool whole = false) =>
        Snapshot.Match(Host.Default.Generate(Usings + source).CompilesClean(), typeof(SnapshotTests), method, whole);
}
