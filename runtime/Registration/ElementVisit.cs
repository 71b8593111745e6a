using System.ComponentModel;

namespace TorchSharp.Generators.Runtime;

/// <summary>Shows a collection that is an element of another one.</summary>
/// <param name="visitor">The visitor.</param>
/// <param name="key">Its index or key in the other one.</param>
/// <param name="element">The collection.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate void ElementVisit<in T>(StateVisitor visitor, string key, T? element)
    where T : class?;
