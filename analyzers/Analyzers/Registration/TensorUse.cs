namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>What one use of a tensor says about its device. The larger value decides where uses differ.</summary>
internal enum TensorUse
{
    /// <summary>Its shape, its value on the host, a test for null, an index: any device will do.</summary>
    Neutral,

    /// <summary>It is moved before it meets anything; that says nothing of other uses.</summary>
    Moved,

    /// <summary>It leaves for code that cannot be seen.</summary>
    Escapes,

    /// <summary>It meets another tensor as it is, and must be on the same device.</summary>
    Meets,

    /// <summary>Its device is looked at, or the moved tensor takes its place: the code looks after it, at every use.</summary>
    Managed,
}
