using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime.Transfer;

/// <summary>Where a module keeps its tensors.</summary>
internal enum NativeLayerKind
{
    /// <summary>In objects.</summary>
    None,

    /// <summary>In native code, which takes another tensor.</summary>
    Settable,

    /// <summary>In native code, which gives no way to set a tensor.</summary>
    Closed,
}

/// <summary>
/// The layers of TorchSharp whose forward runs in native code, on tensors of its own: <c>AssignLayerTests</c> tries all of TorchSharp's.
/// </summary>
internal static class NativeLayer
{
    public static NativeLayerKind KindOf(torch.nn.Module module) => module switch
    {
        Embedding or EmbeddingBag or RNNCell or GRUCell or LSTMCell => NativeLayerKind.Settable,
        RNN or GRU or LSTM or MultiheadAttention or Transformer
            or TransformerEncoder or TransformerDecoder or TransformerEncoderLayer or TransformerDecoderLayer => NativeLayerKind.Closed,
        _ => NativeLayerKind.None,
    };

    /// <summary>Hands a parameter to the native side of a layer that takes one.</summary>
    public static void Set(torch.nn.Module module, string name, Parameter value)
    {
        switch (module, name)
        {
            case (Embedding layer, _):
                layer.weight = value;
                break;
            case (EmbeddingBag layer, _):
                layer.weight = value;
                break;
            case (RNNCell layer, "weight_ih"):
                layer.weight_ih = value;
                break;
            case (RNNCell layer, "weight_hh"):
                layer.weight_hh = value;
                break;
            case (RNNCell layer, "bias_ih"):
                layer.bias_ih = value;
                break;
            case (RNNCell layer, _):
                layer.bias_hh = value;
                break;
            case (GRUCell layer, "weight_ih"):
                layer.weight_ih = value;
                break;
            case (GRUCell layer, "weight_hh"):
                layer.weight_hh = value;
                break;
            case (GRUCell layer, "bias_ih"):
                layer.bias_ih = value;
                break;
            case (GRUCell layer, _):
                layer.bias_hh = value;
                break;
            case (LSTMCell layer, "weight_ih"):
                layer.weight_ih = value;
                break;
            case (LSTMCell layer, "weight_hh"):
                layer.weight_hh = value;
                break;
            case (LSTMCell layer, "bias_ih"):
                layer.bias_ih = value;
                break;
            case (LSTMCell layer, _):
                layer.bias_hh = value;
                break;
        }
    }
}
