using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using Microsoft.CodeAnalysis;
using TorchSharp.Generators.SourceGeneration;
using Type = System.Type;

namespace TorchSharp.Generators.Generator.Tests.Architecture;

/// <summary>The laws of ARCHITECTURE.md that the shape of the assembly can break.</summary>
public class LawTests
{
    private const string Root = "TorchSharp.Generators.SourceGeneration";

    private static readonly ArchUnitNET.Domain.Architecture s_generator =
        new ArchLoader().LoadAssemblies(typeof(ModuleGenerator).Assembly).Build();

    private static readonly IType[] s_types =
        [.. s_generator.Types.Where(static type => type.FullName.StartsWith(Root, StringComparison.Ordinal))];

    /// <summary>What an emitter that thinks would have to look at, and what would keep a compilation alive in the pipeline.</summary>
    private static readonly Type[] s_compilerState =
    [
        typeof(ISymbol), typeof(SyntaxNode), typeof(SyntaxToken), typeof(SyntaxTree),
        typeof(SemanticModel), typeof(Compilation), typeof(Location), typeof(Diagnostic),
    ];

    [Theory]
    [InlineData("Emit")]
    [InlineData("Model")]
    public void Only_registration_and_parsing_touch_symbols(string room)
    {
        IType[] types = [.. s_types.Where(type => RoomOf(type) == room)];

        Assert.NotEmpty(types);
        Assert.Empty(
            from type in types
            from dependency in type.Dependencies
            where IsCompilerState(dependency.Target)
            select $"{type.FullName} uses {dependency.Target.FullName}");
    }

    /// <summary>Each uses those named before it, never one behind.</summary>
    [Fact]
    public void Rooms_depend_one_way()
    {
        string[] rooms = ["Registration", "Model", "Emit", "Parsing"];
        IType[] types = [.. s_types.Where(type => rooms.Contains(RoomOf(type)))];

        Assert.Equal(rooms.Order(), types.Select(RoomOf).Distinct().Order());
        Assert.Empty(
            from type in types
            from dependency in type.Dependencies
            where Array.IndexOf(rooms, RoomOf(dependency.Target)) > Array.IndexOf(rooms, RoomOf(type))
            select $"{type.FullName} uses {dependency.Target.FullName}");
    }

    [Fact]
    public void Generator_references_neither_the_runtime_nor_workspaces() =>
        Assert.All(
            typeof(ModuleGenerator).Assembly.GetReferencedAssemblies(),
            static reference => Assert.DoesNotMatch("^TorchSharp|Workspaces", reference.Name!));

    private static string? RoomOf(IType type) =>
        type.Namespace?.FullName is { } space && space.StartsWith(Root + ".", StringComparison.Ordinal)
            ? space[(Root.Length + 1)..].Split('.')[0]
            : null;

    /// <summary>Symbols have many interfaces, and nodes many classes: the name says what they are.</summary>
    private static bool IsCompilerState(IType type) =>
        type.FullName.StartsWith("Microsoft.CodeAnalysis.", StringComparison.Ordinal)
        && (s_compilerState.Any(known => known.FullName == type.FullName)
            || type.Name.EndsWith("Symbol", StringComparison.Ordinal)
            || (type.Name.EndsWith("Syntax", StringComparison.Ordinal) && type.FullName.Contains(".Syntax.", StringComparison.Ordinal)));
}
