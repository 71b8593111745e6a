using Microsoft.CodeAnalysis;
using TorchSharp.Generators.SourceGeneration.Emit;
using TorchSharp.Generators.SourceGeneration.Model;
using TorchSharp.Generators.SourceGeneration.Parsing;
using TorchSharp.Generators.SourceGeneration.Registration;

namespace TorchSharp.Generators.SourceGeneration;

/// <summary>
/// Writes registration, device transfer and state_dict for classes whose state is declared with attributes. It reports
/// nothing: what keeps a class from being generated is reported by the analyzers, which read the same
/// <see cref="ModuleDeclaration"/>.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class ModuleGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // One spec per class: a class with [Module] comes from its attribute, any other from its first attributed member.
        WriteSpecsOf(context, WellKnownNames.ModuleAttribute, static (hit, token) => ModuleParser.ParseClass(hit, token));
        WriteSpecsOf(context, WellKnownNames.BufferAttribute, static (hit, token) => ModuleParser.ParseMember(hit, token));
        WriteSpecsOf(context, WellKnownNames.ParameterAttribute, static (hit, token) => ModuleParser.ParseMember(hit, token));
        WriteSpecsOf(context, WellKnownNames.SubmoduleAttribute, static (hit, token) => ModuleParser.ParseMember(hit, token));
        WriteSpecsOf(context, WellKnownNames.NotRegisteredAttribute, static (hit, token) => ModuleParser.ParseMember(hit, token));
    }

    private static void WriteSpecsOf(
        IncrementalGeneratorInitializationContext context,
        string attribute,
        System.Func<GeneratorAttributeSyntaxContext, System.Threading.CancellationToken, ModuleSpec?> parse)
    {
        IncrementalValuesProvider<ModuleSpec> specs = context.SyntaxProvider
            .ForAttributeWithMetadataName(attribute, predicate: static (_, _) => true, parse)
            .WithTrackingName(TrackingNames.Parse)
            .Where(static spec => spec is not null)
            .Select(static (spec, _) => spec!)
            .WithTrackingName(TrackingNames.Output);

        context.RegisterSourceOutput(specs, static (output, spec) => output.AddSource(spec.HintName, ModuleEmitter.Emit(spec)));
    }
}
