using System.Collections.Generic;
using System.Linq;
using TorchSharp;
using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Generated.ResNet
{
    public abstract partial class Residual : Module<Tensor, Tensor>
    {
        [Submodule] protected Sequential? downsample;

        protected Residual(string name, long inputs, long outputs, long stride)
            : base(name)
        {
            if (stride != 1 || inputs != outputs)
            {
                downsample = Sequential(Conv2d(inputs, outputs, kernel_size: 1, stride: stride, bias: false), BatchNorm2d(outputs));
            }
        }

        protected abstract Tensor Body(Tensor x);

        public sealed override Tensor forward(Tensor x) => functional.relu(Body(x) + (downsample?.call(x) ?? x));
    }

    [Module]
    public sealed partial class BasicBlock : Residual
    {
        private readonly Conv2d conv1;
        private readonly BatchNorm2d bn1;
        private readonly Conv2d conv2;
        private readonly BatchNorm2d bn2;

        public BasicBlock(long inputs, long outputs, long stride)
            : base(nameof(BasicBlock), inputs, outputs, stride)
        {
            conv1 = Conv2d(inputs, outputs, kernel_size: 3, stride: stride, padding: 1, bias: false);
            bn1 = BatchNorm2d(outputs);
            conv2 = Conv2d(outputs, outputs, kernel_size: 3, padding: 1, bias: false);
            bn2 = BatchNorm2d(outputs);
        }

        protected override Tensor Body(Tensor x) => bn2.call(conv2.call(functional.relu(bn1.call(conv1.call(x)))));
    }

    [Module]
    public sealed partial class Bottleneck : Residual
    {
        private readonly Conv2d conv1, conv2, conv3;
        private readonly BatchNorm2d bn1, bn2, bn3;
        [Parameter("layer_scale")] private Parameter scale = Parameter(full(1, 1e-6f));

        public Bottleneck(long inputs, long outputs, long stride)
            : base(nameof(Bottleneck), inputs, outputs, stride)
        {
            long width = outputs / 4;
            (conv1, bn1) = (Conv2d(inputs, width, kernel_size: 1, bias: false), BatchNorm2d(width));
            (conv2, bn2) = (Conv2d(width, width, kernel_size: 3, stride: stride, padding: 1, bias: false), BatchNorm2d(width));
            (conv3, bn3) = (Conv2d(width, outputs, kernel_size: 1, bias: false), BatchNorm2d(outputs));
        }

        protected override Tensor Body(Tensor x)
        {
            x = functional.relu(bn1.call(conv1.call(x)));
            x = functional.relu(bn2.call(conv2.call(x)));
            return bn3.call(conv3.call(x)) * scale;
        }
    }

    [Module]
    public partial class ResNet : Module<Tensor, Tensor>
    {
        private readonly Conv2d conv1 = Conv2d(3, 64, kernel_size: 7, stride: 2, padding: 3, bias: false);
        private readonly BatchNorm2d bn1 = BatchNorm2d(64);
        private readonly MaxPool2d maxpool = MaxPool2d(3, stride: 2, padding: 1);
        private readonly ModuleList<Sequential> layers = new ModuleList<Sequential>();
        private readonly AdaptiveAvgPool2d avgpool = AdaptiveAvgPool2d(1);
        private readonly Linear fc;

        public ResNet(IEnumerable<int> depths, int classes)
            : base(nameof(ResNet))
        {
            long width = 64;
            foreach (int depth in depths)
            {
                long outputs = width * 2;
                layers.Add(Sequential(Enumerable.Range(0, depth).Select(i => new BasicBlock(i == 0 ? width : outputs, outputs, i == 0 ? 2 : 1))));
                width = outputs;
            }

            fc = Linear(width, classes);
        }

        public override Tensor forward(Tensor x)
        {
            x = maxpool.call(functional.relu(bn1.call(conv1.call(x))));
            foreach (var layer in layers)
            {
                x = layer.call(x);
            }

            return fc.call(avgpool.call(x).flatten(1));
        }
    }
}
