using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using TorchSharp.Generators.Analyzers.Rules;
using TorchSharp.Generators.CodeFixes;
using TorchSharp.Generators.SourceGeneration;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.Analyzers.Tests.Architecture;

/// <summary>The generator, which every keystroke waits for, has nothing that only rules and fixes ask.</summary>
public class GeneratorRoomTests
{
    private static readonly string s_generator = typeof(ModuleGenerator).Assembly.GetName().Name!;

    private static readonly ArchUnitNET.Domain.Architecture s_package = new ArchLoader()
        .LoadAssemblies(typeof(ModuleGenerator).Assembly, typeof(TorchAnalyzer).Assembly, typeof(TorchCodeFix).Assembly)
        .Build();

    [Fact]
    public void What_only_rules_ask_is_in_their_assembly()
    {
        MethodMember[] asked =
        [
            .. s_package.MethodMembers.Where(static method =>
                IsOfGenerator(method.DeclaringType) && method.MemberBackwardsDependencies.Any(static user => !IsOfGenerator(user.Origin))),
        ];

        Assert.NotEmpty(asked);
        // A problem is found where members are classified, and is for the rules to word.
        Assert.Empty(
            from method in asked
            where method.DeclaringType.Name != nameof(DeclarationProblem)
                && !method.MemberBackwardsDependencies.Any(static user => IsOfGenerator(user.Origin))
            select method.FullName);
    }

    private static bool IsOfGenerator(IType type) => type.Assembly.Name == s_generator;
}
