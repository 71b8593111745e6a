using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp;
using TorchSharp.Generators.SourceGeneration.Model;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.SourceGeneration.Emit;

/// <summary>
/// Writes <c>VisitState</c>: the one place in which a class says what its state is. Registration, transfer, state_dict
/// and the rest are visitors in the runtime library.
/// </summary>
internal static class VisitWriter
{
    public static void Write(SourceWriter writer, StateSpec spec)
    {
        writer.WriteLine("/// <summary>Shows the declared state to a visitor: base class first, then in declaration order.</summary>");
        writer.WriteLine(RuntimeNames.GeneratedCode);
        writer.WriteLine("[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]");
        writer.OpenBlock($"{Modifiers(spec)} void {GeneratedNames.VisitState}({RuntimeNames.StateVisitor} visitor)");
        if (spec.Base == BaseKind.Generated)
        {
            writer.WriteLine($"base.{GeneratedNames.VisitState}(visitor);");
        }

        writer.WriteLine($"visitor.Enter(typeof({spec.FullName}));");
        bool separate = false;
        foreach (MemberSpec member in spec.Members)
        {
            if (separate)
            {
                writer.WriteLine();
            }

            WriteMember(writer, spec, member);
            separate = member.Access == MemberAccess.Copy;
        }

        writer.CloseBlock();
    }

    private static string Modifiers(StateSpec spec) =>
        spec.Base == BaseKind.Generated ? "protected override" : spec.IsSealed ? "private" : "protected virtual";

    private static void WriteMember(SourceWriter writer, StateSpec spec, MemberSpec member)
    {
        string method = MethodOf(member);
        string key = Literal(member.Key);
        string options = string.Concat(Options(member).Select(static option => ", " + option));
        string forgive = member.IsNullable ? "" : "!";

        switch (member.Access)
        {
            case MemberAccess.Value when member.Depth > 1:
                writer.WriteLine(Nested(member, method, key, options));
                break;

            case MemberAccess.Value:
                string value = member.IsInterface ? $"{member.Reference} as {RuntimeNames.Module}" : member.Reference;
                writer.WriteLine($"visitor.{method}({key}, {value}{options});");
                break;

            case MemberAccess.Field when member.Recipe is { } recipe:
                writer.WriteLine(
                    $"visitor.{method}(\n    {key}, ref {member.Reference}{forgive}{options},{Recipe(spec, recipe, indent: 4)});");
                break;

            case MemberAccess.Field:
                writer.WriteLine($"visitor.{method}({key}, ref {member.Reference}{forgive}{options});");
                break;

            case MemberAccess.Copy:
                string separator = options.Length > 0 || member.Recipe is not null ? "\n    " : " ";
                string arguments = $"{key}, ref {member.Local}{options}"
                    + (member.Recipe is { } named ? "," + Recipe(spec, named, indent: 8) : "");
                writer.OpenBlock($"if ({member.Reference} is var {member.Local}{separator}&& visitor.{method}({arguments}))");
                writer.WriteLine($"{member.Reference} = {member.Local}{forgive};");
                writer.CloseBlock();
                break;
        }

        foreach (string alias in member.Aliases)
        {
            writer.WriteLine($"visitor.Alias({key}, {Literal(alias)});");
        }
    }

    private static IEnumerable<string> Options(MemberSpec member)
    {
        if (!member.Persistent)
        {
            yield return "persistent: false";
        }

        if (member.KeepDtype)
        {
            yield return "keepDtype: true";
        }
    }

    /// <summary>In lines of its own, behind <paramref name="indent"/> columns.</summary>
    private static string Recipe(StateSpec spec, RecipeSpec recipe, int indent)
    {
        string line = "\n" + new string(' ', indent);
        return $"{line}recipe: static (module, device) =>"
            + $"{line}    (({spec.FullName})module).{recipe.Method}({(recipe.TakesDevice ? "device" : "")})";
    }

    private static string MethodOf(MemberSpec member) =>
        member.Kind switch
        {
            StateKind.Parameter => "Parameter",
            StateKind.Buffer => "Buffer",
            _ => "Module",
        }
        + (member.Depth == 0 ? "" : "s");

    /// <summary>Collections in collections, from the outside in: each is shown by a lambda that shows its elements.</summary>
    private static string Nested(MemberSpec member, string method, string key, string options)
    {
        string call = $"{method}(key{member.Depth}, element{member.Depth}{options})";
        for (int depth = member.Depth; depth > 1; depth--)
        {
            string indent = new(' ', (depth - 1) * 4);
            string visit = $"\n{indent}static (visitor{depth}, key{depth}, element{depth}) => visitor{depth}.{call}";
            call = depth == 2 ? $"Nested({key}, {member.Reference},{visit})" : $"Nested(key{depth - 1}, element{depth - 1},{visit})";
        }

        return $"visitor.{call};";
    }

    private static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);
}
