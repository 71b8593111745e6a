using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.IdleMove;

/// <summary>Moves nothing when there is nothing yet; each member is made where it belongs.</summary>
public sealed class MovedMembers : Module<Tensor, Tensor>
{
    private readonly Linear fc;
    private readonly Embedding embedding;

    public MovedMembers(long width, Device device) : base(nameof(MovedMembers))
    {
        this.to(device); // silent: TSG1017
        fc = Linear(width, width).to(device);
        embedding = Embedding(16, width).to(device);
        RegisterComponents();
    }

    public void SetDevice(Device device) => this.to(device);

    public override Tensor forward(Tensor x) => fc.call(embedding.call(x));
}

/// <summary>Everything is made on the device to begin with.</summary>
public sealed class MadeThere : Module<Tensor, Tensor>
{
    private readonly Linear fc;

    public MadeThere(long width, Device device) : base(nameof(MadeThere))
    {
        this.to(device); // silent: TSG1017
        fc = Linear(width, width, device: device);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => fc.call(x);
}

/// <summary>Believes that it has moved what it made.</summary>
public sealed class MovesTooEarly : Module<Tensor, Tensor>
{
    private readonly Linear fc;

    public MovesTooEarly(long width, Device device) : base(nameof(MovesTooEarly))
    {
        fc = Linear(width, width);
        this.to(device); // expect: TSG1017
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => fc.call(x);
}
