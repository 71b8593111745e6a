using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Golden.Shapes;

[Module]
internal sealed partial class WithBatchNorm() : Module(nameof(WithBatchNorm))
{
    private readonly Conv2d conv = Conv2d(1, 2, kernel_size: 2);
    private readonly BatchNorm2d bn = BatchNorm2d(2);
    private readonly BatchNorm1d plain_bn = BatchNorm1d(2, affine: false);
}

[Module]
internal sealed partial class WithLayerNorm() : Module(nameof(WithLayerNorm))
{
    private readonly LayerNorm norm = LayerNorm(4);
    private readonly LayerNorm plain_norm = LayerNorm(4, elementwise_affine: false);
}

[Module]
internal sealed partial class WithEmbedding() : Module(nameof(WithEmbedding))
{
    private readonly Embedding tok_emb = Embedding(4, 2);
    private readonly Embedding pos_emb = Embedding(3, 2);
}

[Module]
internal sealed partial class WithLSTM() : Module(nameof(WithLSTM))
{
    private readonly LSTM lstm = LSTM(2, 1, numLayers: 2, bidirectional: true);
    private readonly Linear head = Linear(2, 1);
}

[Module]
internal sealed partial class WithMultiheadAttention() : Module(nameof(WithMultiheadAttention))
{
    private readonly MultiheadAttention att = MultiheadAttention(2, 1);
    private readonly LayerNorm norm = LayerNorm(2);
}
