namespace TorchSharp.Generators.Package.Tests;

/// <summary>The fixes as an editor gets them: from the package, by way of its workspace.</summary>
public class FormatTests(PackedPackage package)
{
    [Theory]
    [InlineData("TSG1011", "x + torch.ones(2, 2)", "x + torch.ones(2, 2, device: x.device)", "")]
    [InlineData("TSG1012", "Move(x)", "x = x.to(torch.CUDA);", "x.to(torch.CUDA);")]
    public async Task Dotnet_format_applies_the_fix(string id, string result, string expected, string statement)
    {
        using ConsumerProject consumer = new(package, "<TargetFramework>net10.0</TargetFramework> <ImplicitUsings>enable</ImplicitUsings>");
        consumer.Write("Net.cs", $$"""
            using TorchSharp;
            using static TorchSharp.torch;

            public class Net() : nn.Module<Tensor, Tensor>(nameof(Net))
            {
                public override Tensor forward(Tensor x) => {{result}};

                private static Tensor Move(Tensor x)
                {
                    {{statement}}
                    return x;
                }
            }

            """);
        (await consumer.DotnetAsync("restore")).ShouldSucceed();

        ProcessResult format = await consumer.DotnetAsync(
            "format", "analyzers", "--no-restore", "--diagnostics", id, "--severity", "info", "--verbosity", "diagnostic");

        format.ShouldSucceed();
        string changed = await File.ReadAllTextAsync(Path.Combine(consumer.Folder, "Net.cs"), TestContext.Current.CancellationToken);
        Assert.True(changed.Contains(expected, StringComparison.Ordinal), format.Output + changed);
    }
}
