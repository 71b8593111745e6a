using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.SourceGeneration.Parsing;

/// <summary>The names in generated code, chosen so that none of them means something else where it stands.</summary>
internal static class Identifiers
{
    /// <summary>How the names begin that generated code adds to a class or to a method.</summary>
    private const string Prefix = "__";

    /// <summary>For the declaration of a type, which may be called <c>@record</c>, but not <c>record</c>.</summary>
    public static string EscapeType(string name) =>
        SyntaxFacts.GetContextualKeywordKind(name) == SyntaxKind.None ? Keywords.Escape(name) : "@" + name;

    /// <summary>A member as <c>VisitState</c> names it: through <c>this</c> where its parameter or a local could be meant.</summary>
    public static string Reference(ISymbol member) =>
        member.Name == "visitor" || member.Name.StartsWith(Prefix, StringComparison.Ordinal)
            ? $"this.{Keywords.Escape(member.Name)}"
            : Keywords.Escape(member.Name);

    /// <summary>The variable that holds the value of a member in <c>VisitState</c>.</summary>
    public static string Local(ISymbol member) => Prefix + member.Name;

    /// <summary>The field behind a partial property: <c>__Mask</c>, with more underscores where that is taken.</summary>
    public static string BackingField(IPropertySymbol property)
    {
        HashSet<string> taken =
            [GeneratedNames.State, GeneratedNames.StateProperty, property.ContainingType.Name, .. property.ContainingType.MemberNames];
        string name = Prefix + property.Name;
        while (taken.Contains(name))
        {
            name = "_" + name;
        }

        return name;
    }
}
