using Microsoft.CodeAnalysis.CSharp;
using TorchSharp.Generators.Analyzers.Tests.Catalog;
using TorchSharp.Generators.Analyzers.Tests.Verification;

namespace TorchSharp.Generators.Analyzers.Tests.Declaration;

/// <summary>The whole message, with the fix in its words; the one that the rule's page shows is one that is really reported.</summary>
public class MessageTests
{
    [Theory]
    [InlineData(
        "[Module] class Attention() : nn.Module(\"a\");",
        "TSG0001: 'Attention' must be partial, because code is generated into module 'Attention': add 'partial'",
        true)]
    [InlineData(
        "class Outer { [Module] partial class M() : nn.Module(\"m\"); }",
        "TSG0001: 'Outer' must be partial, because code is generated into module 'M': add 'partial'")]
    [InlineData("[Module] file partial class M() : nn.Module(\"m\");", "TSG0001: 'M' must be partial, because code is generated into module 'M': a file-local type cannot have a part in a generated file, so remove 'file'")]
    [InlineData(
        "class Tables { [Buffer] Tensor? cos; }",
        "TSG0002: [Buffer] has no effect in 'Tables', which does not derive from torch.nn.Module: remove the attribute, or derive from it",
        true)]
    [InlineData("partial class M() : nn.Module(\"m\") { [Parameter] Tensor weight = null!; }", "TSG0003: 'weight' is marked [Parameter] but has the type 'Tensor', and a parameter is a TorchSharp.Modules.Parameter, or stands in arrays, lists (List, IReadOnlyList) or dictionaries (Dictionary with string, integer or enum keys): use [Buffer], or change the type", true)]
    [InlineData("partial class M() : nn.Module(\"m\") { [Buffer] int x; }", "TSG0003: 'x' is marked [Buffer] but has the type 'int', and a buffer is a torch.Tensor, or stands in arrays, lists (List, IReadOnlyList) or dictionaries (Dictionary with string, integer or enum keys): remove the attribute, or change the type")]
    [InlineData(
        "partial class M() : nn.Module(\"m\") { [Buffer] readonly Tensor? mask; }",
        "TSG0004: 'mask' is readonly, so it cannot hold registered state: remove 'readonly'",
        true)]
    [InlineData(
        "partial class M() : nn.Module(\"m\") { [field: Buffer] Tensor? X { get; set; } }",
        "TSG0004: 'X' is marked on its backing field, so it cannot hold registered state: write [Buffer] without 'field:'")]
    [InlineData(
        "partial class M() : nn.Module(\"m\") { [Buffer] Tensor? X { get; } }",
        "TSG0004: 'X' is get-only, so it cannot hold registered state: add a setter, a private one will do")]
    [InlineData("partial class B() : nn.Module(\"b\") { [Buffer] public virtual Tensor? X { get; set; } } partial class M : B { [Buffer] public override Tensor? X { get => null; set { } } }", "TSG0004: 'X' is computed, so it cannot hold registered state: remove the attribute")]
    [InlineData(
        "partial class M() : nn.Module(\"m\") { [Buffer, NotRegistered] Tensor? mask; }",
        "TSG0005: 'mask' has both [Buffer] and [NotRegistered]: keep one of them",
        true)]
    [InlineData("partial class B() : nn.Module(\"b\") { [Buffer] public virtual Tensor? X { get; set; } } [Module] partial class M : B { [NotRegistered] public override Tensor? X { get; set; } }", "TSG0005: 'X' has [NotRegistered] and overrides 'B.X', which is state: keep one of them")]
    [InlineData("partial class B() : nn.Module(\"b\") { [Buffer] public virtual Tensor? X { get; set; } } [Module] partial class M : B { [Buffer(\"y\")] public override Tensor? X { get; set; } }", "TSG0005: 'X' has a key or options, and overrides 'B.X', which has its own: keep one of them")]
    [InlineData("partial class M() : nn.Module(\"m\") { [Buffer(\"rope.cos\")] Tensor? cos; }", "TSG0006: The key of 'cos' is \"rope.cos\", with a \".\" in it: a dot separates the parts of a path in a state_dict, so use another character", true)]
    [InlineData(
        "partial class M() : nn.Module(\"m\") { [Buffer(\"\")] Tensor? cos; }",
        "TSG0006: The key of 'cos' is empty: name one, or leave it out and the member's name is the key")]
    [InlineData("[Module] partial class Base() : nn.Module(\"b\") { [Buffer] Tensor? mask; } [Module] partial class Local : Base { [Buffer] new Tensor? mask; }", "TSG0007: The key \"mask\" of 'mask' is already that of 'Base.mask': give one of them another key", true)]
    [InlineData(
        "[Module] partial class M() : nn.Module(\"m\") { int RegisterComponents; }",
        "TSG0008: The generator writes a member 'RegisterComponents' into this class: remove or rename yours",
        true)]
    [InlineData(
        "[Module] partial class named_buffers() : nn.Module(\"m\") { }",
        "TSG0008: The generator writes a member 'named_buffers' into this class: rename the class")]
    [InlineData("class Own() : nn.Module(\"o\") { public void reset_buffers() { } } [Module] partial class M : Own { }", "TSG0008: The generator writes a member 'reset_buffers' into this class: 'Own' has one that it would hide, so rename or remove that")]
    [InlineData(
        "partial class M() : nn.Module(\"m\") { [Buffer(Init = \"BuildMask\")] Tensor? mask; }",
        "TSG0009: The recipe 'BuildMask' of 'mask' cannot be called, there is no such method: declare 'private Tensor BuildMask()'")]
    [InlineData("partial class M() : nn.Module(\"m\") { [Buffer(Init = \"BuildMask\")] Tensor? mask; static Tensor BuildMask(int size) => ones(size); }", "TSG0009: The recipe 'BuildMask' of 'mask' cannot be called, it must be a non-generic instance method that returns a Tensor and takes nothing or a Device: declare 'private Tensor BuildMask()'", true)]
    [InlineData(
        "partial class M() : nn.Module(\"m\") { [Buffer] public partial Tensor Mask { get; set; } }",
        "TSG0010: The partial property 'Mask' needs C# 13: use a field, or set <LangVersion> to 13 or later",
        true,
        LanguageVersion.CSharp12)]
    [InlineData(
        "[Module] partial class M : nn.Module { public M() : base(\"m\") { } }",
        "TSG0011: The state of 'M' cannot be generated for this version of C#: set <LangVersion> to 9 or later in the project file",
        true,
        LanguageVersion.CSharp8)]
    public async Task Message_says_what_is_wrong_and_what_to_do(
        string source, string message, bool isShownOnPage = false, LanguageVersion version = LanguageVersion.CSharp13)
    {
        DeclarationRun run = await DeclarationRun.OfAsync([("Usings.cs", TestSetup.Usings), ("Test.cs", source)], version);

        Assert.Equal([message], run.Reported.Select(static diagnostic => $"{diagnostic.Id}: {diagnostic.GetMessage(null)}"));
        if (isShownOnPage)
        {
            Assert.Contains($"\nerror {message}\n", RuleCatalog.Read($"analyzers/docs/{message[..7]}.md"), StringComparison.Ordinal);
        }
    }
}
