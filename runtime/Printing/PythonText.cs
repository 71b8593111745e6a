using System;
using System.Globalization;
using System.Linq;

namespace TorchSharp.Generators.Runtime.Printing;

/// <summary>Values as Python prints them.</summary>
internal static class PythonText
{
    public static string Bool(bool value) => value ? "True" : "False";

    public static string Integer(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary><c>0.1</c>, <c>1.0</c>, <c>1e-05</c>.</summary>
    public static string Float(double value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture).Replace("E", "e");
        return text.Any(static character => character is '.' or 'e' or 'n' or 'N' or 'y') ? text : text + ".0";
    }

    /// <summary><c>(2, 3)</c>, and <c>(2,)</c> for one.</summary>
    public static string Tuple(long[] values) => Tuple(values, Integer);

    /// <summary>One number for all dimensions is one number.</summary>
    public static string Sizes(long[] values) => OneOrTuple(values, Integer);

    /// <inheritdoc cref="Sizes"/>
    public static string Factors(double[] values) => OneOrTuple(values, Float);

    private static string OneOrTuple<T>(T[] values, Func<T, string> print) =>
        values.Distinct().Count() == 1 ? print(values[0]) : Tuple(values, print);

    private static string Tuple<T>(T[] values, Func<T, string> print) =>
        $"({string.Join(", ", values.Select(print))}{(values.Length == 1 ? "," : "")})";
}
