using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.UnusedMoves;

/// <summary>In PyTorch too, moving a tensor gives another one.</summary>
public sealed class Classifier : Module<Tensor, Tensor>
{
    private readonly Linear fc;

    public Classifier(long width) : base(nameof(Classifier))
    {
        fc = Linear(width, 10);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x.to(fc.weight!.device); // expect: TSG1012
        return fc.call(x);
    }
}

public static class Loop
{
    public static void Train(IEnumerable<(Tensor Image, Tensor Label)> batches, Device device)
    {
        var model = new Classifier(784);
        model.to(device); // silent: TSG1012
        var optimizer = optim.SGD(model.parameters(), 0.1); // silent: TSG3001
        foreach (var (image, label) in batches)
        {
            image.cuda(); // expect: TSG1012
            label.to(int64); // expect: TSG1012
            var x = image.to(device);
            using var loss = functional.cross_entropy(model.call(x), label.to(device));
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
            x.cpu(); // expect: TSG1012
        }

        model.cpu(); // silent: TSG1012
        model.save("classifier.dat");
    }
}

/// <summary>Its own method of that name works in place.</summary>
public sealed class Batch(Tensor image)
{
    public Tensor Image { get; private set; } = image;

    public void to(Device device) => Image = Image.to(device);

    public static void Move(Batch batch, dynamic anything, Device device)
    {
        batch.to(device); // silent: TSG1012
        anything.to(device); // silent: TSG1012
    }
}
