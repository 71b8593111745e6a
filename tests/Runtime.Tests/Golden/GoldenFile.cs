using System.Text.Json;
using System.Text.Json.Serialization;

namespace TorchSharp.Generators.Runtime.Tests.Golden;

/// <summary>The files that tests/Golden/generate.py wrote.</summary>
internal static class GoldenFile
{
    private static readonly string s_root = Path.Combine(AppContext.BaseDirectory, "Golden");

    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    public static IEnumerable<string> Names(string folder) =>
        Directory.GetFiles(Path.Combine(s_root, folder), "*.json")
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Order(StringComparer.Ordinal);

    public static GoldenShape Shape(string name) => Read<GoldenShape>("shapes", name);

    public static GoldenLoad Load(string name) => Read<GoldenLoad>("loads", name);

    private static T Read<T>(string folder, string name) =>
        JsonSerializer.Deserialize<T>(File.ReadAllText(Path.Combine(s_root, folder, name + ".json")), s_options)!;
}

/// <summary>A tensor of a state_dict. Numbers of every dtype, and bools as 0 and 1, are exact in a double.</summary>
internal sealed record GoldenEntry(string Key, string Dtype, long[] Shape, JsonElement[] Values)
{
    public double[] Numbers { get; } = [.. Values.Select(value => value.ValueKind switch
    {
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        _ => value.GetDouble(),
    })];
}

internal sealed record GoldenShape(
    GoldenEntry[] StateDict,
    string[] NamedParameters,
    string[] NamedBuffers,
    int Parameters,
    string[][] Double,
    string[][] Half);

internal sealed record GoldenLoad(
    string Target,
    bool Strict,
    GoldenEntry[] Source,
    string? Error,
    string[] MissingKeys,
    string[] UnexpectedKeys,
    string[] SizeMismatches,
    GoldenEntry[]? StateDict);
