using System.Globalization;
using static TorchSharp.torch;

namespace Samples;

/// <summary>Prints the lesson, and remembers what did not come out as it should.</summary>
internal sealed class Report(TextWriter output)
{
    private const double Tolerance = 1e-4;

    private readonly List<string> _differences = [];

    public IReadOnlyList<string> Differences => _differences;

    public void Step(int number, string title) => output.WriteLine($"{Environment.NewLine}{number}. {title}");

    public void Line(string text) => output.WriteLine($"   {text}");

    public void Check(bool holds, string otherwise)
    {
        if (!holds)
        {
            _differences.Add(otherwise);
        }
    }

    /// <summary>Prints context vectors of shape [batch, 6, 2] and compares each item of the batch with the lesson's.</summary>
    public void Compare(string name, Tensor contextVectors, double[,] expected)
    {
        using Tensor onCpu = contextVectors.cpu();
        for (int item = 0; item < onCpu.shape[0]; item++)
        {
            for (int token = 0; token < expected.GetLength(0); token++)
            {
                double[] actual = [onCpu[item, token, 0].item<float>(), onCpu[item, token, 1].item<float>()];
                string start = token == 0 ? item == 0 ? "[[" : " [" : "  ";
                Line($"{start}[{Format(actual[0])}, {Format(actual[1])}]{(token == expected.GetLength(0) - 1 ? "]" : ",")}");

                for (int dim = 0; dim < actual.Length; dim++)
                {
                    Check(
                        Math.Abs(actual[dim] - expected[token, dim]) < Tolerance,
                        $"{name} gives {Format(actual[dim]).Trim()} at [{item}, {token}, {dim}]; the lesson has {Format(expected[token, dim]).Trim()}.");
                }
            }
        }
    }

    public void Matrix(Tensor matrix)
    {
        for (int row = 0; row < matrix.shape[0]; row++)
        {
            using Tensor values = matrix[row].cpu();
            Line("["
                + string.Join(", ", values.data<float>().Select(static value => value.ToString("0.", CultureInfo.InvariantCulture)))
                + "]");
        }
    }

    private static string Format(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture).PadLeft(7);
}
