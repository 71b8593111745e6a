using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;
using TorchSharp.Generators.SourceGeneration;
using TorchSharp.Generators.Tests.Common;

namespace TorchSharp.Generators.Analyzers.Tests.Verification;

/// <summary>What the analyzer and the code fix tests have in common.</summary>
internal static class TestSetup
{
    /// <summary>
    /// Usings that a TorchSharp file has, as global ones in a file of their own: test sources are as short as the case they
    /// show, and positions are those of the raw string.
    /// </summary>
    public const string Usings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using TorchSharp;
        global using TorchSharp.Generators;
        global using TorchSharp.Modules;
        global using static TorchSharp.torch;
        global using static TorchSharp.torch.nn;
        """;

    public const LanguageVersion DefaultVersion = LanguageVersion.CSharp13;

    /// <summary>An empty set: without packages the test library has nothing to download.</summary>
    public static ReferenceAssemblies NoPackages { get; } = new("net10.0");

    public static Type[] Generators(bool run) => run ? [typeof(ModuleGenerator)] : [];

    /// <summary>A source as the compiler takes it.</summary>
    public static string WithoutMarkup(string source)
    {
        TestFileMarkupParser.GetSpans(
            source, treatPositionIndicatorsAsCode: true, out string text, out ImmutableDictionary<string, ImmutableArray<TextSpan>> _);
        return text;
    }

    public static void Prepare(SolutionState state)
    {
        state.AdditionalReferences.AddRange(TestReferences.All);
        state.Sources.Add(("Usings.cs", Usings));
    }
}
