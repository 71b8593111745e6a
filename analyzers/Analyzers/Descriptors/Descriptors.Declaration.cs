using Microsoft.CodeAnalysis;

namespace TorchSharp.Generators.Analyzers;

/// <content>What keeps a declared class from being generated. Errors: without its generated half the class has no state.</content>
public static partial class Descriptors
{
    /// <summary>Arguments: the type, the module, what to do.</summary>
    public static readonly DiagnosticDescriptor TSG0001_ModuleClassMustBePartial = Declaration(
        "TSG0001",
        "Module class must be partial, its containing types too",
        "'{0}' must be partial, because code is generated into module '{1}': {2}");

    /// <summary>Arguments: the attribute, the class.</summary>
    public static readonly DiagnosticDescriptor TSG0002_StateAttributeOutsideModule = Declaration(
        "TSG0002",
        "State attributes belong in a class that derives from torch.nn.Module",
        "[{0}] has no effect in '{1}', which does not derive from torch.nn.Module: remove the attribute, or derive from it");

    /// <summary>Arguments: the member, the attribute, the member's type, what fits, what to do.</summary>
    public static readonly DiagnosticDescriptor TSG0003_MemberTypeDoesNotFit = Declaration(
        "TSG0003",
        "Member type does not fit the attribute",
        "'{0}' is marked [{1}] but has the type '{2}', and {3}: {4}");

    /// <summary>Arguments: the member, what it is, what to do.</summary>
    public static readonly DiagnosticDescriptor TSG0004_StateMemberMustHoldItsValue = Declaration(
        "TSG0004",
        "State member must be an instance member that holds its value, and assignable unless it is a submodule",
        "'{0}' is {1}, so it cannot hold registered state: {2}");

    /// <summary>Arguments: the member, the contradiction.</summary>
    public static readonly DiagnosticDescriptor TSG0005_ContradictoryStateAttributes = Declaration(
        "TSG0005",
        "Contradictory state attributes",
        "'{0}' has {1}: keep one of them");

    /// <summary>Arguments: key or alias, the member, what is wrong with it, what to do.</summary>
    public static readonly DiagnosticDescriptor TSG0006_InvalidStateKey = Declaration(
        "TSG0006",
        "State key is empty or contains \".\"",
        "The {0} of '{1}' {2}: {3}");

    /// <summary>Arguments: the member, the key, who has it.</summary>
    public static readonly DiagnosticDescriptor TSG0007_DuplicateStateKey = Declaration(
        "TSG0007",
        "Duplicate state key in the module or its bases",
        "The key \"{1}\" of '{0}' is already that of '{2}': give one of them another key");

    /// <summary>Arguments: the name, what to do.</summary>
    public static readonly DiagnosticDescriptor TSG0008_MemberCollidesWithGeneratedOne = Declaration(
        "TSG0008",
        "Hand-written member collides with a generated override",
        "The generator writes a member '{0}' into this class: {1}");

    /// <summary>Arguments: the recipe, the member, the reason.</summary>
    public static readonly DiagnosticDescriptor TSG0009_BufferRecipeNotCallable = Declaration(
        "TSG0009",
        "Buffer recipe not found or not callable",
        "The recipe '{0}' of '{1}' cannot be called, {2}: declare 'private Tensor {0}()'");

    /// <summary>Arguments: the member.</summary>
    public static readonly DiagnosticDescriptor TSG0010_PartialPropertyNeedsCSharp13 = Declaration(
        "TSG0010",
        "Partial property needs C# 13",
        "The partial property '{0}' needs C# 13: use a field, or set <LangVersion> to 13 or later");

    /// <summary>Arguments: the class.</summary>
    public static readonly DiagnosticDescriptor TSG0011_StateGenerationNeedsCSharp9 = Declaration(
        "TSG0011",
        "State generation needs C# 9",
        "The state of '{0}' cannot be generated for this version of C#: set <LangVersion> to 9 or later in the project file");

    private static DiagnosticDescriptor Declaration(string id, string title, string message) =>
        Rule(id, "Declaration", DiagnosticSeverity.Error, title, message);
}
