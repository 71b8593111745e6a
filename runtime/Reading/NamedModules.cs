using System.Collections.Generic;

namespace TorchSharp.Generators.Runtime.Reading;

/// <summary>All modules below another: TorchSharp's order, the children of a module before the grandchildren.</summary>
internal sealed class NamedModules : StateWalk
{
    public List<(string Name, torch.nn.Module Module)> Found { get; } = [];

    protected override bool ReadsParameters => false;

    protected override bool ReadsBuffers => false;

    protected override void Child(string name, torch.nn.Module child) => Found.Add((Prefix + name, child));
}
