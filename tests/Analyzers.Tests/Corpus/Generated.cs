using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

using TorchSharp.Generators;

namespace Corpus.Generated;

[Module]
public partial class GeneratedAttention(int size) : Module<Tensor, Tensor>("GeneratedAttention")
{
    private readonly Linear fc = Linear(size, size);
    [Buffer] private Tensor mask = triu(ones(size, size), 1);
    private Tensor bias = zeros(size); // expect: TSG1001
    [NotRegistered] private Tensor scratch = zeros(size);
    private Tensor? last; // expect: TSG1001
    private Tensor half = tensor(0.5f); // expect: TSG1001
    private readonly List<Linear> experts = [Linear(size, size)]; // expect: TSG1005

    public override Tensor forward(Tensor x)
    {
        last = experts[0].call(fc.call(x)) + mask + bias;
        return last * half + scratch;
    }
}

public sealed class HandWrittenAbove : GeneratedAttention // expect: TSG1016
{
    private readonly Linear extra = Linear(4, 4);

    public HandWrittenAbove() : base(4)
    {
    }

    public override Tensor forward(Tensor x) => extra.call(base.forward(x));
}

public sealed class NothingOfItsOwn : GeneratedAttention
{
    private readonly ReLU act = ReLU();

    public NothingOfItsOwn() : base(4)
    {
    }

    public override Tensor forward(Tensor x) => act.call(base.forward(x));
}

[Module]
public partial class GeneratedAbove : GeneratedAttention
{
    private readonly Linear extra = Linear(4, 4);

    public GeneratedAbove() : base(4)
    {
    }

    public override Tensor forward(Tensor x) => extra.call(base.forward(x));
}

[Module]
public partial class CapturingGenerated(Tensor table, Linear given) : Module<Tensor, Tensor>("CapturingGenerated") // expect: TSG1010
{
    private readonly Linear fc = given;

    public override Tensor forward(Tensor x) => fc.call(x) + table;
}
