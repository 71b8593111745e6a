using System.Globalization;
using System.Text;

namespace TorchSharp.Generators.StateModel.Tests.Classes;

/// <summary>Writes the classes of a case as a user would.</summary>
internal static class ClassRenderer
{
    public static string Render(IEnumerable<ClassSpec> classes, string name)
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $$"""
            #nullable enable
            using System.Collections.Generic;
            using TorchSharp;
            using TorchSharp.Generators;
            using TorchSharp.Generators.StateModel.Tests.Compiling;
            using TorchSharp.Modules;
            using TorchSharp.Utils;
            using static TorchSharp.torch;
            using static TorchSharp.torch.nn;

            namespace {{name}};


            """);
        foreach (ClassSpec spec in classes)
        {
            Render(text, spec);
        }

        return text.ToString();
    }

    /// <summary>An expression that makes a new module of this type.</summary>
    public static string New(ModuleType type) =>
        type.Class is not null ? $"new {NameOf(type)}()"
        : type.Stock switch
        {
            StockKind.Linear => $"Fabric.Linear({type.Seed})",
            StockKind.BatchNorm => $"Fabric.BatchNorm({type.Seed})",
            StockKind.Embedding => $"Fabric.Embedding({type.Seed})",
            StockKind.Refuser => $"new Refuser({type.Seed})",
            StockKind.Sequential => $"Fabric.Sequence({string.Join(", ", type.Arguments.Select(New))})",
            StockKind.ModuleList => $"new ModuleList<Module<Tensor, Tensor>>({string.Join(", ", type.Arguments.Select(New))})",
            _ => $"Fabric.Dictionary({string.Join(", ", type.Arguments.Select(New))})",
        };

    public static string New(TensorSpec tensor, MemberKind kind) =>
        $"Fabric.{kind}({tensor.Seed}, ScalarType.{tensor.Dtype}{string.Concat(tensor.Shape.Select(static length => $", {length}"))})";

    public static string NameOf(ModuleType type) =>
        type.Class is { } spec ? spec.Name + (spec.IsGeneric ? $"<{NameOf(type.Arguments[0])}>" : "")
        : type.Stock switch
        {
            StockKind.Linear => "Linear",
            StockKind.BatchNorm => "BatchNorm1d",
            StockKind.Embedding or StockKind.Refuser => $"{type.Stock}",
            StockKind.Sequential => "Sequential",
            StockKind.ModuleList => "ModuleList<Module<Tensor, Tensor>>",
            _ => "ModuleDict<Module<Tensor, Tensor>>",
        };

    /// <summary>A key of a dictionary as C# writes it.</summary>
    public static string Literal(string key, KeyKind kind) =>
        kind switch { KeyKind.String => $"\"{key}\"", KeyKind.Number => key, _ => $"Place.{key}" };

    private static string NameOf(KeyKind kind) => kind switch { KeyKind.String => "string", KeyKind.Number => "int", _ => "Place" };

    private static void Render(StringBuilder text, ClassSpec spec)
    {
        if (spec.IsSnakeCase)
        {
            text.AppendLine("[StateNaming(StateNamingPolicy.SnakeCaseLower)]");
        }

        string @base = spec.Base is null ? "Module<Tensor, Tensor>" : NameOf(spec.Base);
        string generic = spec.IsGeneric ? "<T>" : "";
        text.AppendLine(
            spec.IsGenerated ? $"[Module]\npublic partial class {spec.Name}{generic} : {@base}" : $"public class {spec.Name} : {@base}");
        if (spec.IsGeneric)
        {
            text.AppendLine("    where T : Module<Tensor, Tensor>");
        }

        text.AppendLine("{");
        foreach (MemberSpec member in spec.Members)
        {
            Render(text, member, spec.IsGenerated);
        }

        RenderConstructor(text, spec);
        if (spec.Base is null)
        {
            text.AppendLine("    public override Tensor forward(Tensor x) => x.alias();");
        }

        text.AppendLine("}\n");
    }

    private static void RenderConstructor(StringBuilder text, ClassSpec spec)
    {
        text.AppendLine(spec.Base is null ? $"    public {spec.Name}() : base(\"{spec.Name}\")" : $"    public {spec.Name}()");
        text.AppendLine("    {");
        text.Append(spec.Registering switch
        {
            Registering.Early or Registering.EarlyAndLate => "        RegisterComponents();\n",
            Registering.ReadsEarly => "        state_dict();\n",
            _ => "",
        });
        foreach (MemberSpec member in spec.Members.Where(static member => member.Initial == InitialValue.ConstructorBody))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"        {member.Name} = {member.TiedTo?.Name ?? Value(member)};");
        }

        text.Append(spec.Registering is Registering.Late or Registering.EarlyAndLate ? "        RegisterComponents();\n" : "");
        text.AppendLine("    }");
    }

    private static void Render(StringBuilder text, MemberSpec member, bool isGenerated)
    {
        string type = TypeOf(member) + (member.IsNullable ? "?" : "");
        string initializer = member.Initial == InitialValue.Initializer ? $" = {Value(member)}" : "";
        string forgive = member.Initial == InitialValue.ConstructorBody && !member.IsNullable && member.Form != MemberForm.ReadOnly
            ? " = null!"
            : initializer;
        text.AppendLine("    " + (isGenerated ? Attributes(member) : "") + member.Form switch
        {
            MemberForm.Field => $"public {type} {member.Name}{forgive};",
            MemberForm.ReadOnly => $"public readonly {type} {member.Name}{initializer};",
            MemberForm.AutoProperty => $"public {type} {member.Name} {{ get; set; }}{(forgive.Length > 0 ? forgive + ";" : "")}",
            _ => $"public partial {type} {member.Name} {{ get; set; }}",
        });
        if (member.HasRecipe)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture, $"    private Tensor Build_{member.Name}() => {New(member.Tensors[0], member.Kind)};");
        }
    }

    private static string TypeOf(MemberSpec member)
    {
        string element = member.Kind switch
        {
            MemberKind.Parameter => "Parameter",
            MemberKind.Buffer => "Tensor",
            _ when member.IsTypeParameter => "T",
            _ when member.Modules is [{ Class: null, Stock: StockKind.ModuleList or StockKind.ModuleDict }] => NameOf(member.Modules[0]),
            _ when member.IsCollection || member.IsInterface => "Module<Tensor, Tensor>",
            _ => NameOf(member.Modules[0]),
        };
        return member.Levels.Reverse().Aggregate(element, static (type, level) => level.Shape switch
        {
            CollectionShape.Array => $"{type}?[]",
            CollectionShape.List => $"List<{type}?>",
            _ => $"Dictionary<{NameOf(level.Keys)}, {type}?>",
        });
    }

    private static string Value(MemberSpec member)
    {
        string[] values = [.. member.Tensors.Select(tensor => New(tensor, member.Kind)), .. member.Modules.Select(New)];
        return member.IsTypeParameter ? "Fabric.Create<T>()"
            : member.IsCollection ? Value(member.Elements, member.Levels, values)
            : values[0];
    }

    private static string Value(CollectionElement[] elements, ReadOnlySpan<CollectionLevel> levels, string[] values)
    {
        CollectionLevel level = levels[0];
        List<string> texts = [];
        foreach (CollectionElement element in elements)
        {
            string value = element.Inner is { } inner ? Value(inner, levels[1..], values) : values[element.Leaf];
            texts.Add(level.Shape == CollectionShape.Dictionary ? $"[{Literal(level.KeyAt(texts.Count), level.Keys)}] = {value}" : value);
        }

        string list = string.Join(", ", texts);
        return level.Shape == CollectionShape.Dictionary ? $"new() {{ {list} }}" : $"[{list}]";
    }

    private static string Attributes(MemberSpec member)
    {
        if (!member.IsRegistered)
        {
            return "[NotRegistered] ";
        }

        List<string> arguments = [];
        if (member.ExplicitKey is { } key && !member.UsesComponentName)
        {
            arguments.Add($"\"{key}\"");
        }

        arguments.AddRange(member.IsPersistent ? [] : ["Persistent = false"]);
        arguments.AddRange(member.KeepsDtype ? ["KeepDtype = true"] : []);
        arguments.AddRange(member.HasRecipe ? [$"Init = nameof(Build_{member.Name})"] : []);
        arguments.AddRange(member.Alias is { } alias ? [$"Aliases = [\"{alias}\"]"] : []);
        bool isNeeded = arguments.Count > 0 || member.IsCollection || member.Kind == MemberKind.Buffer;
        string name = member.Kind == MemberKind.Module ? "Submodule" : $"{member.Kind}";
        return (isNeeded ? $"[{name}{(arguments.Count > 0 ? $"({string.Join(", ", arguments)})" : "")}] " : "")
            + (member.ExplicitKey is { } componentName && member.UsesComponentName ? $"[ComponentName(Name = \"{componentName}\")] " : "");
    }
}
