using TorchSharp.Generators.Tests.Benchmarks.Models;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Tests.Benchmarks.Operations;

/// <summary>A model, and what the operations need beside it.</summary>
public sealed class Subject : IDisposable
{
    private readonly Dictionary<string, Tensor> _source;

    public Subject(Shape shape, int blocks, bool generated)
    {
        (Shape, Blocks, IsGenerated) = (shape, blocks, generated);
        Model = Trees.Make(shape, blocks, generated);
        State = Model.state_dict();
        Parameters = [.. Model.parameters()];
        Buffers = [.. Model.buffers()];
        _source = State.ToDictionary(static entry => entry.Key, static entry => entry.Value.detach().clone());
        File = Path.GetTempFileName();
        using var stream = System.IO.File.Create(File);
        using var writer = new BinaryWriter(stream);
        Module.save_state_dict(writer, State);
    }

    public Shape Shape { get; }

    public int Blocks { get; }

    public bool IsGenerated { get; }

    public Module Model { get; }

    public Dictionary<string, Tensor> State { get; }

    public Parameter[] Parameters { get; }

    public Tensor[] Buffers { get; }

    public Dictionary<string, Tensor> Source => _source;

    public string File { get; }

    /// <summary>As generated modules hide it: TorchSharp's is not virtual.</summary>
    public void Save()
    {
        if (Model is GeneratedBlock generated)
        {
            generated.save(File);
        }
        else
        {
            Model.save(File);
        }
    }

    public void GiveGradients()
    {
        foreach (Parameter parameter in Model.parameters())
        {
            using Tensor grad = ones_like(parameter);
            parameter.grad = grad;
        }
    }

    public void Dispose()
    {
        Model.Dispose();
        foreach (Tensor tensor in _source.Values)
        {
            tensor.Dispose();
        }

        System.IO.File.Delete(File);
    }
}
