namespace TorchSharp.Generators.StateModel.Tests.Compiling;

/// <summary>Keys of dictionaries.</summary>
public enum Place
{
    kc,
    kb,
    ka,
    n0,
    n1,
    n2,
    n3,
    n4,
    n5,
    n6,
    n7,
    n8,
    n9,
}
