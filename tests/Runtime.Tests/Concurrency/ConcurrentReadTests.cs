using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Concurrency;

/// <summary>S16: reads never write when nothing changed.</summary>
public partial class ConcurrentReadTests
{
    [Module]
    internal sealed partial class Shared() : Module<Tensor, Tensor>(nameof(Shared))
    {
        private readonly Linear fc = Linear(2, 2);
        private readonly Sequential chain = Sequential(("first", new Leaf()), ("second", new Leaf()));
        [Buffer] private Tensor mask = ones(2);
        public Parameter? Bias { get; set; }

        public override Tensor forward(Tensor x) => chain.call(fc.call(x)) * mask;

        /// <summary>An enumerator of the registry does not survive a write to it.</summary>
        public void ReadWhileEnumerating(Action read)
        {
            foreach ((string, Parameter) parameter in (IEnumerable<(string, Parameter)>)_internal_params)
            {
                read();
            }

            foreach ((string, (Tensor, bool)) buffer in (IEnumerable<(string, (Tensor, bool))>)_internal_buffers)
            {
                read();
            }

            foreach ((string, Module) child in (IEnumerable<(string, Module)>)_internal_submodules)
            {
                read();
            }
        }
    }

    [Module]
    internal sealed partial class Leaf() : Module<Tensor, Tensor>(nameof(Leaf))
    {
        [Buffer] private Tensor mask = ones(2);
        [Buffer(Persistent = false)] public partial Tensor? Cache { get; set; }

        public override Tensor forward(Tensor x) => x * mask;
    }

    private static readonly Action<Shared>[] s_reads =
    [
        module => module.state_dict(),
        module => module.named_parameters(),
        module => module.named_buffers(),
        module => module.named_children(),
        module => module.named_modules(),
        module => module.get_buffer("mask"),
        module => module.has_parameter("fc.weight"),
        module => module.call(ones(1, 2)).Dispose(),
        module => module.to(ScalarType.Float32).cpu(),
    ];

    [Fact]
    public void Reads_leave_the_registry_alone()
    {
        using var module = new Shared { Bias = Parameter(ones(1)) };
        module.state_dict();

        foreach (Action<Shared> read in s_reads)
        {
            module.ReadWhileEnumerating(() => read(module));
        }

        module.Bias = Parameter(ones(1));
        Assert.Throws<InvalidOperationException>(() => module.ReadWhileEnumerating(() => module.state_dict()));
    }

    [Fact]
    public void Threads_read_side_by_side()
    {
        using var module = new Shared();
        string[] keys = [.. module.state_dict().Keys];

        Parallel.For(0, 400, i =>
        {
            s_reads[i % s_reads.Length](module);
            Assert.Equal(keys, module.state_dict().Keys);
            Assert.Equal(2, module.named_parameters().Count());
        });
    }
}
