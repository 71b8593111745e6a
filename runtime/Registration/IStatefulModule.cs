using System.ComponentModel;

namespace TorchSharp.Generators.Runtime;

/// <summary>What a generated module class shows to this library. Generated code implements it; nobody else needs to.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IStatefulModule
{
    /// <summary>The bookkeeping of this instance.</summary>
    ModuleRegistry State { get; }

    /// <summary>Shows each declared member to <paramref name="visitor"/>: base class first, then in declaration order.</summary>
    void VisitState(StateVisitor visitor);

    /// <summary>TorchSharp's own <c>RegisterComponents</c>, for the fields of hand-written base and derived classes.</summary>
    void RegisterByReflection();

    /// <summary>Tells the base class which device the module is on now (<c>_deviceType</c>, <c>_deviceIndex</c>).</summary>
    void OnMoved(torch.Device device);
}
