using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TorchSharp.Generators.SourceGeneration.Registration;

/// <summary>The attributes that decide about a member.</summary>
internal enum StateAttributeKind
{
    Buffer,
    Parameter,
    Submodule,
    NotRegistered,
}

/// <summary>One state attribute as written on a member.</summary>
internal sealed class StateAttribute
{
    private StateAttribute(StateAttributeKind kind, AttributeData data)
    {
        Kind = kind;
        Data = data;
    }

    public StateAttributeKind Kind { get; }

    public AttributeData Data { get; }

    /// <summary>The explicit key, null where none is written.</summary>
    public string? Key =>
        Data.ConstructorArguments.Length > 0 ? Data.ConstructorArguments[0].Value as string : null;

    public bool HasKey => Data.ConstructorArguments.Length > 0;

    public bool HasArguments => HasKey || Data.NamedArguments.Length > 0;

    /// <summary>The kind of state that the attribute asks for, null for <c>[NotRegistered]</c>.</summary>
    public StateKind? StateKind =>
        Kind switch
        {
            StateAttributeKind.Buffer => Registration.StateKind.Buffer,
            StateAttributeKind.Parameter => Registration.StateKind.Parameter,
            StateAttributeKind.Submodule => Registration.StateKind.Submodule,
            _ => null,
        };

    public bool Persistent => Named("Persistent") as bool? ?? true;

    public bool KeepDtype => Named("KeepDtype") as bool? ?? false;

    /// <summary>
    /// The method that builds the buffer. <c>nameof(M)</c> has no value while there is no M, but says what is wanted.
    /// </summary>
    public string? Recipe => Named("Init") as string ?? NameOfMissing("Init");

    /// <summary>The older keys. One that has no value yet, because it is being typed, is the compiler's business.</summary>
    public ImmutableArray<string> Aliases =>
        Data.NamedArguments.FirstOrDefault(static argument => argument.Key == "Aliases").Value is { Kind: TypedConstantKind.Array,
            IsNull: false } array
            ? array.Values.Where(static value => value.Kind is not TypedConstantKind.Error)
                .Select(static value => value.Value as string ?? "").ToImmutableArray()
            : ImmutableArray<string>.Empty;

    /// <summary>The name as written in source, for messages: <c>Buffer</c>.</summary>
    public string DisplayName => Kind.ToString();

    public static ImmutableArray<StateAttribute> Of(ISymbol member)
    {
        ImmutableArray<StateAttribute>.Builder? found = null;

        foreach (AttributeData data in member.GetAttributes())
        {
            if (KindOf(data.AttributeClass) is { } kind)
            {
                (found ??= ImmutableArray.CreateBuilder<StateAttribute>()).Add(new StateAttribute(kind, data));
            }
        }

        return found?.ToImmutable() ?? ImmutableArray<StateAttribute>.Empty;
    }

    public static bool IsAny(ISymbol member) =>
        member.GetAttributes().Any(static data => KindOf(data.AttributeClass) is not null);

    private static StateAttributeKind? KindOf(INamedTypeSymbol? type)
    {
        if (type is null || !IsOurs(type))
        {
            return null;
        }

        return type.Name switch
        {
            "BufferAttribute" => StateAttributeKind.Buffer,
            "ParameterAttribute" => StateAttributeKind.Parameter,
            "SubmoduleAttribute" => StateAttributeKind.Submodule,
            "NotRegisteredAttribute" => StateAttributeKind.NotRegistered,
            _ => null,
        };
    }

    /// <summary>Whether an attribute class lives in our root namespace, by name: no reference to the runtime is needed.</summary>
    internal static bool IsOurs(INamedTypeSymbol type) =>
        type.ContainingType is null
        && type.ContainingNamespace is { Name: "Generators",
            ContainingNamespace: { Name: "TorchSharp", ContainingNamespace.IsGlobalNamespace: true } };

    private string? NameOfMissing(string argument) =>
        Data.ApplicationSyntaxReference?.GetSyntax() is AttributeSyntax { ArgumentList.Arguments: var arguments }
        && arguments.FirstOrDefault(candidate => candidate.NameEquals?.Name.Identifier.ValueText == argument) is
        {
            Expression: InvocationExpressionSyntax
            {
                Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" },
                ArgumentList.Arguments: [{ Expression: IdentifierNameSyntax { Identifier.ValueText: { Length: > 0 } name } }],
            },
        }
            ? name
            : null;

    private object? Named(string name)
    {
        foreach (var argument in Data.NamedArguments)
        {
            if (string.Equals(argument.Key, name, StringComparison.Ordinal) && argument.Value.Kind != TypedConstantKind.Array)
            {
                return argument.Value.Value;
            }
        }

        return null;
    }
}
