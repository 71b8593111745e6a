using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Generators.Runtime.Tests.Interop;

/// <summary>The twin of <c>tests/Golden/foreign.py</c> with names of its own, and the other library's as aliases.</summary>
[Module]
internal sealed partial class TinyGpt : PassThrough
{
    [Submodule(Aliases = ["wte"])] public readonly Embedding tokens = nn.Embedding(6, 4);
    [Submodule(Aliases = ["h"])] public readonly TinyBlock[] blocks = [new(), new()];
    [Submodule(Aliases = ["lm_head"])] public readonly Linear head = nn.Linear(4, 6, hasBias: false);

    public TinyGpt() => head.weight = tokens.weight!;
}

[Module]
internal sealed partial class TinyBlock : PassThrough
{
    [Submodule(Aliases = ["ln_1"])] public readonly LayerNorm norm = nn.LayerNorm(4);
    [Submodule(Aliases = ["attn"])] public readonly TinyAttention attention = new();
}

[Module]
internal sealed partial class TinyAttention : PassThrough
{
    [Submodule(Aliases = ["c_attn"])] public readonly Linear qkv = nn.Linear(4, 12);
    [Buffer(Aliases = ["bias"])] public Tensor mask = tril(ones(4, 4)).to(@bool);
}
