namespace TorchSharp.Generators.Typing.Tests.Surroundings;

/// <summary>What is odd about the project that a file stands in.</summary>
internal enum Surrounding
{
    /// <summary>Types called as those that generated code and fixes write.</summary>
    TypesOfTheSameNames,

    /// <summary>Namespaces called so.</summary>
    NamespacesOfTheSameNames,

    /// <summary>Each class is in twenty others.</summary>
    TwentyOuterTypes,

    /// <summary>The oldest one that the file compiles in.</summary>
    OldLanguage,

    WindowsLineEnds,

    /// <summary>Turkish has an i of its own, and Arabic other digits.</summary>
    OtherCulture,
}
