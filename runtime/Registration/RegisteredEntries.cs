namespace TorchSharp.Generators.Runtime.Registration;

/// <summary>
/// The entries of one kind that a module has at one moment. Declared ones stand together, in declaration order. It never
/// changes, so a reader needs no lock while another thread assigns a member.
/// </summary>
/// <remarks>Fields: the first call of a process would compile each property for each type of entry.</remarks>
internal sealed class RegisteredEntries<T>((string Key, T Value)[] all, int declaredStart, int declaredCount)
{
    public static readonly RegisteredEntries<T> None = new([], 0, 0);

    public readonly (string Key, T Value)[] All = all;

    public readonly int DeclaredStart = declaredStart;

    public readonly int DeclaredEnd = declaredStart + declaredCount;

    public readonly bool HasOthers = declaredCount != all.Length;

    public bool IsDeclared(int index) => index >= DeclaredStart && index < DeclaredEnd;

    /// <returns>-1 where there is none.</returns>
    public int IndexOf(string key)
    {
        for (int i = 0; i < All.Length; i++)
        {
            if (All[i].Key == key)
            {
                return i;
            }
        }

        return -1;
    }
}
