using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace TorchSharp.Generators.Runtime.Collections;

/// <summary>An array or list as state: the keys are the indices, and a null element keeps its own.</summary>
internal sealed class ListModule<T>(string path, IReadOnlyList<T?> list, StateElement<T> element)
    : CollectionModule($"{element.Noun} list", path)
    where T : class?
{
    /// <summary>A visit runs before every read and should not make strings.</summary>
    private static readonly string[] s_keys = Enumerable.Range(0, 100).Select(FormatKey).ToArray();

    public override object Source => list;

    public override void VisitState(StateVisitor visitor)
    {
        visitor.Enter(typeof(ListModule<T>));
        for (int i = 0; i < list.Count; i++)
        {
            element.Show(visitor, i < s_keys.Length ? s_keys[i] : FormatKey(i), list[i]);
        }
    }

    private static string FormatKey(int index) => index.ToString(CultureInfo.InvariantCulture);
}
