using TorchSharp.Generators.Tests.Benchmarks.Models;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Tests.Benchmarks.Operations;

/// <summary>What is measured.</summary>
/// <param name="Name">As the table calls it.</param>
/// <param name="Run">What a user calls.</param>
/// <param name="ByHand">The loop over the same tensors; null where there is none.</param>
/// <param name="Goal">How much of TorchSharp's time it may take; NaN where <see cref="GoalByHand"/> says it.</param>
public sealed record Operation(string Name, Action<Subject> Run, Action<Subject>? ByHand, double Goal)
{
    public static IReadOnlyList<Operation> All { get; } =
    [
        new(".to(float64) and back", ThereAndBack, HandWritten.ThereAndBack, 1.3),
        new("the same with gradients", ThereAndBack, HandWritten.ThereAndBack, 1.3) { NeedsGradients = true },
        new(".to(float32), nothing to do", static s => s.Model.to(ScalarType.Float32), static s => HandWritten.IsThere(s), 0.05),
        new(".to(cpu), nothing to do", static s => s.Model.cpu(), static s => HandWritten.IsOnCpu(s), double.NaN) { GoalByHand = 2 },
        new("load_state_dict", static s => s.Model.load_state_dict(s.Source), HandWritten.LoadStateDict, 0.6),
        new("load from a file", static s => s.Model.load(s.File), HandWritten.Load, 0.6),
        new("save to a file", static s => s.Save(), HandWritten.Save, 0.5),
        new("state_dict", static s => s.Model.state_dict(), static s => HandWritten.StateDict(s), 0.12),
        new("named_parameters", static s => s.Model.named_parameters().Count(), static s => HandWritten.Count(s.Parameters), 0.6),
        new("named_buffers", static s => s.Model.named_buffers().Count(), null, 0.6),
        new("named_modules", static s => s.Model.named_modules().Count(), null, 0.7),
        new("train and eval", TrainAndEval, null, 0.7),
        new("zero_grad", static s => s.Model.zero_grad(), null, 0.6),
        new("construct and dispose", static s => Trees.Make(s.Shape, s.Blocks, s.IsGenerated).Dispose(), null, 0.7),
    ];

    public bool NeedsGradients { get; init; }

    /// <summary>How much of the loop's time it may take, where TorchSharp believes a flag and does nothing.</summary>
    public double GoalByHand { get; init; } = double.NaN;

    public override string ToString() => Name;

    private static void ThereAndBack(Subject subject)
    {
        subject.Model.to(ScalarType.Float64);
        subject.Model.to(ScalarType.Float32);
    }

    private static void TrainAndEval(Subject subject)
    {
        subject.Model.train();
        subject.Model.eval();
    }
}
