using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TorchSharp.Generators.Analyzers.TorchApi;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Tests.TorchApi;

/// <summary>Every name that the rules know of TorchSharp is one that TorchSharp has.</summary>
public class NamesTests
{
    private static readonly TorchSymbols s_torch = TorchSharpAssembly.Torch;

    /// <summary>The tables are the static fields of their type, so that none can be left out here.</summary>
    private static readonly Dictionary<string, MemberTable> s_tables = typeof(MemberTable).Assembly.GetTypes()
        .Where(static type => type.Namespace == typeof(MemberTable).Namespace)
        .SelectMany(static type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
        .Where(static field => field.FieldType == typeof(MemberTable))
        .ToDictionary(static field => $"{field.DeclaringType!.Name}.{field.Name}", static field => (MemberTable)field.GetValue(null)!);

    public static TheoryData<string, string> Entries
    {
        get
        {
            var entries = new TheoryData<string, string>();
            foreach ((string table, MemberTable members) in s_tables)
            {
                foreach (string name in members.Names.Order(StringComparer.Ordinal))
                {
                    entries.Add(table, name);
                }
            }

            return entries;
        }
    }

    [Theory]
    [MemberData(nameof(Entries))]
    public void Member_exists(string table, string name) =>
        Assert.Contains(TorchSharpAssembly.Members, member => member.Name == name && s_tables[table].Contains(member, s_torch));

    [Theory]
    [MemberData(nameof(Entries))]
    public void Member_of_another_type_is_none(string table, string name) =>
        Assert.DoesNotContain(
            TorchSharpAssembly.Compilation.GetSpecialType(SpecialType.System_String).GetMembers().Concat(Foreign(name)),
            member => s_tables[table].Contains(member, s_torch));

    [Fact]
    public void Register_methods_take_key_and_component_by_the_names_they_are_read_by() =>
        Assert.All(RegistryApi.Methods, static method =>
        {
            IMethodSymbol[] overloads =
                [.. TorchSharpAssembly.Methods(method.Name).Where(static found => RegistryApi.MethodOf(found, s_torch) is not null)];
            Assert.NotEmpty(overloads);
            Assert.All(overloads, overload =>
            {
                Assert.Equal(
                    SpecialType.System_String, overload.Parameters.Single(parameter => parameter.Name == method.Key).Type.SpecialType);
                ITypeSymbol value = overload.Parameters.Single(parameter => parameter.Name == method.Value).Type;
                Assert.True(method.Registry == StateKind.Submodule ? s_torch.IsModule(value) : s_torch.IsTensorLike(value));
                Assert.Equal(
                    method.Registry == StateKind.Buffer,
                    overload.Parameters.Any(static parameter => parameter.Name == RegistryApi.Persistent));
            });
        });

    [Fact]
    public void Every_method_that_takes_a_name_and_a_component_is_known() =>
        Assert.Equal(
            s_torch.Module.GetMembers()
                .OfType<IMethodSymbol>()
                .Where(static method => method.Name.StartsWith("register_", StringComparison.Ordinal)
                    || method.Name.StartsWith("add_", StringComparison.Ordinal)
                    || method.Name.StartsWith("ConditionallyRegister", StringComparison.Ordinal))
                .Where(static method => method.Parameters is [{ Type.SpecialType: SpecialType.System_String }, { Type: { } value }, ..]
                    && (s_torch.IsTensorLike(value) || s_torch.IsModule(value)))
                .Select(static method => method.Name)
                .Distinct()
                .Order(StringComparer.Ordinal),
            RegistryApi.Methods.Select(static method => method.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Registries_are_fields_of_Module_with_the_methods_that_edit_them()
    {
        Assert.Equal(
            s_torch.Module.GetMembers()
                .OfType<IFieldSymbol>()
                .Select(static field => field.Name)
                .Where(static name => name.StartsWith("_internal_", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
            RegistryApi.Registries.Keys.Order(StringComparer.Ordinal));
        Assert.All(RegistryApi.Registries.Keys, static name =>
        {
            ITypeSymbol registry = s_torch.Module.GetMembers(name).OfType<IFieldSymbol>().Single().Type;
            Assert.All(
                RegistryApi.RemoveAllEntries.Append(RegistryApi.RemoveEntry).Append(RegistryApi.AddEntry),
                method => Assert.NotEmpty(registry.GetMembers(method)));
        });
        Assert.Single(TorchSharpAssembly.Methods(RegistryApi.ClearModules));
        Assert.Contains(
            TorchSharpAssembly.Methods(RegistryApi.RegisterComponents), static method => RegistryApi.IsRegisterComponents(method, s_torch));
    }

    [Fact]
    public void Overrides_apart_from_components_are_virtual()
    {
        IMethodSymbol[] methods =
        [
            .. TorchSharpAssembly.Members.OfType<IMethodSymbol>().Where(static method => s_torch.IsModule(method.ContainingType)),
            .. TorchSharpAssembly.Compilation.GetSpecialType(SpecialType.System_Object).GetMembers().OfType<IMethodSymbol>(),
        ];
        Assert.All(
            ModuleApi.ApartFromComponents,
            name => Assert.Contains(methods, method => method.Name == name && (method.IsVirtual || method.IsAbstract)));
        Assert.All(ModuleApi.Transferring.Names, name => Assert.Contains(methods, method => method.Name == name && method.IsVirtual));
    }

    [Fact]
    public void Parameters_that_tell_dimensions_exist()
    {
        IMethodSymbol[] functions =
            [.. TorchSharpAssembly.Members.OfType<IMethodSymbol>().Where(static method => TorchFunction.IsOnTensors(method, s_torch))];

        Assert.All(
            Dimensions.ReducedDimension,
            name => Assert.Contains(functions, method => Dimensions.Reducing.Contains(method, s_torch) && Takes(method, name)));
        Assert.Contains(
            functions, static method => Dimensions.Reducing.Contains(method, s_torch) && Takes(method, Dimensions.KeepDimension));
        Assert.All(
            Dimensions.Size.Concat(Dimensions.SizeOfOne),
            name => Assert.Contains(functions, method => TensorFactories.IsFactory(method, s_torch) && Takes(method, name)));
        Assert.Contains(
            functions, static method => TensorFactories.IsFactory(method, s_torch) && Takes(method, TensorFactories.RequiresGrad));
        Assert.All(
            GradientApi.Asking.Names,
            static name =>
                Assert.All(TorchSharpAssembly.Methods(name), static method => Assert.True(Takes(method, TensorFactories.RequiresGrad))));
    }

    private static bool Takes(IMethodSymbol method, string parameter) => method.Parameters.Any(candidate => candidate.Name == parameter);

    /// <summary>A member of the same name in a class of the user's own.</summary>
    private static ImmutableArray<ISymbol> Foreign(string name) =>
        CSharpCompilation.Create(
                "Own",
                [CSharpSyntaxTree.ParseText($"class Own {{ void @{name}() {{ }} static void @{name}(int i) {{ }} }}")],
                TorchSharpAssembly.Compilation.References)
            .GetTypeByMetadataName("Own")!.GetMembers(name);
}
