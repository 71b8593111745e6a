using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Generators.Tests.Benchmarks.Operations;

/// <summary>The loop over the same tensors that somebody writes who knows the model, with no check at all.</summary>
public static class HandWritten
{
    public static void ThereAndBack(Subject subject)
    {
        Convert(subject, ScalarType.Float64);
        Convert(subject, ScalarType.Float32);
    }

    public static bool IsThere(Subject subject)
    {
        bool isThere = true;
        foreach (Tensor tensor in subject.State.Values)
        {
            isThere &= tensor.dtype == ScalarType.Float32;
        }

        return isThere;
    }

    public static bool IsOnCpu(Subject subject)
    {
        bool isThere = true;
        foreach (Tensor tensor in subject.State.Values)
        {
            isThere &= tensor.device_type == DeviceType.CPU;
        }

        return isThere;
    }

    public static void LoadStateDict(Subject subject)
    {
        using (no_grad())
        {
            foreach ((string key, Tensor tensor) in subject.State)
            {
                tensor.copy_(subject.Source[key]);
            }
        }
    }

    public static void Load(Subject subject)
    {
        using FileStream stream = File.OpenRead(subject.File);
        using var reader = new BinaryReader(stream);
        for (long left = reader.Read7BitEncodedInt64(); left > 0; left--)
        {
            string key = reader.ReadString();
            reader.Read7BitEncodedInt64();
            for (long rank = reader.Read7BitEncodedInt64(); rank > 0; rank--)
            {
                reader.Read7BitEncodedInt64();
            }

            stream.ReadExactly(subject.State[key].bytes);
        }
    }

    public static void Save(Subject subject)
    {
        using FileStream stream = File.Create(subject.File);
        using var writer = new BinaryWriter(stream);
        writer.Write7BitEncodedInt64(subject.State.Count);
        foreach ((string key, Tensor tensor) in subject.State)
        {
            writer.Write(key);
            writer.Write7BitEncodedInt64((long)tensor.dtype);
            writer.Write7BitEncodedInt64(tensor.dim());
            for (int dimension = 0; dimension < tensor.dim(); dimension++)
            {
                writer.Write7BitEncodedInt64(tensor.size(dimension));
            }

            stream.Write(tensor.bytes);
        }
    }

    public static Dictionary<string, Tensor> StateDict(Subject subject)
    {
        var state = new Dictionary<string, Tensor>();
        foreach ((string key, Tensor tensor) in subject.State)
        {
            state.Add(key, tensor);
        }

        return state;
    }

    public static int Count(Parameter[] parameters)
    {
        int count = 0;
        foreach (Parameter parameter in parameters)
        {
            count += parameter.IsInvalid ? 0 : 1;
        }

        return count;
    }

    private static void Convert(Subject subject, ScalarType dtype)
    {
        using (no_grad())
        {
            foreach (Parameter parameter in subject.Parameters)
            {
                using Tensor converted = parameter.to(dtype);
                using Tensor vector = converted.reshape(-1);
                nn.utils.vector_to_parameters(vector, [parameter]);
                if (parameter.grad is { } grad)
                {
                    using Tensor convertedGrad = grad.to(dtype);
                    using Tensor gradVector = convertedGrad.reshape(-1);

                    // It takes the handle of its argument.
                    using var handle = new Parameter(grad, requires_grad: false);
                    nn.utils.vector_to_parameters(gradVector, [handle]);
                }
            }

            foreach (Tensor buffer in subject.Buffers)
            {
                using Tensor converted = buffer.to(dtype);
                using Tensor vector = converted.reshape(-1);
                using var handle = new Parameter(buffer.to(buffer.dtype), requires_grad: false);
                nn.utils.vector_to_parameters(vector, [handle]);
            }
        }
    }
}
