using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.Vision;

/// <summary>Layers are made by a helper that collects them in a local list.</summary>
public sealed class ResNet : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> conv1;
    private readonly Module<Tensor, Tensor> layer1;
    private readonly Module<Tensor, Tensor> layer2;
    private readonly Module<Tensor, Tensor> pool;
    private readonly Linear fc;
    private long planes = 16;

    public ResNet(int[] blocks, int classes, Device? device = null) : base(nameof(ResNet))
    {
        conv1 = Conv2d(3, 16, 3, padding: 1);
        layer1 = MakeLayer(16, blocks[0], 1);
        layer2 = MakeLayer(32, blocks[1], 2);
        pool = AdaptiveAvgPool2d(new long[] { 1, 1 });
        fc = Linear(32, classes);
        RegisterComponents();

        if (device is not null)
        {
            this.to(device);
        }
    }

    private Sequential MakeLayer(long width, int count, long stride)
    {
        var modules = new List<(string, Module<Tensor, Tensor>)>();
        for (int i = 0; i < count; i++)
        {
            modules.Add(($"block{i}", new BasicBlock(planes, width, i == 0 ? stride : 1)));
            planes = width;
        }

        return Sequential(modules);
    }

    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        x = layer2.call(layer1.call(conv1.call(x)));
        return fc.call(pool.call(x).flatten(1)).MoveToOuterDisposeScope();
    }

    private sealed class BasicBlock : Module<Tensor, Tensor>
    {
        private readonly Conv2d conv1;
        private readonly BatchNorm2d bn1;
        private readonly Sequential shortcut;

        public BasicBlock(long inPlanes, long planes, long stride) : base(nameof(BasicBlock))
        {
            conv1 = Conv2d(inPlanes, planes, 3, stride: stride, padding: 1, bias: false);
            bn1 = BatchNorm2d(planes);
            shortcut = stride != 1 || inPlanes != planes
                ? Sequential(Conv2d(inPlanes, planes, 1, stride: stride, bias: false), BatchNorm2d(planes))
                : Sequential();
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => functional.relu(bn1.call(conv1.call(x)) + shortcut.call(x));
    }
}
