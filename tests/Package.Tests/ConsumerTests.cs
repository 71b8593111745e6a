namespace TorchSharp.Generators.Package.Tests;

public class ConsumerTests(PackedPackage package)
{
    [Fact]
    public async Task Program_builds_without_a_warning_and_its_buffer_moves()
    {
        using ConsumerProject consumer = new(package, ConsumerProject.Program);
        consumer.Write("Program.cs", """
            using TorchSharp;
            using TorchSharp.Generators;
            using TorchSharp.Modules;
            using static TorchSharp.torch;

            Masked module = new();
            module.to(float64);
            Console.WriteLine(string.Join(' ', module.state_dict().Select(entry => $"{entry.Key}:{entry.Value.dtype}")));
            Console.WriteLine(module.forward(ones(2, 2, dtype: float64)).sum().item<double>());

            [Module]
            public partial class Masked() : nn.Module<Tensor, Tensor>(nameof(Masked))
            {
                [Buffer] private Tensor mask = full(2, 2, 3f);
                [Buffer(Persistent = false)] private Tensor scratch = ones(1);
                private readonly Linear linear = nn.Linear(2, 2, hasBias: false);

                public override Tensor forward(Tensor x) => x * mask * scratch;
            }
            """);

        ProcessResult build = (await consumer.DotnetAsync("build")).ShouldSucceed();
        ProcessResult run = (await consumer.DotnetAsync("run", "--no-build")).ShouldSucceed();

        Assert.Equal(["mask:Float64 linear.weight:Float64", "12"], run.Lines.TakeLast(2));

        // Only a host with an older libstdc++ has something to say, and then it says what to do.
        bool needsCopy = build.Output.Contains("made a loadable copy", StringComparison.Ordinal);
        ProcessResult unset = await consumer.DotnetAsync("build", "-p:TorchSharpWeakenLibStdCxx=unset", "-p:TreatWarningsAsErrors=false");
        Assert.Equal(needsCopy, unset.ShouldSucceed().Output.Contains("TSGB001", StringComparison.Ordinal));
    }

    /// <summary>
    /// All that there is, in the oldest language, for each framework that gets one of the assemblies; MSBuild builds them side by side.
    /// </summary>
    [Fact]
    public async Task Library_in_CSharp_9_builds_without_a_warning_for_each_framework()
    {
        using ConsumerProject consumer = new(
            package, "<TargetFrameworks>net10.0;net8.0;netstandard2.0;net472</TargetFrameworks> <LangVersion>9.0</LangVersion>");
        consumer.Write("Modules.cs", """
            using System.Collections.Generic;
            using System.IO;
            using TorchSharp;
            using TorchSharp.Generators;
            using TorchSharp.Modules;

            namespace Consumer
            {
                public partial class Masked : torch.nn.Module<torch.Tensor, torch.Tensor>
                {
                    [Buffer("causal_mask")] private torch.Tensor _mask = torch.ones(2, 2);
                    [Buffer(Persistent = false, KeepDtype = true)] private torch.Tensor? _cache;
                    [Buffer(Init = nameof(BuildTable))] private torch.Tensor _table = torch.ones(2);

                    public Masked(string name) : base(name)
                    {
                    }

                    public override torch.Tensor forward(torch.Tensor x) => x * (_cache ??= _mask) * _table;

                    public void Restart() => reset_buffers();

                    private torch.Tensor BuildTable(torch.Device device) => torch.ones(2, device: device);
                }

                public enum Side { Left, Right }

                public sealed partial class Blocks : Masked
                {
                    [Submodule] private readonly List<Linear> _layers = new List<Linear> { torch.nn.Linear(2, 2) };
                    [Submodule] private readonly Dictionary<string, Linear[]> _heads = new Dictionary<string, Linear[]>();
                    [Submodule] private readonly Dictionary<Side, Linear> _sides = new Dictionary<Side, Linear>();
                    [Parameter] private readonly List<Parameter> _scales = new List<Parameter> { new Parameter(torch.ones(2)) };
                    [Buffer] private readonly IReadOnlyList<torch.Tensor> _tables = new[] { torch.ones(2), torch.zeros(2) };
                    private readonly ModuleList<Linear> _stock = torch.nn.ModuleList(torch.nn.Linear(2, 2));

                    public Blocks() : base(nameof(Blocks))
                    {
                        _heads.Add("left", new[] { torch.nn.Linear(2, 2) });
                        _sides.Add(Side.Right, torch.nn.Linear(2, 2));
                    }

                    public override torch.Tensor forward(torch.Tensor x)
                    {
                        foreach (Linear layer in _layers)
                        {
                            x = layer.call(x);
                        }

                        return _stock[0].call(_sides[Side.Right].call(_heads["left"][0].call(base.forward(x)))) * _scales[0] + _tables[0];
                    }
                }

                public class HandWritten : torch.nn.Module<torch.Tensor, torch.Tensor>
                {
                    protected readonly Linear first = torch.nn.Linear(2, 2);

                    protected HandWritten(string name) : base(name) => RegisterComponents();

                    public override torch.Tensor forward(torch.Tensor x) => first.call(x);
                }

                [Module]
                public partial class OverHandWritten : HandWritten
                {
                    private readonly Linear _second = torch.nn.Linear(2, 2);
                    [Submodule] public Blocks Blocks { get; set; } = new Blocks();

                    public OverHandWritten() : base(nameof(OverHandWritten))
                    {
                    }

                    public override torch.Tensor forward(torch.Tensor x) => Blocks.call(_second.call(base.forward(x)));
                }

                public static class Program
                {
                    public static string Run(Stream file)
                    {
                        using var trained = new OverHandWritten();
                        using var loaded = new OverHandWritten();
                        loaded.to(DeviceType.META);
                        loaded.load_state_dict(trained.state_dict(), assign: true);
                        loaded.Blocks.Restart();
                        trained.load(file, assign: true);
                        loaded.save(Stream.Null);
                        ModuleSummary summary = loaded.summary();
                        return summary.Entries.Count + summary.ToString() + loaded;
                    }
                }
            }
            """);

        (await consumer.DotnetAsync("build")).ShouldSucceed();

        Assert.Equal(
            ["net10.0", "net472", "net8.0", "netstandard2.0"],
            Directory.GetFiles(Path.Combine(consumer.Folder, "bin", "Debug"), "Consumer.dll", SearchOption.AllDirectories)
                .Select(static path => Path.GetFileName(Path.GetDirectoryName(path)))
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Two_builds_at_once_write_the_same_files()
    {
        using ConsumerProject consumer = new(
            package, "<TargetFramework>net10.0</TargetFramework> <EmitCompilerGeneratedFiles>true</EmitCompilerGeneratedFiles>");
        for (int i = 0; i < 20; i++)
        {
            consumer.Write($"Masked{i}.cs", $$"""
                using TorchSharp;
                using TorchSharp.Generators;

                public partial class Masked{{i}}() : torch.nn.Module("m")
                {
                    [Buffer] private torch.Tensor mask{{i}} = torch.ones(2, 2);
                }
                """);
        }

        (await consumer.DotnetAsync("restore")).ShouldSucceed();
        ProcessResult[] builds = await Task.WhenAll(
            consumer.DotnetAsync("build", "--no-restore", "-c", "Debug"), consumer.DotnetAsync("build", "--no-restore", "-c", "Release"));
        Assert.All(builds, static build => build.ShouldSucceed());

        (string Name, string Text)[] debug = Generated("Debug");
        Assert.Equal(20, debug.Length);
        Assert.Equal(debug, Generated("Release"));

        (string Name, string Text)[] Generated(string configuration) =>
        [
            .. Directory.GetFiles(
                Path.Combine(consumer.Folder, "obj", configuration), "*.TorchState.g.cs", SearchOption.AllDirectories)
                .Select(static file => (Path.GetFileName(file), File.ReadAllText(file)))
                .Order(),
        ];
    }

    [Fact]
    public async Task Module_that_is_not_partial_is_an_error_that_says_so()
    {
        using ConsumerProject consumer = new(package, ConsumerProject.Program);
        consumer.Write("Program.cs", """
            using TorchSharp;
            using TorchSharp.Generators;

            Console.WriteLine(new Masked());

            [Module]
            public class Masked() : torch.nn.Module<torch.Tensor, torch.Tensor>(nameof(Masked))
            {
                [Buffer] private torch.Tensor mask = torch.ones(2, 2);

                public override torch.Tensor forward(torch.Tensor x) => x * mask;
            }
            """);

        ProcessResult build = await consumer.DotnetAsync("build");

        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains(build.Lines, line => line.Contains("Program.cs(7,14): error TSG0001:", StringComparison.Ordinal));
    }
}
