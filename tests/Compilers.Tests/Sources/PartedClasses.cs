namespace TorchSharp.Generators.Compilers.Tests.Sources;

/// <summary>Classes with parts in three files each: declared state, what registers it, and what uses it.</summary>
internal static class PartedClasses
{
    private const string Usings =
        """
        using TorchSharp;
        using TorchSharp.Generators;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        """;

    public static (string Path, string Text)[] Files { get; } =
    [
        (
            "Head.cs",
            Usings +
            """
            public partial class Generated() : Module<Tensor, Tensor>("generated")
            {
                private readonly Linear first = Linear(2, 2);
                private partial Tensor Build(Device device);
            }

            public partial class HandWritten : Module<Tensor, Tensor>
            {
                private readonly Linear first = Linear(2, 2);
                private Tensor mask;

                public HandWritten()
                    : base("hand-written")
                {
                    RegisterComponents();
                    Finish();
                }

                partial void Finish();
            }

            public partial class Convertible
            {
                private readonly Linear first = Linear(2, 2);
            }
            """
        ),
        (
            "State.cs",
            Usings +
            """
            partial class Generated
            {
                [Buffer(Init = nameof(Build), Persistent = false)] private Tensor mask = ones(2);
                [Parameter("gain")] internal partial Parameter Scale { get; set; }
                private readonly ModuleList<Linear> last = ModuleList(Linear(2, 2));
                [NotRegistered] private Tensor? teacher;
            }

            partial class HandWritten
            {
                private readonly Tensor scale = ones(2);

                partial void Finish() => mask = ones(2);
            }

            partial class Convertible
            {
                private readonly Tensor scale = ones(2);

                public Convertible()
                    : base("convertible") => RegisterComponents();
            }
            """
        ),
        (
            "Use.cs",
            Usings +
            """
            partial class Generated
            {
                private partial Tensor Build(Device device) => ones(2, device: device);

                public override Tensor forward(Tensor x) => last[0].call(first.call(x)) * mask * Scale + (teacher ?? ones(2));
            }

            partial class HandWritten
            {
                public override Tensor forward(Tensor x) => first.call(x) * mask + scale;
            }

            partial class Convertible : Module<Tensor, Tensor>
            {
                public override Tensor forward(Tensor x) => first.call(x) + scale;
            }
            """
        ),
    ];
}
