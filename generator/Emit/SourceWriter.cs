using System.Text;

namespace TorchSharp.Generators.SourceGeneration.Emit;

/// <summary>Collects lines of C#, indented by block. Always <c>\n</c>, so that the output is the same on every host.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new(8192);
    private int _depth;
    private bool _atStart = true;

    /// <summary>Writes a line, or each line of a raw string, at the current depth.</summary>
    public void WriteLine(string text = "")
    {
        int start = 0;
        while (start <= text.Length)
        {
            int end = text.IndexOf('\n', start);
            int length = (end < 0 ? text.Length : end) - start;
            int visible = length > 0 && text[start + length - 1] == '\r' ? length - 1 : length;
            if (visible > 0)
            {
                _text.Append(' ', _depth * 4).Append(text, start, visible);
            }

            _text.Append('\n');
            start += length + 1;
        }

        _atStart = false;
    }

    /// <summary>Writes a blank line, unless a block has just begun.</summary>
    public void Separate()
    {
        if (!_atStart)
        {
            WriteLine();
        }
    }

    public void OpenBlock(string header)
    {
        WriteLine(header);
        WriteLine("{");
        _depth++;
        _atStart = true;
    }

    public void CloseBlock()
    {
        _depth--;
        WriteLine("}");
    }

    public override string ToString() => _text.ToString();
}
