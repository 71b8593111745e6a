using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime.Collections;

/// <summary>What the elements of a collection are, and how a visitor is shown one.</summary>
internal abstract class StateElement<T>
    where T : class?
{
    /// <summary>As PyTorch calls it in messages.</summary>
    public abstract string Noun { get; }

    public abstract void Show(StateVisitor visitor, string key, T? value);
}

internal sealed class ParameterElement : StateElement<Parameter>
{
    public static readonly ParameterElement Instance = new();

    public override string Noun => "parameter";

    public override void Show(StateVisitor visitor, string key, Parameter? value) => visitor.Parameter(key, ref value);
}

internal sealed class BufferElement(bool persistent, bool keepDtype) : StateElement<torch.Tensor>
{
    public override string Noun => "buffer";

    public override void Show(StateVisitor visitor, string key, torch.Tensor? value) =>
        visitor.Buffer(key, ref value, persistent, keepDtype);
}

/// <summary>Any type, because <c>IModule&lt;...&gt;</c> is a module only by its run-time type.</summary>
internal sealed class ModuleElement : StateElement<object>
{
    public static readonly ModuleElement Instance = new();

    public override string Noun => "module";

    public override void Show(StateVisitor visitor, string key, object? value) => visitor.Module(key, value as torch.nn.Module);
}

/// <summary>A collection in a collection, which a visitor is shown as it is shown the one around it.</summary>
internal sealed class NestedElement<T>(ElementVisit<T> visit) : StateElement<T>
    where T : class?
{
    public override string Noun => "module";

    public override void Show(StateVisitor visitor, string key, T? value) => visit(visitor, key, value);
}
