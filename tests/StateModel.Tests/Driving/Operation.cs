using TorchSharp.Generators.StateModel.Tests.Drafts;

namespace TorchSharp.Generators.StateModel.Tests.Driving;

/// <summary>Something that can be done to a tree and its model.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Weight">How often it is chosen, beside the others.</param>
/// <param name="Run">Does it, where the tree has what it takes.</param>
/// <param name="Assigns">Whether it gives members or elements another value.</param>
internal sealed record Operation(string Name, int Weight, Action<World, OperationDraft> Run, bool Assigns = false)
{
    private static readonly Operation[] s_all =
    [
        new("assign", 10, Assignments.Tensor, Assigns: true),
        new("assign null", 4, Assignments.Null, Assigns: true),
        new("tie", 5, Assignments.Tie, Assigns: true),
        new("tie a layer", 3, Assignments.TieLayer, Assigns: true),
        new("swap a child", 5, Assignments.Child, Assigns: true),
        new("share a child", 3, Assignments.SharedChild, Assigns: true),
        new("edit a collection", 8, Collections.Edit, Assigns: true),
        new("edit a container of TorchSharp", 3, Collections.EditStock, Assigns: true),
        new("move to a dtype", 9, Moves.Dtype),
        new("move to meta", 2, Moves.ToMeta),
        new("move back", 3, Moves.Back),
        new("move to what is no dtype", 1, Moves.Refused),
        new("move what refuses", 2, Moves.RefusedByChild),
        new("load a state_dict", 8, Loads.StateDict),
        new("save", 3, Loads.Save),
        new("load a file", 4, Loads.File),
        new("train or eval", 3, Training.Mode),
        new("backward", 6, Training.Backward),
        new("zero_grad", 2, Training.ZeroGrad),
        new("build an optimizer", 3, Training.Build),
        new("step", 5, Training.Step),
        new("freeze", 2, Training.Freeze),
        new("rebuild buffers", 3, Reads.ResetBuffers),
        new("read", 4, Reads.Lists),
        new("read in parallel", 1, Reads.Parallel),
        new("compare", 8, Reads.Everything),
    ];

    private static readonly Operation[] s_weighted =
        [.. s_all.SelectMany(static operation => Enumerable.Repeat(operation, operation.Weight))];

    public static Operation Of(OperationDraft draft) => s_weighted[draft.Kind % s_weighted.Length];
}
