using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp.Generators.Runtime.Collections;
using TorchSharp.Generators.Runtime.Reading;
using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime.Printing;

/// <summary>The tree of a module as PyTorch prints it (<c>Module.__repr__</c>, and <c>ModuleList.__repr__</c> of PyTorch 2).</summary>
internal static class ModulePrinter
{
    /// <summary>
    /// The modules that are being printed on this thread: one that is registered below itself is named there and no more.
    /// </summary>
    [ThreadStatic]
    private static HashSet<torch.nn.Module>? s_open;

    public static string Print(torch.nn.Module module)
    {
        HashSet<torch.nn.Module> open = s_open ??= [];
        if (!open.Add(module))
        {
            return $"{NameOf(module)}(...)";
        }

        try
        {
            return NameOf(module) + Parenthesize(StockArguments.Of(module), IsList(module) ? Folded(module) : Children(module), module);
        }
        finally
        {
            open.Remove(module);
        }
    }

    private static string Parenthesize(string arguments, List<string> children, torch.nn.Module module)
    {
        List<string> lines = [.. Tensors(module), .. children.Select(Indent)];
        if (arguments.Length > 0)
        {
            lines.Insert(0, arguments);
        }

        return lines.Count == 0 ? "()"
            : lines.Count == 1 && children.Count == 0 ? $"({lines[0]})"
            : $"(\n  {string.Join("\n  ", lines)}\n)";
    }

    private static List<string> Children(torch.nn.Module module) =>
        [.. module.named_children().Select(static child => $"({child.name}): {Text(child.module)}")];

    /// <summary>Neighbours that print alike are printed once: <c>(0-11): 12 x Block(...)</c>.</summary>
    private static List<string> Folded(torch.nn.Module module)
    {
        var lines = new List<string>();
        (string First, string Last, int Count, string Text) run = ("", "", 0, "");
        foreach ((string name, torch.nn.Module child) in module.named_children())
        {
            string text = Text(child);
            if (run.Count > 0 && text == run.Text)
            {
                run = (run.First, name, run.Count + 1, text);
                continue;
            }

            Flush();
            run = (name, name, 1, text);
        }

        Flush();
        return lines;

        void Flush()
        {
            if (run.Count > 0)
            {
                lines.Add(run.Count == 1 ? $"({run.First}): {run.Text}" : $"({run.First}-{run.Last}): {run.Count} x {run.Text}");
            }
        }
    }

    /// <summary>
    /// A class that has a <c>ToString</c> of its own is printed by it: what it inherits from <c>object</c> is its type's name.
    /// </summary>
    private static string Text(torch.nn.Module module)
    {
        string own = module is CollectionModule ? "" : module.ToString() ?? "";
        return own.Length == 0 || own == module.GetType().ToString() ? Print(module) : own;
    }

    private static string Indent(string text) => text.Replace("\n", "\n  ");

    /// <summary>The tensors of a list or dictionary of tensors; those of other modules are not shown.</summary>
    private static IEnumerable<string> Tensors(torch.nn.Module module) =>
        module is CollectionModule or ParameterList or ParameterDict
            ? ModuleWalk.Parameters(module).Select(static entry => Line(entry.Name, "Parameter", entry.Item2))
                .Concat(
                    ModuleWalk.Buffers(module, includeNonPersistent: true).Select(static entry => Line(entry.Name, "Tensor", entry.Item2)))
            : [];

    private static string Line(string key, string type, torch.Tensor tensor) =>
        tensor.IsInvalid
            ? $"  ({key}): {type} that is disposed"
            : $"  ({key}): {type} containing: [torch.{DtypeName(tensor.dtype)} of size {string.Join("x", tensor.shape)}{DeviceOf(tensor)}]";

    private static string DeviceOf(torch.Tensor tensor) => tensor.device_type == DeviceType.CUDA ? $" (GPU {tensor.device_index})" : "";

    private static string DtypeName(torch.ScalarType dtype) =>
        dtype switch
        {
            torch.ScalarType.Byte => "uint8",
            torch.ScalarType.ComplexFloat32 => "complex64",
            torch.ScalarType.ComplexFloat64 => "complex128",
            _ => dtype.ToString().ToLowerInvariant(),
        };

    private static bool IsList(torch.nn.Module module) =>
        module is CollectionModule
            ? module.GetName().EndsWith(" list", StringComparison.Ordinal)
            : module.GetType().Name.StartsWith("ModuleList", StringComparison.Ordinal);

    private static string NameOf(torch.nn.Module module) =>
        module is CollectionModule
            ? module.GetName() switch
            {
                "parameter list" => "ParameterList",
                "parameter dict" => "ParameterDict",
                "buffer list" => "BufferList",
                "buffer dict" => "BufferDict",
                "module dict" => "ModuleDict",
                _ => "ModuleList",
            }
            : module.GetType().Name.Split('`')[0];
}
