using TorchSharp;
using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Generated.Distillation;

[Module]
public sealed partial class Student(Module<Tensor, Tensor> teacher, int width) : Module<Tensor, Tensor>(nameof(Student))
{
    [NotRegistered] private readonly Module<Tensor, Tensor> teacher = teacher;
    [NotRegistered] private readonly List<Module<Tensor, Tensor>> assistants = [];
    [NotRegistered] public partial Tensor? LastLogits { get; private set; }
    [NotRegistered] public Parameter? Temperature { get; init; }
    private readonly Linear body = Linear(width, width);
    private readonly Stage stage = new();

    public override Tensor forward(Tensor x)
    {
        stage.Parent = this;
        return LastLogits = stage.call(body.call(x));
    }

    public Tensor Loss(Tensor x)
    {
        using (no_grad())
        {
            Tensor wanted = assistants.Aggregate(teacher.call(x), (sum, assistant) => sum + assistant.call(x));
            return functional.mse_loss(call(x) / (Temperature ?? ones(1, device: x.device)), wanted);
        }
    }
}

[Module]
public sealed partial class Stage() : Module<Tensor, Tensor>(nameof(Stage))
{
    [NotRegistered] internal Student? Parent;
    [NotRegistered] private Tensor? scratch, _workspace;
    [Parameter] private Parameter shift = new(zeros(1));

    public override Tensor forward(Tensor x)
    {
        if (scratch is null || !scratch.shape.SequenceEqual(x.shape))
        {
            scratch = empty_like(x);
        }

        _workspace = scratch.copy_(x).add_(shift);
        return _workspace;
    }
}
