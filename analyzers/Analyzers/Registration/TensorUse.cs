namespace TorchSharp.Generators.Analyzers.Registration;

/// <summary>What one use of a tensor says about its device. The larger value decides where uses differ.</summary>
internal enum TensorUse
{
    /// <summary>Its shape, its value on the host, a test for null, an index: any device will do.</summary>
    Neutral,

    /// <summary>It leaves for code that cannot be seen.</summary>
    Escapes,

    /// <summary>It meets another tensor as it is, and must be on the same device.</summary>
    Meets,

    /// <summary>Its device is looked at or chosen by hand.</summary>
    Managed,
}
