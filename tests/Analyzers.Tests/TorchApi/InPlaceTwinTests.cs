using System.Reflection;
using Microsoft.CodeAnalysis;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Tests.TorchApi;

public class InPlaceTwinTests
{
    /// <summary>The same pairs, found by reflection: a name, and the same with an underscore and the same parameters.</summary>
    [Fact]
    public void Pairs_are_those_of_the_assembly()
    {
        MethodInfo[] methods =
            [.. typeof(torch.Tensor).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)];
        IEnumerable<string> expected = methods
            .Where(method => methods.Any(twin => twin.Name == method.Name + "_" && Parameters(twin).SequenceEqual(Parameters(method))))
            .Select(static method => method.Name)
            .Distinct()
            .Order(StringComparer.Ordinal);

        IEnumerable<string> found = TorchSharpAssembly.Torch.Tensor.GetMembers()
            .OfType<IMethodSymbol>()
            .Where(static method => method is { IsStatic: false, DeclaredAccessibility: Accessibility.Public }
                && InPlaceTwin.Of(method, TorchSharpAssembly.Torch) is not null)
            .Select(static method => method.Name)
            .Distinct()
            .Order(StringComparer.Ordinal);

        Assert.Equal(expected, found);
        Assert.InRange(found.Count(), 100, int.MaxValue);
    }

    [Theory]
    [InlineData("masked_fill", true)]
    [InlineData("clamp", true)]
    [InlineData("add", true)]
    [InlineData("relu", true)]
    [InlineData("bernoulli", false)]
    [InlineData("clone", false)]
    [InlineData("to", false)]
    [InlineData("matmul", false)]
    [InlineData("copy_", false)]
    public void Method_of_a_tensor_has_a_twin(string name, bool has) =>
        Assert.Equal(
            has,
            TorchSharpAssembly.Torch.Tensor
                .GetMembers(name)
                .OfType<IMethodSymbol>()
                .Any(static method => InPlaceTwin.Of(method, TorchSharpAssembly.Torch) is not null));

    /// <summary><c>bernoulli</c> draws with the tensor's values as probabilities, <c>bernoulli_</c> with the one it is given.</summary>
    [Fact]
    public void Twin_takes_the_same_parameters()
    {
        TorchSymbols torch = TorchSharpAssembly.Torch;
        IMethodSymbol[] pairs =
            [.. TorchSharpAssembly.Members.OfType<IMethodSymbol>().Where(method => InPlaceTwin.Of(method, torch) is not null)];

        Assert.Contains(pairs, static method => method is { Name: "clamp", IsStatic: true });
        Assert.All(pairs, method => Assert.Equal(
            method.Parameters.Select(static parameter => parameter.Type.ToDisplayString()),
            InPlaceTwin.Of(method, torch)!.Parameters.Select(static parameter => parameter.Type.ToDisplayString())));
    }

    private static IEnumerable<Type> Parameters(MethodInfo method) =>
        method.GetParameters().Select(static parameter => parameter.ParameterType);
}
