using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime.Registration;

/// <summary>What is registered in one module at one moment.</summary>
internal sealed class ModuleEntries(
    RegisteredEntries<Parameter> parameters,
    RegisteredEntries<(torch.Tensor Tensor, bool Persistent)> buffers,
    RegisteredEntries<torch.nn.Module> modules)
{
    public static readonly ModuleEntries None = new(
        RegisteredEntries<Parameter>.None, RegisteredEntries<(torch.Tensor, bool)>.None, RegisteredEntries<torch.nn.Module>.None);

    public RegisteredEntries<Parameter> Parameters => parameters;

    public RegisteredEntries<(torch.Tensor Tensor, bool Persistent)> Buffers => buffers;

    public RegisteredEntries<torch.nn.Module> Modules => modules;
}
