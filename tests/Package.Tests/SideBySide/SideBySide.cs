global using Xunit;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using TorchSharp.Generators.Analyzers.Tests.Conversion;
using static TorchSharp.torch;

/// <summary>
/// In the project that the command has converted: the modules of this assembly, each beside the same of the assembly that was built
/// before.
/// </summary>
internal static class SideBySide
{
    /// <summary>Ahead of the program, which is the sample's.</summary>
    [ModuleInitializer]
    internal static void Run()
    {
        if (Environment.GetCommandLineArgs() is not [.., "--beside", var before])
        {
            return;
        }

        Assembly handWritten = new AssemblyLoadContext("before").LoadFromAssemblyPath(before);
        foreach (Type file in Assembly.GetExecutingAssembly().GetTypes().Where(static type => type.Name == "Cases"))
        {
            foreach ((var old, var converted) in Cases(handWritten.GetType(file.FullName!)!).Zip(Cases(file)))
            {
                BeforeAndAfter.HaveTheSameState(old.Make, converted.Make, old.Input);
                BeforeAndAfter.ReadTheSameFile(old.Make, converted.Make, old.Input);
                BeforeAndAfter.MoveTheSame(old.Make, converted.Make, old.Input);
                using nn.Module<Tensor, Tensor> module = converted.Make();
                foreach (Type type in module.modules().Prepend(module).SelectMany(ClassesOf))
                {
                    Console.WriteLine($"ran {type.Namespace}.{type.Name}");
                }
            }
        }

        Environment.Exit(0);
    }

    /// <summary>The class of a module and its bases, as far as they are in this assembly.</summary>
    private static IEnumerable<Type> ClassesOf(nn.Module module)
    {
        for (Type? type = module.GetType(); type?.Assembly == typeof(SideBySide).Assembly; type = type.BaseType)
        {
            yield return type;
        }
    }

    private static (Func<nn.Module<Tensor, Tensor>> Make, Func<Tensor> Input)[] Cases(Type file) =>
        [.. (IEnumerable<(Func<nn.Module<Tensor, Tensor>>, Func<Tensor>)>)file.GetProperty("All")!.GetValue(null)!];
}
