using System;
using System.Collections.Generic;
using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Generated
{
    namespace Nested
    {
        public partial class Transformer : Module<Tensor, Tensor>
        {
            private readonly Encoder encoder = new Encoder(2);
            [Submodule] private readonly List<Encoder.Layer> extra = new List<Encoder.Layer> { new Encoder.Layer(2) };

            public Transformer() : base(nameof(Transformer)) { }

            public override Tensor forward(Tensor x) => extra[0].call(encoder.call(x));

            private protected sealed partial class Encoder : Module<Tensor, Tensor>
            {
                [Buffer] private Tensor mask;
                private readonly Layer layer;

                public Encoder(int size) : base(nameof(Encoder))
                {
                    mask = ones(size);
                    layer = new Layer(size);
                }

                public override Tensor forward(Tensor x) => layer.call(x) * mask;

                internal partial class Layer : Module<Tensor, Tensor>
                {
                    [Parameter] private Parameter weight;

                    public Layer(int size) : base(nameof(Layer)) { weight = new Parameter(ones(size)); }

                    public override Tensor forward(Tensor x) => x * weight;
                }
            }
        }

        public static partial class Heads<TKey> where TKey : struct, Enum
        {
            public readonly partial record struct Of<TValue>(TKey Key)
            {
                public partial interface IHead
                {
                    [Module]
                    public partial class Linear2 : Module<Tensor, Tensor>, IHead
                    {
                        private readonly TorchSharp.Modules.Linear fc = Linear(2, 2);
                        [Submodule] private readonly Dictionary<string, TorchSharp.Modules.Linear> perKey = new();

                        public Linear2() : base("head") { }

                        public override Tensor forward(Tensor x) => perKey.TryGetValue(typeof(TKey).Name, out var head) ? head.call(x) : fc.call(x);
                    }
                }
            }
        }
    }
}
