using TorchSharp.Generators.SourceGeneration.Model;

namespace TorchSharp.Generators.SourceGeneration.Emit;

/// <summary>
/// Writes the implementing part of a partial property. The setter of state registers at once: the value leaves the
/// DisposeScope in which it was made.
/// </summary>
internal static class PartialPropertyWriter
{
    private const string Refusal =
        " =>\n    throw new global::System.InvalidOperationException(\"The state of this class is not generated: it has TSG errors.\");";

    public static void Write(SourceWriter writer, PartialPropertySpec property)
    {
        if (property.Field is { } field)
        {
            writer.WriteLine($"private {(field.IsStatic ? "static " : "")}{field.Type} {field.Name};");
            writer.WriteLine();
            string forgive = field.Type == property.Type ? "" : "!";
            WriteProperty(writer, property, $" => {field.Name}{forgive};", Setter(property, field.Name));
        }
        else
        {
            WriteProperty(writer, property, Refusal, Refusal);
        }
    }

    private static string Setter(PartialPropertySpec property, string field) =>
        property.IsState
            ? $"\n{{\n    {field} = value;\n    (({RuntimeNames.StatefulModule})this).State.RegisterTensors();\n}}"
            : $" => {field} = value;";

    private static void WriteProperty(SourceWriter writer, PartialPropertySpec property, string getter, string setter)
    {
        writer.WriteLine(RuntimeNames.GeneratedCode);
        writer.OpenBlock($"{property.Modifiers} {property.Type} {property.Name}");
        if (property.Getter is not null)
        {
            writer.WriteLine(property.Getter + getter);
        }

        if (property.Setter is not null)
        {
            writer.WriteLine(property.Setter + setter);
        }

        writer.CloseBlock();
    }
}
