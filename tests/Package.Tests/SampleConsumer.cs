namespace TorchSharp.Generators.Package.Tests;

/// <summary>
/// samples/CausalAttention as a user would have it: its sources, with the package in place of the project references. What the
/// lesson has no use for is tried ahead of it: publishing takes minutes, and once is enough.
/// </summary>
public sealed class SampleConsumer(PackedPackage package) : IAsyncLifetime
{
    private const string AheadOfTheLesson = """
        using System.Runtime.CompilerServices;
        using TorchSharp;
        using TorchSharp.Generators;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        internal enum Side { Left, Right }

        [Module]
        internal abstract partial class Normed(string name) : Module<Tensor, Tensor>(name)
        {
            private readonly LayerNorm norm = LayerNorm(2);
            [Buffer(Init = nameof(BuildMask))] private Tensor mask = ones(2, 2);

            private Tensor BuildMask(Device device) => ones(2, 2, device: device);

            protected Tensor Mask(Tensor x) => norm.call(x) * mask;
        }

        internal sealed partial class Everything() : Normed(nameof(Everything))
        {
            [Submodule] private readonly List<Linear> layers = [Linear(2, 2), Linear(2, 2)];
            [Submodule] private readonly Dictionary<int, List<Linear>> experts = new() { [3] = [Linear(2, 2)] };
            [Submodule] private readonly Dictionary<Side, Linear> sides = new() { [Side.Right] = Linear(2, 2) };
            [Parameter("gain")] private Parameter? scale = Parameter(ones(2));
            [Buffer] private Tensor[] tables = [ones(1), arange(3)];
            [Buffer(Persistent = false)] public partial Tensor? Scratch { get; set; }

            public override Tensor forward(Tensor x) => sides[Side.Right].call(experts[3][0].call(layers.Aggregate(Mask(x), (y, layer) => layer.call(y)))) * scale!;
        }

        internal static class AheadOfTheLesson
        {
            [ModuleInitializer]
            internal static void Run()
            {
                random.manual_seed(1);
                var trained = new Everything { Scratch = zeros(1) };
                Console.WriteLine(trained);
                Console.WriteLine(trained.summary());

                var loaded = new Everything();
                loaded.to(DeviceType.META);
                loaded.load_state_dict(trained.state_dict(), assign: true);
                loaded.Scratch = zeros(1);
                var file = new MemoryStream();
                loaded.to(float64).save(file);
                trained.load(new MemoryStream(file.ToArray()));
                foreach ((string key, Tensor value) in loaded.state_dict())
                {
                    Console.WriteLine($"{key} {value.dtype} {value.sum().ToDouble():F4}");
                }

                Console.WriteLine($"{trained.call(ones(2, 2)).sum().item<float>():F4} {loaded.call(ones(2, 2, dtype: float64)).sum().item<double>():F4}");
            }
        }
        """;

    private readonly ConsumerProject _project = new(package, $"""
        {ConsumerProject.Program}
        <!-- TorchSharp itself is not made for trimming. -->
        <ILLinkTreatWarningsAsErrors>false</ILLinkTreatWarningsAsErrors>
        <IlcTreatWarningsAsErrors>false</IlcTreatWarningsAsErrors>
        <TrimmerSingleWarn>false</TrimmerSingleWarn>
        """);

    /// <summary>What the sample prints as an ordinary program.</summary>
    public IReadOnlyList<string> Output { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        foreach (string source in Directory.EnumerateFiles(Path.Combine(Repository.Root, "samples", "CausalAttention"), "*.cs"))
        {
            _project.Write(Path.GetFileName(source), await File.ReadAllTextAsync(source));
        }

        _project.Write("AheadOfTheLesson.cs", AheadOfTheLesson);
        (await _project.DotnetAsync("build")).ShouldSucceed();
        Output = (await _project.DotnetAsync("run", "--no-build")).ShouldSucceed().Lines;
    }

    public ValueTask DisposeAsync()
    {
        _project.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Publishes the sample with some MSBuild properties, and runs the result.</summary>
    internal async Task<(ProcessResult Publish, ProcessResult Run)> PublishAsync(params string[] properties)
    {
        string output = Path.Combine(_project.Folder, "published");
        ProcessResult publish =
            await _project.DotnetAsync(["publish", "--output", output, .. properties.Select(property => $"-p:{property}")]);
        publish.ShouldSucceed();
        ProcessResult run = await Dotnet.RunAsync(Path.Combine(output, "Consumer"), _project.Folder, []);
        run.ShouldSucceed();
        Directory.Delete(output, recursive: true);
        return (publish, run);
    }
}
