using TorchSharp.Generators.StateModel.Tests.Classes;
using TorchSharp.Generators.StateModel.Tests.Compiling;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.StateModel.Tests.Driving;

/// <summary>Makes the modules that the model describes.</summary>
internal static class RealFactory
{
    public static Module Create(ModuleType type, Func<string, Type> typeOf)
    {
        if (type.Class is not null)
        {
            return (Module)Activator.CreateInstance(TypeOf(type, typeOf))!;
        }

        Module<Tensor, Tensor>[] arguments = [.. type.Arguments.Select(argument => (Module<Tensor, Tensor>)Create(argument, typeOf))];
        return type.Stock switch
        {
            StockKind.Linear => Fabric.Linear(type.Seed),
            StockKind.BatchNorm => Fabric.BatchNorm(type.Seed),
            StockKind.Embedding => Fabric.Embedding(type.Seed),
            StockKind.Refuser => new Refuser(type.Seed),
            StockKind.Sequential => Fabric.Sequence(arguments),
            StockKind.ModuleList => new ModuleList<Module<Tensor, Tensor>>(arguments),
            _ => Fabric.Dictionary(arguments),
        };
    }

    private static Type TypeOf(ModuleType type, Func<string, Type> typeOf)
    {
        if (type.Class is not { } spec)
        {
            return typeof(Linear);
        }

        return spec.IsGeneric ? typeOf($"{spec.Name}`1").MakeGenericType(TypeOf(type.Arguments[0], typeOf)) : typeOf(spec.Name);
    }
}
