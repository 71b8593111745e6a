using System.Collections.Generic;
using TorchSharp.Modules;
using static TorchSharp.Generators.Runtime.Printing.PythonText;

namespace TorchSharp.Generators.Runtime.Printing;

/// <summary>The arguments of TorchSharp's layers without weights: activations, dropout, pooling, padding and shapes.</summary>
internal static class StockFunctionArguments
{
    public static IEnumerable<string> Of(torch.nn.Module module) =>
        module switch
        {
            Dropout layer => Dropped(layer.p, layer.inplace),
            Dropout1d layer => Dropped(layer.p, layer.inplace),
            Dropout2d layer => Dropped(layer.p, layer.inplace),
            Dropout3d layer => Dropped(layer.p, layer.inplace),
            AlphaDropout layer => Dropped(layer.p, layer.inplace),
            FeatureAlphaDropout layer => Dropped(layer.p, layer.inplace),
            ReLU layer => InPlace(layer.inplace),
            ReLU6 layer => InPlace(layer.inplace),
            SiLU layer => InPlace(layer.inplace),
            SELU layer => InPlace(layer.inplace),
            Mish layer => InPlace(layer.inplace),
            Hardswish layer => InPlace(layer.inplace),
            Hardsigmoid layer => InPlace(layer.inplace),
            ELU layer => [$"alpha={Float(layer.alpha)}", .. InPlace(layer.inplace)],
            CELU layer => [$"alpha={Float(layer.alpha)}", .. InPlace(layer.inplace)],
            LeakyReLU layer => [$"negative_slope={Float(layer.negative_slope)}", .. InPlace(layer.inplace)],
            RReLU layer => [$"lower={Float(layer.lower)}", $"upper={Float(layer.upper)}", .. InPlace(layer.inplace)],
            Hardtanh layer => [$"min_val={Float(layer.min_val)}", $"max_val={Float(layer.max_val)}", .. InPlace(layer.inplace)],
            Threshold layer => [$"threshold={Float(layer.threshold)}", $"value={Float(layer.value)}", .. InPlace(layer.inplace)],
            GELU layer => [$"approximate='{layer.approximate.ToString().ToLowerInvariant()}'"],
            Softplus layer => [$"beta={Float(layer.beta)}", $"threshold={Float(layer.threshold)}"],
            Softshrink layer => [Float(layer.lambda)],
            Hardshrink layer => [Float(layer.lambda)],
            PReLU layer => [$"num_parameters={Integer(layer.num_parameters)}"],
            Softmax layer => [$"dim={Integer(layer.dim)}"],
            LogSoftmax layer => [$"dim={Integer(layer.dim)}"],
            Softmin layer => [$"dim={Integer(layer.dim)}"],
            GLU layer => [$"dim={Integer(layer.dim)}"],
            Flatten layer => [$"start_dim={Integer(layer.start_dim)}", $"end_dim={Integer(layer.end_dim)}"],
            Unflatten layer => [$"dim={Integer(layer.dim)}", $"unflattened_size={Tuple(layer.unflattened_size)}"],
            PixelShuffle layer => [$"upscale_factor={Integer(layer.upscale_factor)}"],
            PixelUnshuffle layer => [$"downscale_factor={Integer(layer.downscale_factor)}"],
            ChannelShuffle layer => [$"groups={Integer(layer.groups)}"],
            ConstantPad1d or ConstantPad2d or ConstantPad3d =>
                [$"padding={Tuple(((PadBase)module).padding)}", $"value={Float(((PadBase)module).value)}"],
            PadBase layer => [Tuple(layer.padding)],
            Upsample layer => Upsampled(layer),
            Fold layer =>
                [$"output_size={Pair(layer.output_size)}", .. Slid(layer.kernel_size, layer.dilation, layer.padding, layer.stride)],
            Unfold layer => Slid(layer.kernel_size, layer.dilation, layer.padding, layer.stride),
            MaxPool1d layer => MaxPooled([layer.kernel_size], One(layer.stride), One(layer.padding), One(layer.dilation), layer.ceil_mode),
            MaxPool2d layer => MaxPooled(layer.kernel_size, layer.stride, layer.padding, layer.dilation, layer.ceil_mode),
            MaxPool3d layer => MaxPooled(layer.kernel_size, layer.stride, layer.padding, layer.dilation, layer.ceil_mode),
            AvgPool1d layer => [
                $"kernel_size=({Integer(layer.kernel_size)},)", $"stride=({Integer(layer.stride ?? layer.kernel_size)},)",
                $"padding=({Integer(layer.padding ?? 0)},)"
            ],
            AvgPool2d layer => Pooled(layer.kernel_size, layer.stride, layer.padding),
            AvgPool3d layer => Pooled(layer.kernel_size, layer.stride, layer.padding),
            MaxUnpool1d layer => Unpooled([layer.kernel_size], One(layer.stride), One(layer.padding)),
            MaxUnpool2d layer => Unpooled(layer.kernel_size, layer.stride, layer.padding),
            MaxUnpool3d layer => Unpooled(layer.kernel_size, layer.stride, layer.padding),
            LPPool1d layer => LPPooled(layer.norm_type, [layer.kernel_size], One(layer.stride), layer.ceil_mode),
            LPPool2d layer => LPPooled(layer.norm_type, layer.kernel_size, layer.stride, layer.ceil_mode),
            AdaptiveAvgPool1d layer => [$"output_size={Integer(layer.output_size)}"],
            AdaptiveAvgPool2d layer => [$"output_size={Tuple(layer.output_size)}"],
            AdaptiveAvgPool3d layer => [$"output_size={Tuple(layer.output_size)}"],
            AdaptiveMaxPool1d layer => [$"output_size={Integer(layer.output_size)}"],
            AdaptiveMaxPool2d layer => [$"output_size={Tuple(layer.output_size)}"],

            // AdaptiveMaxPool3d forgets its output_size: TorchSharp's property is null.
            _ => [],
        };

    private static IEnumerable<string> Dropped(double p, bool inplace) => [$"p={Float(p)}", $"inplace={Bool(inplace)}"];

    private static IEnumerable<string> InPlace(bool inplace) => inplace ? ["inplace=True"] : [];

    private static IEnumerable<string> Pooled(long[] kernel, long[]? stride, long[]? padding) =>
        [$"kernel_size={Sizes(kernel)}", $"stride={Sizes(stride ?? kernel)}", $"padding={Sizes(padding ?? [0])}"];

    private static IEnumerable<string> MaxPooled(long[] kernel, long[]? stride, long[]? padding, long[]? dilation, bool ceil) =>
        [.. Pooled(kernel, stride, padding), $"dilation={Sizes(dilation ?? [1])}", $"ceil_mode={Bool(ceil)}"];

    private static IEnumerable<string> Unpooled(long[] kernel, long[]? stride, long[]? padding) =>
        [$"kernel_size={Tuple(kernel)}", $"stride={Tuple(stride ?? kernel)}", $"padding={Tuple(padding ?? new long[kernel.Length])}"];

    private static IEnumerable<string> LPPooled(double norm, long[] kernel, long[]? stride, bool ceil) =>
        [
            $"norm_type={Float(norm)}", $"kernel_size={Sizes(kernel)}", $"stride={(stride is null ? "None" : Sizes(stride))}",
            $"ceil_mode={Bool(ceil)}"
        ];

    private static IEnumerable<string> Upsampled(Upsample layer) =>
    [
        layer.scale_factor.Length > 0 ? $"scale_factor={Factors(layer.scale_factor.ToArray())}" : $"size={Sizes(layer.size.ToArray())}",
        $"mode='{layer.mode.ToString().ToLowerInvariant()}'",
    ];

    private static IEnumerable<string> Slid(
        (long Height, long Width) kernel,
        (long Height, long Width) dilation,
        (long Height, long Width) padding,
        (long Height, long Width) stride) =>
        [$"kernel_size={Pair(kernel)}", $"dilation={Pair(dilation)}", $"padding={Pair(padding)}", $"stride={Pair(stride)}"];

    private static string Pair((long Height, long Width) size) => Tuple([size.Height, size.Width]);

    private static long[]? One(long? size) => size is { } known ? [known] : null;
}
