using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using TorchSharp.Modules;
using static TorchSharp.Generators.Runtime.Printing.PythonText;

namespace TorchSharp.Generators.Runtime.Printing;

/// <summary>
/// The arguments of TorchSharp's own layers in PyTorch's words (<c>extra_repr</c>), as far as TorchSharp lets them be seen; of
/// other modules none.
/// </summary>
internal static class StockArguments
{
    public static string Of(torch.nn.Module module)
    {
        try
        {
            return string.Join(", ", Visible(module));
        }
        catch (Exception exception) when (exception is InvalidOperationException or System.Runtime.InteropServices.ExternalException
            or NullReferenceException or KeyNotFoundException)
        {
            // A debugger asks at any time, of layers that are disposed too. TorchSharp lists no dead parameter.
            return "disposed";
        }
    }

    private static IEnumerable<string> Visible(torch.nn.Module module) =>
        module switch
        {
            Linear layer =>
            [
                $"in_features={Integer(layer.in_features)}", $"out_features={Integer(layer.out_features)}",
                $"bias={Bool(layer.bias is not null)}"
            ],
            Bilinear layer => [
                $"in1_features={Integer(layer.in1_features)}", $"in2_features={Integer(layer.in2_features)}",
                $"out_features={Integer(layer.out_features)}", $"bias={Bool(layer.bias is not null)}"
            ],
            Embedding layer => layer.weight!.shape.Select(Integer),
            EmbeddingBag layer => layer.weight!.shape.Select(Integer),
            Convolution layer => OfConvolution(layer),
            NormBase layer =>
            [
                Integer(layer.num_features), $"eps={Float(layer.eps)}",
                $"momentum={(layer.momentum is { } momentum ? Float(momentum) : "None")}",
                $"affine={Bool(layer.affine)}", $"track_running_stats={Bool(layer.track_running_stats)}",
            ],
            LayerNorm layer =>
                [Tuple(layer.normalized_shape), $"eps={Float(layer.eps)}", $"elementwise_affine={Bool(layer.elementwise_affine)}"],
            GroupNorm layer when layer.weight is { } weight =>
                [Integer(layer.num_groups), Integer(weight.shape[0]), $"eps={Float(layer.eps)}", $"affine={Bool(layer.affine)}"],
            GroupNorm layer => [Integer(layer.num_groups), $"eps={Float(layer.eps)}", $"affine={Bool(layer.affine)}"],
            LocalResponseNorm layer =>
                [Integer(layer.size), $"alpha={Float(layer.alpha)}", $"beta={Float(layer.beta)}", $"k={Float(layer.k)}"],
            RNN or GRU or LSTM => OfRecurrent(module),
            RNNCell cell => OfCell(cell.weight_ih, cell.weight_hh),
            GRUCell cell => OfCell(cell.weight_ih, cell.weight_hh),
            LSTMCell cell => OfCell(cell.weight_ih, cell.weight_hh),
            _ => StockFunctionArguments.Of(module),
        };

    private static IEnumerable<string> OfConvolution(Convolution layer)
    {
        int dimensions = layer.weight!.shape.Length - 2;
        long[] padding = Spread(layer.padding, dimensions, 0);
        long[] dilation = Spread(layer.dilation, dimensions, 1);
        long[] outputPadding = Spread(layer.output_padding, dimensions, 0);
        yield return Integer(layer.in_channels);
        yield return Integer(layer.out_channels);
        yield return $"kernel_size={Tuple(Spread(layer.kernel_size, dimensions, 1))}";
        yield return $"stride={Tuple(Spread(layer.stride, dimensions, 1))}";
        if (layer.padding_type is { } type && type != Padding.Valid)
        {
            yield return $"padding={type.ToString().ToLowerInvariant()}";
        }
        else if (padding.Any(static size => size != 0))
        {
            yield return $"padding={Tuple(padding)}";
        }

        if (dilation.Any(static size => size != 1))
        {
            yield return $"dilation={Tuple(dilation)}";
        }

        if (outputPadding.Any(static size => size != 0))
        {
            yield return $"output_padding={Tuple(outputPadding)}";
        }

        if (layer.groups != 1)
        {
            yield return $"groups={Integer(layer.groups)}";
        }

        if (layer.bias is null)
        {
            yield return "bias=False";
        }

        if (layer.padding_mode != PaddingModes.Zeros)
        {
            yield return $"padding_mode={layer.padding_mode.ToString().ToLowerInvariant()}";
        }
    }

    /// <summary>TorchSharp keeps one number where it was given one.</summary>
    private static long[] Spread(long[]? sizes, int dimensions, long missing) =>
        sizes is not { Length: > 0 } ? [.. Enumerable.Repeat(missing, dimensions)]
        : sizes.Length == 1 ? [.. Enumerable.Repeat(sizes[0], dimensions)]
        : sizes;

    /// <summary>Recurrent layers tell their sizes by their weights alone.</summary>
    private static IEnumerable<string> OfRecurrent(torch.nn.Module module)
    {
        Dictionary<string, long[]> shapes = module.named_parameters()
            .ToDictionary(static entry => entry.name, static entry => entry.parameter.shape);
        foreach (string size in OfCell(shapes["weight_ih_l0"], shapes["weight_hh_l0"]))
        {
            yield return size;
        }

        int layers = 1;
        while (shapes.ContainsKey("weight_ih_l" + layers.ToString(CultureInfo.InvariantCulture)))
        {
            layers++;
        }

        if (layers > 1)
        {
            yield return $"num_layers={Integer(layers)}";
        }

        if (shapes.ContainsKey("weight_ih_l0_reverse"))
        {
            yield return "bidirectional=True";
        }
    }

    private static IEnumerable<string> OfCell(Parameter? input, Parameter? hidden) => OfCell(input!.shape, hidden!.shape);

    private static IEnumerable<string> OfCell(long[] input, long[] hidden) => [Integer(input[1]), Integer(hidden[1])];
}
