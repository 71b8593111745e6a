using System.Diagnostics;
using System.Globalization;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Concurrency;

/// <summary>
/// S16: threads that read one model, from its first read on and then warm, each get what one thread alone gets. A few seconds of it;
/// READ_SECONDS makes them more.
/// </summary>
public partial class ManyReadersTests
{
    private const int PassesOfModel = 20;

    [Module]
    internal sealed partial class Block() : Module<Tensor, Tensor>(nameof(Block))
    {
        private readonly Linear fc = Linear(2, 2);
        [Submodule] private readonly List<Linear> experts = [Linear(2, 2), Linear(2, 2)];
        [Buffer] private Tensor mask = ones(2);
        [Buffer(Persistent = false)] public partial Tensor? Cache { get; set; }
        [Parameter] private Parameter scale = Parameter(ones(2));

        public override Tensor forward(Tensor x) => experts[1].call(experts[0].call(fc.call(x))) * mask * scale;
    }

    [Module]
    internal sealed partial class Model : Module<Tensor, Tensor>
    {
        private readonly Sequential chain;
        [Submodule] private readonly Dictionary<string, Block> blocks;
        private readonly Linear head = Linear(2, 2);
        public Parameter? Tied { get; set; }

        public Model()
            : base(nameof(Model))
        {
            chain = Sequential(("a", new Block { Cache = ones(1) }), ("b", new Block()));
            blocks = new() { ["left"] = new Block(), ["right"] = new Block { Cache = ones(3) } };
            Tied = head.weight;
        }

        public override Tensor forward(Tensor x) => head.call(blocks["right"].call(blocks["left"].call(chain.call(x))));
    }

    private static readonly Func<Model, string>[] s_reads =
    [
        static model =>
        {
            using DisposeScope scope = NewDisposeScope();
            return model.call(ones(1, 2)).sum().item<float>().ToString(CultureInfo.InvariantCulture);
        },
        static model => string.Join(' ', model.state_dict().Select(static entry => $"{entry.Key}:{entry.Value.NumberOfElements}")),
        static model => string.Join(' ', model.named_parameters().Select(static entry => $"{entry.name}:{entry.parameter.requires_grad}")),
        static model => string.Join(' ', model.named_buffers().Select(static entry => entry.name)),
        static model => string.Join(' ', model.named_children().Select(static entry => entry.name)),
        static model => string.Join(' ', model.named_modules().Select(static entry => entry.name)),
        static model => string.Join(' ', model.parameters().Select(static parameter => parameter.NumberOfElements)),
        static model => model.summary().ToString(),
        static model => model.ToString(),
        static model =>
        {
            using var file = new MemoryStream();
            model.save(file);
            return Convert.ToHexString(file.ToArray());
        },
    ];

    [Fact]
    public void Each_of_them_gets_what_one_alone_gets()
    {
        var time = TimeSpan.FromSeconds(
            double.Parse(Environment.GetEnvironmentVariable("READ_SECONDS") ?? "4", CultureInfo.InvariantCulture));
        using Model alone = Fresh();
        string[] expected = [.. s_reads.Select(read => read(alone))];

        for (var watch = Stopwatch.StartNew(); watch.Elapsed < time;)
        {
            using Model model = Fresh();
            Readers.Together(thread =>
            {
                for (int i = 0; i < PassesOfModel * s_reads.Length; i++)
                {
                    int place = (thread + i) % s_reads.Length;
                    Assert.Equal(expected[place], s_reads[place](model));
                }
            });
        }
    }

    private static Model Fresh()
    {
        random.manual_seed(1);
        return new Model();
    }
}
