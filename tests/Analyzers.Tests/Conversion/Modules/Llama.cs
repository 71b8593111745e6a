using System;
using System.Collections.Generic;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Habits.Llama
{
    public static class Cases
    {
        public static IEnumerable<(Func<Module<Tensor, Tensor>> Make, Func<Tensor> Input)> All =>
        [
            (() => new Decoder(16, 8, 2), () => randint(0, 16, [1, 4])),
            (() => new RMSNorm(8), () => randn(2, 8)),
            (() => new RotaryEmbedding(8), () => randn(1, 4, 8)),
            (() => new RotaryTable(8, 16), () => randn(1, 4, 8)),
            (() => new CachedAttention(8), () => randn(1, 4, 8)),
            (() => new LoraLinear(8, 4, 2), () => randn(2, 8)),
        ];
    }

    public class RMSNorm : Module<Tensor, Tensor>
    {
        private readonly double eps;
        private readonly Parameter weight;

        public RMSNorm(long size, double eps = 1e-6) : base(nameof(RMSNorm))
        {
            this.eps = eps;
            this.weight = Parameter(ones(size));
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => x * rsqrt(x.pow(2).mean([-1], keepdim: true) + eps) * weight;
    }

    // inv_freq lives in the registry alone, as in the Python.
    public class RotaryEmbedding : Module<Tensor, Tensor>
    {
        public RotaryEmbedding(long dim, float theta = 10000) : base(nameof(RotaryEmbedding))
        {
            this.register_buffer("inv_freq", pow(theta, -(arange(0, dim, 2).to_type(ScalarType.Float32) / dim)), persistent: false);
        }

        public override Tensor forward(Tensor x)
        {
            var inv_freq = this.get_buffer("inv_freq")!.to(x.device);
            var freqs = outer(arange(x.shape[1], device: x.device).to_type(ScalarType.Float32), inv_freq);
            return x * cat([freqs.cos(), freqs.cos()], -1);
        }
    }

    public class RotaryTable : Module<Tensor, Tensor>
    {
        private readonly Tensor _cos, _sin;

        public RotaryTable(long dim, long length) : base(nameof(RotaryTable))
        {
            (_cos, _sin) = Precompute(dim, length);
            register_buffer("cos", _cos);
            register_buffer("sin", _sin);
        }

        private static (Tensor Cos, Tensor Sin) Precompute(long dim, long length)
        {
            var freqs = outer(arange(length), 1.0 / pow(10000.0, arange(0, dim, 1) / (double)dim));
            return (freqs.cos(), freqs.sin());
        }

        public override Tensor forward(Tensor x)
        {
            int t = (int)x.shape[1];
            return x * _cos[..t] + x.roll(1, -1) * _sin[..t];
        }
    }

    public class CachedAttention : Module<Tensor, Tensor>
    {
        private readonly Linear wq, wk, wv;
        private Tensor? cacheK;
        private Tensor? cacheV;

        public CachedAttention(long dim) : base(nameof(CachedAttention))
        {
            wq = Linear(dim, dim, hasBias: false);
            wk = Linear(dim, dim, hasBias: false);
            wv = Linear(dim, dim, hasBias: false);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            cacheK = wk.call(x);
            cacheV = wv.call(x);
            return functional.scaled_dot_product_attention(wq.call(x), cacheK, cacheV);
        }
    }

    public class LoraLinear : Module<Tensor, Tensor>
    {
        private readonly Linear inner;
        private readonly Parameter lora_A, lora_B;
        private readonly double scale;

        public LoraLinear(long width, long output, long rank) : base(nameof(LoraLinear))
        {
            register_module("base", inner = Linear(width, output));
            register_parameter("lora_A", lora_A = Parameter(randn(rank, width)));
            register_parameter("lora_B", lora_B = Parameter(zeros(output, rank)));
            scale = 1.0 / rank;
        }

        public override Tensor forward(Tensor x) => inner.call(x) + x.matmul(lora_A.t()).matmul(lora_B.t()) * scale;
    }

    public class Decoder : Module<Tensor, Tensor>
    {
        private readonly Embedding embed_tokens;
        private readonly List<CachedAttention> layers = new();
        private readonly RMSNorm norm;

        public Decoder(long vocabulary, long dim, int depth) : base(nameof(Decoder))
        {
            embed_tokens = Embedding(vocabulary, dim);
            norm = new RMSNorm(dim);
            for (int i = 0; i < depth; i++)
            {
                var layer = new CachedAttention(dim);
                layers.Add(layer);
                register_module($"layer_{i}", layer);
            }

            RegisterComponents();
        }

        public override Tensor forward(Tensor ids)
        {
            Tensor x = embed_tokens.call(ids);
            foreach (CachedAttention layer in layers)
            {
                x = x + layer.call(x);
            }

            return norm.call(x);
        }
    }
}
