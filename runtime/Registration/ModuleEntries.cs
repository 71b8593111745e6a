using System.Collections.Generic;
using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime.Registration;

/// <summary>What is registered in one module at one moment.</summary>
/// <param name="parameters">The parameters.</param>
/// <param name="buffers">The buffers.</param>
/// <param name="modules">The children.</param>
/// <param name="options">What the declarations say of some buffers; most say nothing.</param>
internal sealed class ModuleEntries(
    RegisteredEntries<Parameter> parameters,
    RegisteredEntries<(torch.Tensor Tensor, bool Persistent)> buffers,
    RegisteredEntries<torch.nn.Module> modules,
    IReadOnlyDictionary<string, BufferOptions>? options = null)
{
    public static readonly ModuleEntries None = new(
        RegisteredEntries<Parameter>.None, RegisteredEntries<(torch.Tensor, bool)>.None, RegisteredEntries<torch.nn.Module>.None);

    public RegisteredEntries<Parameter> Parameters => parameters;

    public RegisteredEntries<(torch.Tensor Tensor, bool Persistent)> Buffers => buffers;

    public RegisteredEntries<torch.nn.Module> Modules => modules;

    public BufferOptions OptionsOf(string key) =>
        options is not null && options.TryGetValue(key, out BufferOptions known) ? known : default;

    /// <summary>The same, with these children.</summary>
    public ModuleEntries With(RegisteredEntries<torch.nn.Module> children) => new(parameters, buffers, children, options);
}

/// <summary>What the declaration of a buffer says of moves.</summary>
internal readonly record struct BufferOptions(bool KeepDtype, BufferRecipe? Recipe);
