using Verify = TorchSharp.Generators.Analyzers.Tests.Verification.CodeFixVerifier<
    TorchSharp.Generators.Analyzers.Rules.Forward.UnusedMoveAnalyzer,
    TorchSharp.Generators.CodeFixes.Forward.AssignMoveFix>;

namespace TorchSharp.Generators.Analyzers.Tests.Forward;

public class AssignMoveFixTests
{
    [Fact]
    public Task Result_is_assigned_to_what_was_moved() =>
        Verify.VerifyAsync(
            [Program(
                """
                // Before the loop.
                {|TSG1012:x.to(device)|};
                {|TSG1012:x?.cuda()|};
                {|TSG1012:field.half()|};
                {|TSG1012:list[0].cuda()|};
                list.ForEach(t => {|TSG1012:t.cuda()|});
                """), "class Other { void Run(Tensor y) { {|TSG1012:y.cuda()|}; } }"],
            [Program(
                """
                // Before the loop.
                x = x.to(device);
                x = x?.cuda();
                field = field.half();
                list[0] = list[0].cuda();
                list.ForEach(t => t = t.cuda());
                """), "class Other { void Run(Tensor y) { y = y.cuda(); } }"]);

    [Fact]
    public Task What_cannot_be_assigned_has_no_fix() =>
        Verify.VerifyNoFixAsync(Program(
            """
            foreach (var t in list) { {|TSG1012:t.cuda()|}; }
            {|TSG1012:kept.cuda()|};
            using var u = torch.ones(2);
            {|TSG1012:u.cuda()|};
            {|TSG1012:Computed.cuda()|};
            """));

    private static string Program(string body) =>
        $$"""
        class Program
        {
            private readonly Tensor kept = torch.ones(2);
            private Tensor field = torch.ones(2);
            private Tensor Computed => field;

            private void Run(Tensor x, List<Tensor> list, Device device)
            {
        {{body}}
            }
        }
        """;
}
