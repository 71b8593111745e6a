using TorchSharp;
using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Generated.UNet;

[Module]
public sealed partial class DoubleConv(long inputs, long outputs) : Module<Tensor, Tensor>(nameof(DoubleConv))
{
    private readonly Sequential layers = Sequential(
        ("conv1", Conv2d(inputs, outputs, kernel_size: 3, padding: 1, bias: false)),
        ("norm1", BatchNorm2d(outputs)),
        ("relu1", ReLU(inplace: true)),
        ("conv2", Conv2d(outputs, outputs, kernel_size: 3, padding: 1, bias: false)),
        ("norm2", BatchNorm2d(outputs)),
        ("relu2", ReLU(inplace: true)));

    public override Tensor forward(Tensor x) => layers.call(x);
}

[Module]
public sealed partial class Up(long inputs, long outputs) : Module<Tensor, Tensor, Tensor>(nameof(Up))
{
    private readonly ConvTranspose2d up = ConvTranspose2d(inputs, inputs / 2, kernel_size: 2, stride: 2);
    private readonly DoubleConv conv = new(inputs, outputs);

    public override Tensor forward(Tensor x, Tensor skip)
    {
        using var scope = NewDisposeScope();
        x = up.call(x);
        long height = skip.shape[2] - x.shape[2], width = skip.shape[3] - x.shape[3];
        x = functional.pad(x, [width / 2, width - (width / 2), height / 2, height - (height / 2)]);
        return conv.call(cat([skip, x], dim: 1)).MoveToOuterDisposeScope();
    }
}

[Module]
public partial class UNet : Module<Tensor, Tensor>
{
    private readonly DoubleConv stem;
    [Submodule("downs")] private readonly List<DoubleConv> encoder = [];
    [Submodule("ups")] private readonly List<Up> decoder = [];
    private readonly MaxPool2d pool = MaxPool2d(2);
    private readonly Conv2d head;
    [Buffer] private Tensor mean = tensor([0.485f, 0.456f, 0.406f]).view(1, 3, 1, 1);
    [Buffer] private Tensor std = tensor([0.229f, 0.224f, 0.225f]).view(1, 3, 1, 1);

    public UNet(int classes, params int[] widths)
        : base(nameof(UNet))
    {
        stem = new DoubleConv(3, widths[0]);
        for (int i = 1; i < widths.Length; i++)
        {
            encoder.Add(new DoubleConv(widths[i - 1], widths[i]));
            decoder.Insert(0, new Up(widths[i], widths[i - 1]));
        }

        head = Conv2d(widths[0], classes, kernel_size: 1);
    }

    public override Tensor forward(Tensor x)
    {
        var skips = new Stack<Tensor>();
        x = stem.call((x - mean) / std);
        foreach (DoubleConv level in encoder)
        {
            skips.Push(x);
            x = level.call(pool.call(x));
        }

        foreach (Up level in decoder)
        {
            x = level.call(x, skips.Pop());
        }

        return head.call(x);
    }
}
