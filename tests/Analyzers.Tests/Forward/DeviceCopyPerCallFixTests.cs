using Verify = TorchSharp.Generators.Analyzers.Tests.Verification.CodeFixVerifier<
    TorchSharp.Generators.Analyzers.Rules.Forward.DeviceCopyPerCallAnalyzer,
    TorchSharp.Generators.CodeFixes.Forward.DeviceCopyPerCallFix>;

namespace TorchSharp.Generators.Analyzers.Tests.Forward;

public class DeviceCopyPerCallFixTests
{
    [Fact]
    public Task Member_becomes_a_buffer_that_is_not_saved() =>
        Verify.VerifyAsync(
            [
                Net(
                    "class Net",
                    "Net",
                    "private readonly Tensor late",
                    "private Tensor early",
                    "{|TSG1014:late.to(x.device)|}",
                    "\n        RegisterComponents();"),
                Net(
                    "class Second",
                    "Second",
                    "private readonly Tensor late",
                    "private Tensor early",
                    "{|TSG1014:late.to(x.device)|}",
                    "\n        RegisterComponents();")
            ],
            [
                Net(
                    "[Module]\npartial class Net",
                    "Net",
                    "[Buffer(Persistent = false)] private Tensor late",
                    "[Buffer] private Tensor early",
                    "late.to(x.device)"),
                Net(
                    "[Module]\npartial class Second",
                    "Second",
                    "[Buffer(Persistent = false)] private Tensor late",
                    "[Buffer] private Tensor early",
                    "late.to(x.device)")
            ]);

    private static string Net(string declaration, string name, string late, string early, string moved, string call = "") =>
        $$"""
        {{declaration}} : Module<Tensor, Tensor>
        {
            {{late}};
            {{early}} = torch.ones(2);

            public {{name}}() : base("net")
            {{{call}}
                late = torch.ones(2);
            }

            public override Tensor forward(Tensor x) => x * early + {{moved}};
        }
        """;
}
