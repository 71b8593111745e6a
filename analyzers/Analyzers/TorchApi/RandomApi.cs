using Microsoft.CodeAnalysis;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.TorchApi;

/// <summary>What fills a tensor with random numbers.</summary>
internal static class RandomApi
{
    /// <summary>Functions of <c>torch.nn.init</c>.</summary>
    public static readonly MemberTable Initialising = new(
        TorchOwner.Torch,
        "uniform_",
        "normal_",
        "trunc_normal_",
        "xavier_uniform_",
        "xavier_normal_",
        "kaiming_uniform_",
        "kaiming_normal_",
        "orthogonal_",
        "sparse_");

    public static readonly MemberTable Filling = new(
        TorchOwner.Tensor, "uniform_", "normal_", "random_", "exponential_", "bernoulli_", "cauchy_", "geometric_", "log_normal_");

    public static bool Draws(IMethodSymbol method, TorchSymbols torch) =>
        Initialising.Contains(method, torch) || Filling.Contains(method, torch);
}
