namespace TorchSharp.Generators.StateModel.Tests.Classes;

/// <summary>What the trees leave out because it is wrong today. A test fails where one of these is wrong no more.</summary>
internal sealed class KnownBug(string name, string reason)
{
    public static readonly KnownBug MetaDisposesWhatOthersHold = new(
        nameof(MetaDisposesWhatOthersHold),
        "a move to or from meta disposes the old tensor, which a member that is not registered or a module outside of the moved one may hold");

    public static readonly KnownBug LateLayerStaysOffMeta = new(
        nameof(LateLayerStaysOffMeta),
        "a layer added to a ModuleList that is on meta stays on the CPU in the next move to meta");

    public static readonly KnownBug[] All = [MetaDisposesWhatOthersHold, LateLayerStaysOffMeta];

    public string Name { get; } = name;

    public string Reason { get; } = reason;

    public bool IsLeftOut { get; set; } = true;
}
