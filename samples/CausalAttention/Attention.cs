using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Samples;

/// <summary>What both modules compute: only the standing of their mask differs.</summary>
internal static class Attention
{
    public static Tensor Attend(Tensor x, Linear query, Linear key, Linear value, Dropout dropout, Tensor mask)
    {
        using DisposeScope scope = NewDisposeScope();
        int tokens = (int)x.shape[1];
        Tensor keys = key.call(x);
        Tensor queries = query.call(x);
        Tensor values = value.call(x);

        Tensor scores = queries.bmm(keys.transpose(1, 2));
        scores.masked_fill_(mask.@bool()[..tokens, ..tokens], double.NegativeInfinity);
        Tensor weights = dropout.call(nn.functional.softmax(scores / Math.Sqrt(keys.shape[^1]), dim: -1));

        return weights.bmm(values).MoveToOuterDisposeScope();
    }
}
