using Microsoft.CodeAnalysis;

namespace TorchSharp.Generators.Analyzers;

/// <content>State that TorchSharp does not see, or sees too early, or under another name.</content>
public static partial class Descriptors
{
    /// <summary>Arguments: the member, the reason.</summary>
    public static readonly DiagnosticDescriptor TSG1001_TensorMemberIsNotRegistered = Registration(
        "TSG1001",
        "Tensor member is not registered: stays behind when the module moves, missing from state_dict",
        "'{0}' is not registered ({1}): it stays behind when the module moves, and is missing from state_dict");

    /// <summary>Arguments: the module, the call that finds nothing.</summary>
    public static readonly DiagnosticDescriptor TSG1002_ModuleNeverRegistersItsComponents = Registration(
        "TSG1002",
        "Module never registers its components",
        "'{0}' never calls RegisterComponents(), so '{1}' finds none of its state");

    /// <summary>Arguments: the member, the reason with both places.</summary>
    public static readonly DiagnosticDescriptor TSG1003_MemberAssignedAfterRegistration = Registration(
        "TSG1003",
        "Member assigned after RegisterComponents()",
        "'{0}' is {1}, so it is not registered");

    /// <summary>Arguments: the member, what becomes of the assigned value.</summary>
    public static readonly DiagnosticDescriptor TSG1004_RegisteredMemberReassigned = Registration(
        "TSG1004",
        "Registered member re-assigned outside the constructor of a hand-written module",
        "'{0}' is registered: {1}");

    /// <summary>Arguments: the member, what holds the state.</summary>
    public static readonly DiagnosticDescriptor TSG1005_CollectionIsInvisibleToRegistration = Registration(
        "TSG1005",
        "Tensors or modules in a collection, tuple, struct or Lazy are invisible to registration",
        "'{0}' holds its state in {1}, which registration does not look into");

    /// <summary>Arguments: the class, the base class.</summary>
    public static readonly DiagnosticDescriptor TSG1006_BaseConstructorAlreadyRegistered = Registration(
        "TSG1006",
        "Base constructor already registered; this class's members never will be",
        "The constructor of '{1}' already called RegisterComponents(), so the members of '{0}' are never registered");

    /// <summary>Arguments: the key.</summary>
    public static readonly DiagnosticDescriptor TSG1007_NonPersistentBufferNeverMoves = Registration(
        "TSG1007",
        "register_buffer(persistent: false): TorchSharp never moves it",
        "TorchSharp never moves the buffer '{0}', because it is registered with persistent: false: it keeps its device, and its element type on .half()");

    /// <summary>Arguments: the member.</summary>
    public static readonly DiagnosticDescriptor TSG1008_StaticTensorNeverMoves = Registration(
        "TSG1008",
        "Static tensor in a module never moves",
        "'{0}' is static, so it stays on its device when the module moves");

    /// <summary>Arguments: the key, the member.</summary>
    public static readonly DiagnosticDescriptor TSG1009_RegisteredNameDiffersFromMember = Registration(
        "TSG1009",
        "Registered name differs from the field: .to() disposes the field's tensor",
        "\"{0}\" is not the name of the field '{1}', so .to() disposes the field's tensor and leaves the field pointing at it");

    /// <summary>Arguments: the member, the reason.</summary>
    public static readonly DiagnosticDescriptor TSG1010_CompilerMadeKey = Registration(
        "TSG1010",
        "Auto-property or captured constructor parameter: compiler-made key or none",
        "'{0}' {1}");

    /// <summary>Arguments: the property, the reason.</summary>
    public static readonly DiagnosticDescriptor TSG1013_TransferThrows = Registration(
        "TSG1013",
        ".to() throws on this class",
        "'.to()' throws on '{0}': {1}");

    /// <summary>Arguments: the member.</summary>
    public static readonly DiagnosticDescriptor TSG1015_TrainableTensorIsNotAParameter = Registration(
        "TSG1015",
        "Plain tensor that requires grad is never trained",
        "'{0}' requires grad but is not a Parameter, so no optimizer gets it from parameters()");

    /// <summary>Arguments: the class, the generated base.</summary>
    public static readonly DiagnosticDescriptor TSG1016_HandWrittenClassOverGeneratedModule = Registration(
        "TSG1016",
        "Hand-written class with state of its own derives from a generated module",
        "'{0}' has state of its own but is not generated as its base '{1}' is: add [Module] and make it partial");

    /// <summary>Arguments: the call, where registration happens.</summary>
    public static readonly DiagnosticDescriptor TSG1017_ComponentsUsedBeforeRegistration = Registration(
        "TSG1017",
        "Components used before they are registered",
        "'{0}' finds no components here: {1}");

    /// <summary>Arguments: the key, the reason.</summary>
    public static readonly DiagnosticDescriptor TSG1018_NameRegisteredTwice = Registration(
        "TSG1018",
        "register_buffer/register_parameter of a name already registered throws",
        "'{0}' is already registered ({1}), so this call throws");

    /// <summary>Arguments: the class.</summary>
    public static readonly DiagnosticDescriptor TSG1019_PublicModuleNeverRegisters = Registration(
        "TSG1019",
        "Public module never registers its own state, and no module of this project registers it",
        "'{0}' never calls RegisterComponents(), and no module of this project registers it: made on its own, it neither moves nor saves its state",
        DiagnosticSeverity.Info);

    /// <summary>Arguments: the name as written, what is wrong with it and what that does.</summary>
    public static readonly DiagnosticDescriptor TSG1020_InvalidComponentName = Registration(
        "TSG1020",
        "Name given to register_buffer, register_parameter or register_module is empty or contains \".\"",
        "The name {0} {1}");

    /// <summary>Arguments: the key, the child's member.</summary>
    public static readonly DiagnosticDescriptor TSG1021_ChildStateRegisteredAgain = Registration(
        "TSG1021",
        "State of a child is registered again by its parent",
        "'{1}' is registered by the child already: after .to() the key '{0}' is gone from state_dict");

    /// <summary>Arguments: the class.</summary>
    public static readonly DiagnosticDescriptor TSG1022_UnnecessaryRegisterComponents = Registration(
        "TSG1022",
        "RegisterComponents() is not needed in a generated class",
        "The state of '{0}' is registered without this call",
        DiagnosticSeverity.Hidden);

    private static DiagnosticDescriptor Registration(
        string id, string title, string message, DiagnosticSeverity severity = DiagnosticSeverity.Warning) =>
        Rule(id, "Registration", severity, title, message);
}
