namespace TorchSharp.Generators.Typing.Tests.Sources;

/// <summary>Classes that nothing is typed in, and that nothing typed elsewhere is about, an assembly's policy included.</summary>
internal static class UntouchedClasses
{
    public static (string Name, string Text) File { get; } = (
        "Untouched.cs",
        """
        using TorchSharp.Generators;

        namespace Untouched
        {
            [Module, StateNaming(StateNamingPolicy.Verbatim)]
            public partial class Parent() : global::TorchSharp.torch.nn.Module("parent")
            {
                [Buffer] private global::TorchSharp.torch.Tensor? mask;
                private readonly global::TorchSharp.Modules.Linear fc = global::TorchSharp.torch.nn.Linear(1, 1);
            }

            [StateNaming(StateNamingPolicy.Verbatim)]
            public partial class Child : Parent
            {
                [Parameter("gain")] private global::TorchSharp.Modules.Parameter? scale;
                [Submodule] private readonly global::System.Collections.Generic.List<Parent> parents = new();
                [Buffer] public partial global::TorchSharp.torch.Tensor? Running { get; set; }
            }
        }
        """);
}
