using System.Diagnostics.CodeAnalysis;
using TorchSharp;
using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Generated.Required;

[Module]
public partial class Head : Module<Tensor, Tensor>
{
    public Head()
        : base(nameof(Head))
    {
    }

    [SetsRequiredMembers]
    public Head(int width, int classes)
        : this()
    {
        Projection = Linear(width, classes);
        Scale = new Parameter(ones(classes));
        bias = zeros(classes);
    }

    [Submodule] public required Linear Projection { get; init; }

    [Parameter] public required Parameter Scale { get; set; }

    [Buffer] public required Tensor bias;

    [Buffer("offset")] public required partial Tensor Offset { get; set; }

    [NotRegistered] public required Head? Other { get; set; }

    public int Classes { get; init; } = 10;

    public override Tensor forward(Tensor x) => (Projection.call(x) * Scale) + bias + Offset;

    public static Head Create(int width) => new()
    {
        Projection = Linear(width, 10),
        Scale = new Parameter(ones(10)),
        bias = zeros(10),
        Offset = zeros(10),
        Other = null,
    };
}

[Module]
public sealed partial class MultiHead() : Module<Tensor, Tensor[]>(nameof(MultiHead))
{
    [Submodule] public required Head[] Heads { get; init; }

    public override Tensor[] forward(Tensor x) => [.. Heads.Select(head => head.call(x))];
}
