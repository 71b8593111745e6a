#nullable disable
using System;
using System.Collections.Generic;
using TorchSharp;
using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Generated.OldStyle
{
    /// <summary>As C# 9 has it: no primary constructor, no collection expression, no partial property.</summary>
    [Module]
    public partial class TextCnn : nn.Module<Tensor, Tensor>
    {
        private readonly Embedding embedding;
        [Submodule] private readonly List<Conv1d> convs = new List<Conv1d>();
        private readonly Linear fc;
        private readonly Dropout dropout;
        [Buffer(Aliases = new[] { "pad" })] private Tensor padding;

        public TextCnn(long vocabulary, long width, int[] kernels, long classes) : base("TextCnn")
        {
            embedding = nn.Embedding(vocabulary, width);
            foreach (int kernel in kernels)
            {
                convs.Add(nn.Conv1d(width, 100, kernel));
            }
            fc = nn.Linear(100 * kernels.Length, classes);
            dropout = nn.Dropout(0.5);
            padding = zeros(1, width);
        }

        public override Tensor forward(Tensor input)
        {
            var x = (embedding.call(input) + padding).transpose(1, 2);
            var pooled = new List<Tensor>();
            foreach (var conv in convs)
            {
                pooled.Add(nn.functional.relu(conv.call(x)).amax(new long[] { 2 }));
            }
            return fc.call(dropout.call(cat(pooled, 1)));
        }
    }

    public partial class Cnn : nn.Module<Tensor, Tensor>
    {
        [Submodule] protected nn.Module<Tensor, Tensor> features;
        [Parameter] protected Parameter gain;
        [Buffer] public Tensor Mean { get; set; }
        [NotRegistered] protected Dictionary<string, Tensor> cache = new Dictionary<string, Tensor>();

        public Cnn(string name = null, Device device = null) : base(name ?? "Cnn")
        {
            features = nn.Sequential(
                ("conv", nn.Conv2d(1, 32, 3)),
                ("relu", nn.ReLU()),
                ("flatten", nn.Flatten()));
            gain = new Parameter(ones(1));
            Mean = zeros(1);
            if (device != null && device.type == DeviceType.CUDA)
                this.to(device);
        }

        public override Tensor forward(Tensor input)
        {
            Tensor hidden;
            if (!cache.TryGetValue("last", out hidden))
            {
                hidden = features.call(input - Mean);
                cache["last"] = hidden;
            }
            return hidden * gain;
        }
    }
}
