using TorchSharp.Generators.SourceGeneration.Model;

namespace TorchSharp.Generators.SourceGeneration.Emit;

/// <summary>
/// Writes the implementing part of a partial property. Its setter registers at once: the value leaves the DisposeScope in
/// which it was made.
/// </summary>
internal static class PartialPropertyWriter
{
    public static void Write(SourceWriter writer, MemberSpec member)
    {
        if (member.PartialProperty is not { } property)
        {
            return;
        }

        string read = property.Type.EndsWith("?", System.StringComparison.Ordinal) ? "" : "!";

        writer.WriteLine();
        writer.WriteLine($"private {property.Type.TrimEnd('?')}? {property.BackingField};");
        writer.OpenBlock($"{property.Modifiers} {property.Type} {property.Name}");
        writer.WriteLine($"{property.Getter} => {property.BackingField}{read};");
        writer.WriteLine($"{property.Setter} {{ {property.BackingField} = value; (({RuntimeNames.StatefulModule})this).State.RegisterTensors(); }}");
        writer.CloseBlock();
    }
}
