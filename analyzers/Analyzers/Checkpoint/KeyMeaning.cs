using System;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TorchSharp.Generators.Analyzers.Checkpoint;

/// <summary>
/// What a state_dict shows of an entry. It shows neither the names of type parameters, nor of what kind a list or dictionary
/// is, so that an entry means the same where these alone have changed.
/// </summary>
internal static class KeyMeaning
{
    private static readonly Regex s_parameters = new("<([^<>]*)>");

    /// <summary><c>MyApp.Wrap&lt;,&gt;</c>.</summary>
    public static string OfOwner(string owner) =>
        owner.IndexOf('<') < 0
            ? owner
            : s_parameters.Replace(owner, static list => $"<{new string(',', list.Value.Count(static character => character == ','))}>");

    /// <summary>The kind with type parameters by their place, and collections by what their keys are.</summary>
    /// <param name="owner">The class, which names its type parameters.</param>
    /// <param name="kind">What the entry is.</param>
    public static string OfKind(string owner, string kind) =>
        KeyKind.TypeOf(kind) is { } type ? Of(SyntaxFactory.ParseTypeName(type), ParametersOf(owner)) : kind;

    /// <summary>Those of the classes around it first.</summary>
    private static string[] ParametersOf(string owner) =>
        [
            .. s_parameters.Matches(owner)
                .Cast<Match>()
                .SelectMany(static list => list.Groups[1].Value.Split(','))
                .Select(static name => name.Trim())
        ];

    private static string Of(TypeSyntax type, string[] parameters) =>
        type switch
        {
            ArrayTypeSyntax array =>
                array.RankSpecifiers.Aggregate(Of(array.ElementType, parameters), static (element, _) => ListOf(element)),
            IdentifierNameSyntax name when Array.LastIndexOf(parameters, name.Identifier.Text) is >= 0 and var place => $"!{place}",
            QualifiedNameSyntax { Left: IdentifierNameSyntax left } qualified => Of($"{left}.", qualified.Right, parameters),
            QualifiedNameSyntax qualified => Of($"{Of(qualified.Left, parameters)}.", qualified.Right, parameters),
            SimpleNameSyntax name => Of("", name, parameters),
            _ => type.ToString(),
        };

    private static string Of(string qualifier, SimpleNameSyntax name, string[] parameters)
    {
        if (name is not GenericNameSyntax generic)
        {
            return $"{qualifier}{name}";
        }

        string[] arguments = [.. generic.TypeArgumentList.Arguments.Select(argument => Of(argument, parameters))];
        return ($"{qualifier}{generic.Identifier.Text}", arguments) switch
        {
            ("System.Collections.Generic.List" or "System.Collections.Generic.IReadOnlyList" or "TorchSharp.Modules.ModuleList",
                [var element]) => ListOf(element),
            ("TorchSharp.Modules.ModuleDict", [var value]) => DictionaryOf("string", value),
            ("System.Collections.Generic.Dictionary", [var key, var value]) => DictionaryOf(key, value),
            (var other, _) => $"{other}<{string.Join(", ", arguments)}>",
        };
    }

    private static string ListOf(string element) => $"[{element}]";

    private static string DictionaryOf(string key, string value) => $"{{{key}: {value}}}";
}
