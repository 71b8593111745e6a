using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.Twice;

public sealed class RegisteredTwice : Module<Tensor, Tensor>
{
    private readonly Linear fc;
    private readonly Tensor mask;

    public RegisteredTwice() : base("RegisteredTwice")
    {
        fc = Linear(4, 4);
        mask = ones(4);
        RegisterComponents();
        register_buffer("mask", mask); // expect: TSG1018
    }

    public override Tensor forward(Tensor x) => fc.call(x) + mask;
}

public sealed class SameName : Module<Tensor, Tensor>
{
    public SameName() : base("SameName")
    {
        register_buffer("a", ones(2));
        register_buffer("b", ones(2));
        register_buffer("a", zeros(2)); // expect: TSG1018
    }

    public override Tensor forward(Tensor x) => x + get_buffer("a")! + get_buffer("b")!;
}

/// <summary>By hand first, then all: reflection skips what it finds.</summary>
public sealed class HandFirst : Module<Tensor, Tensor>
{
    private readonly Parameter weight;
    private readonly Tensor mask;

    public HandFirst(bool bias) : base("HandFirst")
    {
        weight = Parameter(ones(2));
        mask = ones(2);
        register_parameter(nameof(weight), weight);
        register_buffer(nameof(mask), mask);
        if (bias)
        {
            register_parameter("bias", Parameter(zeros(2)));
        }
        else
        {
            register_parameter("bias", Parameter(ones(2)));
        }

        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => x * weight + mask;
}
