using System.Text;

namespace TorchSharp.Generators.SourceGeneration.Emit;

/// <summary>Collects lines of C#, indented by block. Always <c>\n</c>, so that the output is the same on every host.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Writes a line, or each line of a raw string, at the current depth.</summary>
    public void WriteLine(string text = "")
    {
        foreach (string line in text.Replace("\r\n", "\n").Split('\n'))
        {
            if (line.Length > 0)
            {
                _text.Append(' ', _depth * 4).Append(line);
            }

            _text.Append('\n');
        }
    }

    public void OpenBlock(string header)
    {
        WriteLine(header);
        WriteLine("{");
        _depth++;
    }

    public void CloseBlock()
    {
        _depth--;
        WriteLine("}");
    }

    public override string ToString() => _text.ToString();
}
