using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime.Collections;

/// <summary>What the elements of a collection are, and how a visitor is shown one.</summary>
internal abstract class StateElement<T>
    where T : class?
{
    /// <summary>As PyTorch calls it in messages.</summary>
    public abstract string Noun { get; }

    /// <returns>Whether <paramref name="value"/> was replaced.</returns>
    public abstract bool Show(StateVisitor visitor, string key, ref T? value);
}

internal sealed class ParameterElement : StateElement<Parameter>
{
    public static readonly ParameterElement Instance = new();

    public override string Noun => "parameter";

    public override bool Show(StateVisitor visitor, string key, ref Parameter? value) => visitor.Parameter(key, ref value);
}

internal sealed class BufferElement(bool persistent, bool keepDtype) : StateElement<torch.Tensor>
{
    public override string Noun => "buffer";

    public override bool Show(StateVisitor visitor, string key, ref torch.Tensor? value) => visitor.Buffer(key, ref value, persistent, keepDtype);
}

/// <summary>Any type, because <c>IModule&lt;...&gt;</c> is a module only by its run-time type.</summary>
internal sealed class ModuleElement : StateElement<object>
{
    public static readonly ModuleElement Instance = new();

    public override string Noun => "module";

    public override bool Show(StateVisitor visitor, string key, ref object? value)
    {
        visitor.Module(key, value as torch.nn.Module);
        return false;
    }
}

/// <summary>A collection in a collection, which a visitor is shown as it is shown the one around it.</summary>
internal sealed class NestedElement<T>(ElementVisit<T> visit) : StateElement<T>
    where T : class?
{
    public override string Noun => "module";

    public override bool Show(StateVisitor visitor, string key, ref T? value)
    {
        visit(visitor, key, value);
        return false;
    }
}
