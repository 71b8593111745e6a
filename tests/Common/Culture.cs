using System.Globalization;

namespace TorchSharp.Generators.Tests.Common;

/// <summary>Work as a machine of another country does it.</summary>
public static class Culture
{
    /// <summary>The thread has its own culture again when <paramref name="work"/> returns; a task goes on in that of the work.</summary>
    public static T In<T>(CultureInfo culture, Func<T> work)
    {
        CultureInfo own = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = culture;
        try
        {
            return work();
        }
        finally
        {
            CultureInfo.CurrentCulture = own;
        }
    }
}
