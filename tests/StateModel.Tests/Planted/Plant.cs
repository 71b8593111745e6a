namespace TorchSharp.Generators.StateModel.Tests.Planted;

/// <summary>A bug to put into a copy of the runtime library.</summary>
/// <param name="Name">What is lost.</param>
/// <param name="File">The file of the runtime library.</param>
/// <param name="Old">What stands there once, and no more often.</param>
/// <param name="New">What it is replaced by.</param>
internal sealed record Plant(string Name, string File, string Old, string New)
{
    public static readonly Plant[] All =
    [
        new(
            "KeepDtype, where an ordinary buffer shares the tensor",
            "Transfer/TransferPlan.cs",
            "_kept.Count > 0 && _kept.Contains(tensor);",
            "_kept.Count < 0;"),
        new(
            "the elements of a collection, with the scope they were made in",
            "Registration/ModuleRegistry.cs",
            "collection.RegisterTensors();",
            ""),
        new("what collections in collections hold", "Collections/StateElement.cs", "=> visit(visitor, key, value);", "=> _ = visit;"),
        new("buffers, with the scope they were made in", "Registration/DeclaredState.cs", "tensor.DetachFromDisposeScope();", ""),
        new(
            "the last value for a tied tensor",
            "Loading/TensorCheckpoint.cs",
            " in copies)",
            " in System.Linq.Enumerable.Reverse(copies))"),
        new(
            "what libtorch's layers have, with the scope they were made in",
            "Registration/StockLayer.cs",
            "parameter.DetachFromDisposeScope();",
            ""),
        new(
            "which of two recipes builds a shared buffer",
            "Transfer/TensorReplacement.cs",
            "if (_recipe is null)",
            "if (recipe is not null)"),
        new("what has moved before a child refused", "Transfer/ModuleTransfer.cs", "exchange.Undo();", ""),
        new(
            "the order of declared and hand-written members",
            "Registration/ModuleRegistry.cs",
            "baseChildren is not null;",
            "baseChildren is null;"),
        new("what Persistent says", "Reading/StateDictWalk.cs", "if (persistent)", "if (persistent | true)"),
        new(
            "an alias of a module",
            "Loading/AliasMap.cs",
            "(name, renamed) = (today, true);",
            "(name, renamed) = rest.Length == 0 ? (today, true) : (name, false);"),
        new("the dtype of a gradient", "Transfer/TensorExchange.cs", "ExchangeGradient(tensor, grad, dtype, undoable);", ""),
        new("an error for another shape", "Loading/EntryCheck.cs", "if (!fits)", "if (fits && !fits)"),
        new("that a null has no entry", "Registration/RegistryCheck.cs", "&& _parameter == entries.Parameters.DeclaredEnd", ""),
        new(
            "integers, in a move to another device and dtype",
            "Transfer/TransferTarget.cs",
            "&& IsFloatingOrComplex(own) ? dtype : own",
            "? dtype : own"),
        new("what is added to a ModuleList later", "Registration/StockContainer.cs", "if (!Holds(list))", "if (list.Count < 0)"),
        new(
            "that a parameter is frozen, on the way to meta",
            "Transfer/TensorReplacement.cs",
            "target.Convert(Source, dtype).with_requires_grad(Source.requires_grad);",
            "target.Convert(Source, dtype).with_requires_grad(Source is TorchSharp.Modules.Parameter);"),
    ];
}
