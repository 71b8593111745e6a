using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.TorchApi;

/// <summary>A method that puts one component into a registry of a module.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Registry">The registry: TorchSharp keeps three.</param>
/// <param name="Key">The parameter for the key.</param>
/// <param name="Value">The parameter for the component.</param>
/// <param name="Replaces">Whether it replaces an entry of that key; the others throw.</param>
internal sealed record RegisterMethod(string Name, StateKind Registry, string Key, string Value, bool Replaces = false);

/// <summary>An edit of a registry itself, which no <c>register_*</c> call shows.</summary>
/// <param name="Registry">Which of the three.</param>
/// <param name="Key">The key, null where all entries go.</param>
/// <param name="Value">What is put there, null where the entry goes.</param>
internal sealed record RegistryEdit(StateKind Registry, IOperation? Key, IOperation? Value);

/// <summary>What puts components into the registries of a module, and what takes them out.</summary>
internal static class RegistryApi
{
    public const string RegisterComponents = "RegisterComponents";

    /// <summary>The parameter of <c>register_buffer</c> that decides whether the buffer is saved, and whether it moves.</summary>
    public const string Persistent = "persistent";

    public static readonly IReadOnlyList<RegisterMethod> Methods =
    [
        new("register_buffer", StateKind.Buffer, "name", "tensor"),
        new("register_parameter", StateKind.Parameter, "name", "param"),
        new("register_module", StateKind.Submodule, "name", "submodule"),
        new("add_module", StateKind.Submodule, "name", "module"),
        new("ConditionallyRegisterBuffer", StateKind.Buffer, "name", "value", Replaces: true),
        new("ConditionallyRegisterParameter", StateKind.Parameter, "name", "value", Replaces: true),
    ];

    /// <summary>The three registries, by the fields in which <c>torch.nn.Module</c> keeps them.</summary>
    public static readonly IReadOnlyDictionary<string, StateKind> Registries = new Dictionary<string, StateKind>(StringComparer.Ordinal)
    {
        ["_internal_buffers"] = StateKind.Buffer,
        ["_internal_params"] = StateKind.Parameter,
        ["_internal_submodules"] = StateKind.Submodule,
    };

    /// <summary>Of a registry: they take one entry out by its key, or all of them, or put one in.</summary>
    public const string RemoveEntry = "Remove";
    public const string AddEntry = "Add";

    public static readonly IReadOnlyCollection<string> RemoveAllEntries = ["Clear", "clear"];

    /// <summary>Of a module: takes all children out.</summary>
    public const string ClearModules = "ClearModules";

    private static readonly Dictionary<string, RegisterMethod> s_byName = Methods.ToDictionary(
        static method => method.Name, StringComparer.Ordinal);

    /// <summary>TorchSharp's, or the override of it that is generated.</summary>
    public static bool IsRegisterComponents(IMethodSymbol method, TorchSymbols torch) =>
        method.Name == RegisterComponents
        && method.Parameters.IsEmpty
        && TorchMember.Is(method, torch)
        && torch.IsModule(method.ContainingType);

    /// <summary>How <paramref name="method"/> registers, null for any other method.</summary>
    public static RegisterMethod? MethodOf(IMethodSymbol method, TorchSymbols torch) =>
        s_byName.TryGetValue(method.Name, out RegisterMethod? found)
        && TorchMember.Is(method, torch)
        && torch.IsModule(method.ContainingType)
            ? found
            : null;

    /// <summary>The registry that a call writes to, null for any other method.</summary>
    public static StateKind? RegistryOf(IMethodSymbol method, TorchSymbols torch) => MethodOf(method, torch)?.Registry;

    /// <summary>The argument for the key of a <c>register_*</c> call.</summary>
    public static IOperation? KeyOf(IInvocationOperation call) =>
        s_byName.TryGetValue(call.TargetMethod.Name, out RegisterMethod? method) ? ArgumentFor(call, method.Key) : null;

    /// <summary>The key of a <c>register_*</c> call, null where it is not a constant.</summary>
    public static string? NameOf(IInvocationOperation call) =>
        KeyOf(call)?.ConstantValue is { HasValue: true, Value: string name } ? name : null;

    /// <summary>The argument for the component of a <c>register_*</c> call.</summary>
    public static IOperation? ValueOf(IInvocationOperation call) =>
        s_byName.TryGetValue(call.TargetMethod.Name, out RegisterMethod? method) ? ArgumentFor(call, method.Value) : null;

    /// <summary>Whether the registered buffer is persistent, null where the caller decides.</summary>
    public static bool? IsPersistent(IInvocationOperation call) =>
        ArgumentFor(call, Persistent) is not { } argument ? true
        : argument.ConstantValue is { HasValue: true, Value: bool persistent } ? persistent
        : null;

    /// <summary>A registration of a tensor with which TorchSharp's transfer deals.</summary>
    public static bool Moves(IInvocationOperation call) =>
        s_byName.TryGetValue(call.TargetMethod.Name, out RegisterMethod? method)
        && method is { Registry: not StateKind.Submodule, Replaces: false }
        && IsPersistent(call) != false;

    /// <summary>The argument that decides whether the buffer is persistent, null where the default does.</summary>
    public static IOperation? PersistentOf(IInvocationOperation call) => ArgumentFor(call, Persistent);

    public static bool IsBufferCall(IInvocationOperation call) =>
        s_byName.TryGetValue(call.TargetMethod.Name, out RegisterMethod? method)
        && method is { Registry: StateKind.Buffer, Replaces: false };

    /// <summary>Whether the call asks if an entry of that key is there: <c>has_buffer("mask")</c>, or a registry itself.</summary>
    public static bool Asks(IInvocationOperation call, string key, TorchSymbols torch) =>
        (ModuleApi.LookingUp.Contains(call.TargetMethod, torch)
            || (call is { TargetMethod.Name: "ContainsKey" or "TryGetValue", Instance: IFieldReferenceOperation { Field: var field } }
                && RegistryIn(field, torch) is not null))
        && call.Arguments.FirstOrDefault()?.Value.ConstantValue is { HasValue: true, Value: string asked }
        && asked == key;

    /// <summary>By the name alone, for a look at syntax before symbols are asked.</summary>
    public static bool IsNameOfRegistration(string name) =>
        name == RegisterComponents || name == ClearModules || s_byName.ContainsKey(name) || Registries.ContainsKey(name);

    public static bool IsNameOfRegisterMethod(string name) => s_byName.ContainsKey(name);

    /// <summary>The edit that <paramref name="operation"/> makes of a registry of <c>this</c>, null for anything else.</summary>
    public static RegistryEdit? EditOf(IOperation operation, TorchSymbols torch) =>
        operation switch
        {
            IInvocationOperation { Instance: IFieldReferenceOperation { Instance: IInstanceReferenceOperation } field } call
                when RegistryIn(field.Field, torch) is { } registry =>
                call.TargetMethod.Name == RemoveEntry
                && call.Arguments is [{ Value: var removed }, ..] ? new RegistryEdit(registry, removed, null)
                : RemoveAllEntries.Contains(call.TargetMethod.Name) ? new RegistryEdit(registry, null, null)
                : call.TargetMethod.Name == AddEntry
                    && call.Arguments is [{ Value: var added }, { Value: var value }] ? new RegistryEdit(registry, added, value)
                : null,
            IInvocationOperation { TargetMethod: { Name: ClearModules } method, Instance: IInstanceReferenceOperation }
                when torch.IsStock(method.ContainingType) && torch.IsModule(method.ContainingType) =>
                new RegistryEdit(StateKind.Submodule, null, null),
            ISimpleAssignmentOperation
            {
                Target: IPropertyReferenceOperation { Arguments: [{ Value: var key }],
                    Instance: IFieldReferenceOperation { Instance: IInstanceReferenceOperation } field }
            } assignment when RegistryIn(field.Field, torch) is { } registry => new RegistryEdit(registry, key, assignment.Value),
            _ => null,
        };

    private static StateKind? RegistryIn(IFieldSymbol field, TorchSymbols torch) =>
        Registries.TryGetValue(field.Name, out StateKind registry) && torch.IsStock(field.ContainingType) ? registry : null;

    private static IOperation? ArgumentFor(IInvocationOperation call, string parameter) =>
        call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter)?.Value;
}
