namespace TorchSharp.Generators.Typing.Tests.Sources;

/// <summary>A file of module classes in which is typed.</summary>
internal sealed record TypedFile(string Name, string Text)
{
    /// <summary>Whole small models in the habits of real repositories, each attribute in each form, and each mistake.</summary>
    public static IReadOnlyList<TypedFile> All { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Typed"), "*.cs", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(static path => new TypedFile(Path.GetFileName(path), File.ReadAllText(path))),
    ];

    public static TypedFile Usings { get; } = new(
        "Usings.cs", "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;");

    /// <summary>Classes that nothing is typed in, and that nothing typed elsewhere is about.</summary>
    public static TypedFile Untouched { get; } = new(
        "Untouched.cs",
        """
        using TorchSharp.Generators;

        namespace Untouched
        {
            [Module]
            public partial class Parent() : global::TorchSharp.torch.nn.Module("parent")
            {
                [Buffer] private global::TorchSharp.torch.Tensor? mask;
                private readonly global::TorchSharp.Modules.Linear fc = global::TorchSharp.torch.nn.Linear(1, 1);
            }

            public partial class Child : Parent
            {
                [Parameter("gain")] private global::TorchSharp.Modules.Parameter? scale;
                [Submodule] private readonly global::System.Collections.Generic.List<Parent> parents = new();
                [Buffer] public partial global::TorchSharp.torch.Tensor? Running { get; set; }
            }
        }
        """);
}
