using System.Globalization;
using System.Text.RegularExpressions;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Printing;

/// <summary><c>ToString()</c> is PyTorch's <c>print(model)</c>.</summary>
public class TreeTests
{
    /// <summary>The texts are those that PyTorch 1.13.1 prints for the same arguments, as far as TorchSharp shows them.</summary>
    private static readonly Dictionary<string, Func<Module>> s_layers = new()
    {
        ["Linear(in_features=2, out_features=2, bias=True)"] = static () => Linear(2, 2),
        ["Bilinear(in1_features=1, in2_features=2, out_features=3, bias=True)"] = static () => Bilinear(1, 2, 3),
        ["Bilinear(in1_features=1, in2_features=2, out_features=3, bias=False)"] = static () => Bilinear(1, 2, 3, hasBias: false),
        ["Embedding(5, 2)"] = static () => Embedding(5, 2),
        ["EmbeddingBag(5, 2)"] = static () => EmbeddingBag(5, 2),
        ["Conv1d(2, 4, kernel_size=(3,), stride=(2,), padding=(1,), dilation=(2,), groups=2, bias=False, padding_mode=circular)"] =
            static () => Conv1d(2, 4, 3, stride: 2, padding: 1, dilation: 2, groups: 2, bias: false, padding_mode: PaddingModes.Circular),
        ["ConvTranspose2d(2, 4, kernel_size=(3, 3), stride=(2, 2), output_padding=(1, 1))"] = static () =>
            ConvTranspose2d(2, 4, 3, stride: 2, output_padding: 1),
        ["Conv2d(1, 1, kernel_size=(3, 3), stride=(1, 1), padding=same)"] = static () => Conv2d(1, 1, 3, padding: Padding.Same),
        ["Conv2d(1, 2, kernel_size=(3, 5), stride=(2, 1))"] = static () => Conv2d(1, 2, (3, 5), stride: (2, 1)),
        ["BatchNorm2d(3, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True)"] = static () => BatchNorm2d(3),
        ["BatchNorm1d(3, eps=1e-05, momentum=None, affine=True, track_running_stats=True)"] = static () =>
        {
            BatchNorm1d layer = BatchNorm1d(3);
            layer.momentum = null;
            return layer;
        },
        ["InstanceNorm1d(3, eps=1e-05, momentum=0.1, affine=False, track_running_stats=False)"] = static () => InstanceNorm1d(3),
        ["GroupNorm(2, 4, eps=1e-05, affine=True)"] = static () => GroupNorm(2, 4),
        ["GroupNorm(2, eps=1e-05, affine=False)"] = static () => GroupNorm(2, 4, affine: false),
        ["LayerNorm((2, 3), eps=1e-05, elementwise_affine=False)"] = static () => LayerNorm([2, 3], elementwise_affine: false),
        ["MaxPool2d(kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False)"] = static () => MaxPool2d(2),
        ["MaxPool1d(kernel_size=2, stride=1, padding=1, dilation=1, ceil_mode=False)"] = static () => MaxPool1d(2, stride: 1, padding: 1),
        ["MaxPool1d(kernel_size=2, stride=2, padding=0, dilation=3, ceil_mode=True)"] = static () =>
            MaxPool1d(2, dilation: 3, ceil_mode: true),
        ["MaxPool3d(kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False)"] = static () => MaxPool3d(2),
        ["AvgPool2d(kernel_size=2, stride=2, padding=0)"] = static () => AvgPool2d(2),
        ["AvgPool1d(kernel_size=(2,), stride=(2,), padding=(0,))"] = static () => AvgPool1d(2),
        ["AvgPool1d(kernel_size=(2,), stride=(1,), padding=(1,))"] = static () => AvgPool1d(2, stride: 1, padding: 1),
        ["AvgPool3d(kernel_size=2, stride=2, padding=0)"] = static () => AvgPool3d(2),
        ["AdaptiveAvgPool2d(output_size=(1, 1))"] = static () => AdaptiveAvgPool2d([1, 1]),
        ["AdaptiveAvgPool1d(output_size=1)"] = static () => AdaptiveAvgPool1d(1),
        ["AdaptiveAvgPool3d(output_size=(1, 2, 3))"] = static () => AdaptiveAvgPool3d([1, 2, 3]),
        ["AdaptiveMaxPool1d(output_size=1)"] = static () => AdaptiveMaxPool1d(1),
        ["AdaptiveMaxPool2d(output_size=(1, 1))"] = static () => AdaptiveMaxPool2d([1, 1]),
        ["AdaptiveMaxPool3d()"] = static () => AdaptiveMaxPool3d([1, 2, 3]),
        ["Dropout1d(p=0.3, inplace=False)"] = static () => Dropout1d(0.3),
        ["Dropout2d(p=0.3, inplace=True)"] = static () => Dropout2d(0.3, inplace: true),
        ["Dropout3d(p=0.5, inplace=False)"] = static () => Dropout3d(),
        ["AlphaDropout(p=0.5, inplace=False)"] = static () => AlphaDropout(),
        ["FeatureAlphaDropout(p=0.5, inplace=False)"] = static () => FeatureAlphaDropout(),
        ["GELU(approximate='none')"] = static () => GELU(),
        ["GELU(approximate='tanh')"] = static () => GELU(Modules.GELU.Approximate.tanh),
        ["ReLU6(inplace=True)"] = static () => ReLU6(inplace: true),
        ["SELU(inplace=True)"] = static () => SELU(inplace: true),
        ["Mish(inplace=True)"] = static () => Mish(inplace: true),
        ["Hardswish(inplace=True)"] = static () => Hardswish(inplace: true),
        ["Hardsigmoid(inplace=True)"] = static () => Hardsigmoid(inplace: true),
        ["SiLU()"] = static () => SiLU(),
        ["LeakyReLU(negative_slope=0.01)"] = static () => LeakyReLU(0.01),
        ["LeakyReLU(negative_slope=0.2, inplace=True)"] = static () => LeakyReLU(0.2, inplace: true),
        ["ELU(alpha=1.0)"] = static () => ELU(),
        ["ELU(alpha=2.0, inplace=True)"] = static () => ELU(2, inplace: true),
        ["CELU(alpha=1.0, inplace=True)"] = static () => CELU(inplace: true),
        ["RReLU(lower=0.1, upper=0.3, inplace=True)"] = static () => RReLU(0.1, 0.3, inplace: true),
        ["Threshold(threshold=0.1, value=20.0)"] = static () => Threshold(0.1, 20),
        ["Softplus(beta=1.0, threshold=20.0)"] = static () => Softplus(),
        ["Hardshrink(0.5)"] = static () => Hardshrink(),
        ["Hardtanh(min_val=-1.0, max_val=1.0)"] = static () => Hardtanh(),
        ["Softmax(dim=-1)"] = static () => Softmax(-1),
        ["LogSoftmax(dim=1)"] = static () => LogSoftmax(1),
        ["Softmin(dim=1)"] = static () => Softmin(1),
        ["Softshrink(0.5)"] = static () => Softshrink(),
        ["PReLU(num_parameters=1)"] = static () => PReLU(1),
        ["GLU(dim=-1)"] = static () => GLU(),
        ["Flatten(start_dim=1, end_dim=-1)"] = static () => Flatten(),
        ["Unflatten(dim=1, unflattened_size=(2, 3))"] = static () => Unflatten(1, [2, 3]),
        ["ConstantPad1d(padding=(2, 2), value=3.5)"] = static () => ConstantPad1d(2, 3.5),
        ["ConstantPad2d(padding=(1, 1, 1, 1), value=0.0)"] = static () => ConstantPad2d(1, 0),
        ["ConstantPad3d(padding=(1, 1, 1, 1, 1, 1), value=0.0)"] = static () => ConstantPad3d(1, 0),
        ["ZeroPad2d((1, 1, 1, 1))"] = static () => ZeroPad2d(1),
        ["MaxUnpool2d(kernel_size=(2, 2), stride=(2, 2), padding=(0, 0))"] = static () => MaxUnpool2d(2),
        ["MaxUnpool1d(kernel_size=(3,), stride=(2,), padding=(1,))"] = static () => MaxUnpool1d(3, 2, 1),
        ["MaxUnpool3d(kernel_size=(2, 2, 2), stride=(2, 2, 2), padding=(0, 0, 0))"] = static () => MaxUnpool3d(2),
        ["LPPool2d(norm_type=2.0, kernel_size=3, stride=None, ceil_mode=False)"] = static () => LPPool2d(2, 3),
        ["LPPool1d(norm_type=2.0, kernel_size=3, stride=2, ceil_mode=False)"] = static () => LPPool1d(2, 3, 2),
        ["Upsample(scale_factor=2.0, mode='bilinear')"] = static () => Upsample(scale_factor: [2, 2], mode: UpsampleMode.Bilinear),
        ["Upsample(scale_factor=(2.0, 1.5), mode='nearest')"] = static () => Upsample(scale_factor: [2, 1.5]),
        ["Upsample(size=(4, 5), mode='nearest')"] = static () => Upsample([4, 5]),
        ["Fold(output_size=(4, 5), kernel_size=(2, 2), dilation=(1, 1), padding=(0, 0), stride=(1, 1))"] = static () =>
            Fold((4, 5), (2, 2)),
        ["Unfold(kernel_size=(3, 2), dilation=(1, 1), padding=(0, 0), stride=(2, 1))"] = static () => Unfold((3, 2), stride: (2, 1)),
        ["PixelShuffle(upscale_factor=2)"] = static () => PixelShuffle(2),
        ["PixelUnshuffle(downscale_factor=2)"] = static () => PixelUnshuffle(2),
        ["ChannelShuffle(groups=2)"] = static () => ChannelShuffle(2),
        ["RNN(2, 3)"] = static () => RNN(2, 3),
        ["LSTM(2, 3)"] = static () => LSTM(2, 3),
        ["GRU(2, 3, num_layers=2)"] = static () => GRU(2, 3, numLayers: 2),
        ["LSTM(2, 3, bidirectional=True)"] = static () => LSTM(2, 3, bidirectional: true),
        ["RNNCell(2, 3)"] = static () => RNNCell(2, 3),
        ["GRUCell(2, 3)"] = static () => GRUCell(2, 3),
        ["LSTMCell(2, 3)"] = static () => LSTMCell(2, 3),
        ["LocalResponseNorm(2, alpha=0.0001, beta=0.75, k=1.0)"] = static () => LocalResponseNorm(2),
        ["MSELoss()"] = static () => MSELoss(),
        ["Tanh()"] = static () => Tanh(),
    };

    [Fact]
    public void Is_what_PyTorch_prints()
    {
        using var module = new M();

        Assert.Equal(
            """
            M(
              (emb): Embedding(5, 2)
              (blocks): ModuleList(
                (0): Block(
                  (fc): Linear(in_features=2, out_features=3, bias=False)
                  (drop): Dropout(p=0.1, inplace=False)
                )
                (1): ReLU()
                (2): Block(
                  (fc): Linear(in_features=2, out_features=3, bias=False)
                  (drop): Dropout(p=0.1, inplace=False)
                )
              )
              (empty): ModuleList()
              (d): ModuleDict(
                (a): LayerNorm((2,), eps=1e-05, elementwise_affine=True)
                (b): Conv2d(1, 2, kernel_size=(3, 3), stride=(1, 1), padding=(1, 1))
              )
              (seq): Sequential(
                (0): Linear(in_features=2, out_features=2, bias=True)
                (1): ReLU()
                (2): ReLU(inplace=True)
              )
              (pl): ParameterList(  (0): Parameter containing: [torch.float32 of size 2x3])
              (leaf): Identity()
              (own): Leaf()
            )
            """.ReplaceLineEndings("\n"),
            module.ToString());
    }

    /// <summary>As PyTorch does from version 2 on, in lists alone.</summary>
    [Fact]
    public void Equal_neighbours_of_a_list_are_printed_once()
    {
        using var module = new Stack();

        Assert.Equal(
            """
            Stack(
              (blocks): ModuleList(
                (0-2): 3 x Block(
                  (fc): Linear(in_features=2, out_features=3, bias=False)
                  (drop): Dropout(p=0.1, inplace=False)
                )
              )
              (mixed): ModuleList(
                (0-1): 2 x ReLU()
                (2): Linear(in_features=1, out_features=1, bias=True)
                (3): ReLU()
              )
              (stock): ModuleList(
                (0-1): 2 x Block(
                  (fc): Linear(in_features=2, out_features=3, bias=False)
                  (drop): Dropout(p=0.1, inplace=False)
                )
              )
              (nested): ModuleList(
                (0-1): 2 x ModuleList(
                  (0-1): 2 x ReLU()
                )
              )
              (tables): BufferList(
                  (0): Tensor containing: [torch.float32 of size 1]
                  (1): Tensor containing: [torch.int64 of size 2x3]
              )
              (scales): ParameterDict(  (q): Parameter containing: [torch.float64 of size 4])
              (caches): BufferDict(  (k): Tensor containing: [torch.uint8 of size 1])
            )
            """.ReplaceLineEndings("\n"),
            module.ToString());
    }

    [Fact]
    public void A_class_that_says_itself_how_it_prints_is_heard_at_any_depth()
    {
        using var over = new OverOneThatSays();
        using var wrap = new Wrap<HandWritten>(new HandWritten());

        Assert.Equal("by hand", over.ToString());
        Assert.Equal(
            "Wrap(\n  (inner): HandWritten(\n    (fc): Linear(in_features=1, out_features=1, bias=True)\n    (says): itself\n  )\n)",
            wrap.ToString());
    }

    [Fact]
    public void What_is_disposed_or_below_itself_is_named()
    {
        using var stack = new Stack();
        stack.state_dict();
        stack.tables[0].Dispose();
        var loop = new Loop { Next = new Loop() };
        ((Loop)loop.Next).Next = loop;
        var gone = new M();
        gone.state_dict();
        gone.Dispose();

        Assert.Contains("(0): Tensor that is disposed", stack.ToString(), StringComparison.Ordinal);
        Assert.Equal("Loop(\n  (Next): Loop(\n    (Next): Loop(...)\n  )\n)", loop.ToString());
        Assert.StartsWith("M(\n  (emb): Embedding(", gone.ToString(), StringComparison.Ordinal);
    }

    /// <summary>A debugger asks at any time.</summary>
    [Theory]
    [MemberData(nameof(StockLayers))]
    public void A_stock_layer_that_is_disposed_prints(string expected)
    {
        var wrap = new Wrap<Module>(s_layers[expected]());
        wrap.state_dict();

        wrap.Dispose();

        Assert.Matches($@"^Wrap\(\n  \(inner\): ({Regex.Escape(expected)}|{expected.Split('(')[0]}\(disposed\))\n\)$", wrap.ToString());
    }

    public static TheoryData<string> StockLayers { get; } = [.. s_layers.Keys];

    /// <summary>German has another decimal point, Swedish another minus, and Arabic a mark before it.</summary>
    public static MatrixTheoryData<string, string> LayersInCultures { get; } = new(s_layers.Keys, ["de-DE", "sv-SE", "ar-SA"]);

    [Theory]
    [MemberData(nameof(LayersInCultures))]
    public void Numbers_do_not_depend_on_the_culture(string expected, string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            A_stock_layer_shows_its_arguments(expected);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [MemberData(nameof(StockLayers))]
    public void A_stock_layer_shows_its_arguments(string expected)
    {
        using var wrap = new Wrap<Module>(s_layers[expected]());

        Assert.Equal($"Wrap(\n  (inner): {expected}\n)", wrap.ToString());
    }
}
