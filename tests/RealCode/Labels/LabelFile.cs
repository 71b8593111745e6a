using System.Text.Json;

namespace TorchSharp.Generators.Tests.RealCode.Labels;

/// <summary>One JSON object a line.</summary>
internal static class LabelFile
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web);

    public static IEnumerable<Label> Read(string path)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"cannot read labels: {exception.Message}");
        }

        return lines
            .Select(static (line, index) => (Line: line, Number: index + 1))
            .Where(static entry => !string.IsNullOrWhiteSpace(entry.Line))
            .Select(entry => Parse(entry.Line, $"{path}:{entry.Number}"));
    }

    private static Label Parse(string line, string place)
    {
        Label? label;
        try
        {
            label = JsonSerializer.Deserialize<Label>(line, s_options);
        }
        catch (JsonException exception)
        {
            throw new UsageException($"{place}: not a label: {exception.Message}");
        }

        return label switch
        {
            null => throw new UsageException($"{place}: not a label: null"),
            _ when !Kinds.IsKnown(label.Kind) => throw new UsageException($"{place}: unknown kind \"{label.Kind}\""),
            { IsBug: false, IsBenign: false, IsUnclear: false } =>
                throw new UsageException($"{place}: unknown verdict \"{label.Verdict}\""),
            _ => label,
        };
    }
}
