namespace TorchSharp.Generators.Runtime.Loading;

/// <summary>
/// TorchSharp's file format: the number of entries, then of each the key, the dtype, the shape and the bytes. Numbers are
/// LEB128; a key is its length in bytes and UTF-8, as <c>BinaryWriter</c> writes strings.
/// </summary>
internal static class StateFileFormat
{
    public const int MaxKeyLength = 4096;
    public const int MaxRank = 64;

    /// <summary>How many bytes an element takes; 0 for what no file of TorchSharp's holds.</summary>
    public static int ElementSize(torch.ScalarType dtype) => dtype switch
    {
        torch.ScalarType.Byte or torch.ScalarType.Int8 or torch.ScalarType.Bool => 1,
        torch.ScalarType.Int16 or torch.ScalarType.Float16 or torch.ScalarType.BFloat16 => 2,
        torch.ScalarType.Int32 or torch.ScalarType.Float32 => 4,
        torch.ScalarType.Int64 or torch.ScalarType.Float64 or torch.ScalarType.ComplexFloat32 => 8,
        torch.ScalarType.ComplexFloat64 => 16,
        _ => 0,
    };
}
