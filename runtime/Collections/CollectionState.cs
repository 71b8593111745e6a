using TorchSharp.Generators.Runtime.Registration;
using TorchSharp.Modules;
using TorchSharp.Utils;

namespace TorchSharp.Generators.Runtime.Collections;

/// <summary>The registry of a module that stands for a collection.</summary>
internal sealed class CollectionState(
    CollectionModule module,
    OrderedDict<string, Parameter> parameters,
    OrderedDict<string, (torch.Tensor, bool)> buffers,
    OrderedDict<string, torch.nn.Module> submodules) : ModuleRegistry(module, parameters, buffers, submodules, baseChildren: null)
{
    /// <summary>The member that holds the collection.</summary>
    internal override string Path => module.Path;

    internal override bool IsCollection => true;

    private protected override IModuleCollections MakeCollections() => new ModuleCollections(this);
}
