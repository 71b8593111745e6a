using Verify = TorchSharp.Generators.Analyzers.Tests.Verification.CodeFixVerifier<
    TorchSharp.Generators.Analyzers.Rules.Lifetime.OptimizerBeforeMoveAnalyzer,
    TorchSharp.Generators.CodeFixes.Lifetime.MoveOptimizerFix>;

namespace TorchSharp.Generators.Analyzers.Tests.Lifetime;

public class MoveOptimizerFixTests
{
    [Fact]
    public Task Optimizer_is_built_after_the_move() =>
        Verify.VerifyAsync(
            [Program(
                """
                        var optimizer = {|TSG3001:torch.optim.SGD(net.parameters(), 0.1)|};
                        Console.WriteLine(device);
                        net.to(device);
                        optimizer.step();
                        _second = {|TSG3001:torch.optim.Adam(other.parameters())|};
                        other.half();
                        _second.step();
                """), Program(
                """
                        var optimizer = {|TSG3001:torch.optim.SGD(net.parameters(), 0.1)|};
                        net.to(device);
                        optimizer.step();
                """, "Second")],
            [Program(
                """
                        Console.WriteLine(device);
                        net.to(device);
                        var optimizer = torch.optim.SGD(net.parameters(), 0.1);
                        optimizer.step();
                        other.half();
                        _second = torch.optim.Adam(other.parameters());
                        _second.step();
                """), Program(
                """
                        net.to(device);
                        var optimizer = torch.optim.SGD(net.parameters(), 0.1);
                        optimizer.step();
                """, "Second")]);

    [Fact]
    public Task Optimizer_that_is_used_before_the_move_has_no_fix() =>
        Verify.VerifyNoFixAsync(Program(
            """
                    var optimizer = {|TSG3001:torch.optim.SGD(net.parameters(), 0.1)|};
                    optimizer.zero_grad();
                    net.to(device);
                    optimizer.step();
            """));

    [Theory]
    [InlineData("net.to(optimizer is null ? device : torch.CUDA);")]
    [InlineData("if (device.index > 0) { net.to(device); }")]
    public Task Move_that_needs_the_optimizer_or_is_not_always_made_has_no_fix(string move) =>
        Verify.VerifyNoFixAsync(Program(
            $"var optimizer = {{|TSG3001:torch.optim.SGD(net.parameters(), 0.1)|}}; {move} optimizer.step();"));

    private static string Program(string body, string name = "Program") =>
        $$"""
        class {{name}}
        {
            private torch.optim.Optimizer? _second;

            private void Run(Device device, Linear net, Linear other)
            {
        {{body}}
            }
        }
        """;
}
