using System;
using System.Collections.Generic;
using TorchSharp;
using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Forms.CSharp9
{
    [Module]
    public unsafe partial class Generated : Module<Tensor, Tensor>
    {
        [Buffer("m", Persistent = false, KeepDtype = true, Init = nameof(Build), Aliases = new[] { "old" })] private Tensor mask = ones(1);
        [Submodule] private readonly List<Linear[]> layers = new List<Linear[]>();
        private readonly Linear fc = Linear(2, 2);
        private int* pointer;
        private Tensor silent;

        public Generated() : base("generated") { pointer = null; silent = ones(1); }

        private Tensor Build(Device device) => ones(1, device: device);

        public override Tensor forward(Tensor x) => fc.call(x) * mask + silent + layers.Count + (pointer == null ? 0 : 1) + ones(2);
    }

    partial class Generated
    {
#if NEVER
        [Buffer] private Tensor never;
#elif !NEVER
        [Parameter] internal Parameter @class { get; set; }
#endif
    }

    public class HandWritten : Module<Tensor, Tensor>
    {
        private readonly Linear fc = Linear(2, 2);
        private Tensor mask;
        private readonly List<Linear> layers = new List<Linear> { Linear(1, 1) };

        public HandWritten() : base("hand-written")
        {
            RegisterComponents();
            mask = ones(2);
        }

        public override Tensor forward(Tensor x)
        {
            x.to(float32);
            foreach (Linear layer in layers)
            {
                x = layer.call(x);
            }

            return fc.call(x) * mask + ones(2);
        }
    }
}
