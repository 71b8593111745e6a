using System.Diagnostics;
using System.Globalization;

namespace MiniGpt;

/// <summary>
/// "tokens done/total, tokens/s" on the error stream, so that the text can be redirected alone: one line that changes on
/// a terminal, a plain line every quarter of the way where the stream is redirected.
/// </summary>
internal sealed class ProgressLine(int total, TextWriter output, bool redirected)
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(100);
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private TimeSpan _next;

    public void Report(int done)
    {
        string line = string.Create(
            CultureInfo.InvariantCulture, $"{done}/{total} tokens, {done / _watch.Elapsed.TotalSeconds:F0} tokens/s");
        if (redirected)
        {
            if (done * 4L / total > (done - 1) * 4L / total)
            {
                output.WriteLine(line);
            }
        }
        else if (done == total || _watch.Elapsed >= _next)
        {
            _next = _watch.Elapsed + s_interval;
            output.Write($"\r{line}   {(done == total ? "\n" : "")}");
        }
    }
}
