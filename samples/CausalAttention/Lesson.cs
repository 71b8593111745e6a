using TorchSharp;
using static TorchSharp.torch;

namespace Samples;

/// <summary>The lesson "Understanding PyTorch Buffers", step by step.</summary>
internal sealed class Lesson(Device device, Report report) : IDisposable
{
    private const long DIn = 3;
    private const long DOut = 2;
    private const long ContextLength = 6;

    private readonly Tensor _batch = MakeBatch();
    private CausalAttentionWithoutBuffer? _without;
    private CausalAttention? _with;

    public void Play()
    {
        manual_seed(123);
        FirstModule();
        SecondModule();
        Move();
        Keys();
        SaveAndLoad();
    }

    public void Dispose()
    {
        _without?.Dispose();
        _with?.Dispose();
        _batch.Dispose();
    }

    private static CausalAttentionWithoutBuffer MakeFirst() => new(DIn, DOut, ContextLength, 0.0);

    private static CausalAttention MakeSecond() => new(DIn, DOut, ContextLength, 0.0);

    /// <summary>The inputs twice, of shape [2, 6, 3].</summary>
    private static Tensor MakeBatch()
    {
        using Tensor inputs = tensor(Expected.Inputs);
        return stack([inputs, inputs], dim: 0);
    }

    private void FirstModule()
    {
        report.Step(1, "The mask as a plain attribute");
        _without = MakeFirst();
        using Tensor output = _without.call(_batch);
        report.Compare(nameof(CausalAttentionWithoutBuffer), output, Expected.WithoutBuffer);
    }

    private void SecondModule()
    {
        report.Step(2, "The mask as a buffer");
        _with = MakeSecond();
        using Tensor output = _with.call(_batch);
        report.Compare(nameof(CausalAttention), output, Expected.WithBuffer);
    }

    private void Move()
    {
        report.Step(3, $"Both modules move to {device}");
        using Tensor batch = _batch.to(device);

        // A module that went to meta has lost its numbers, so there two others make the journey.
        bool keepsData = device.type != DeviceType.META;
        CausalAttentionWithoutBuffer without = keepsData ? _without! : MakeFirst();
        CausalAttention with = keepsData ? _with! : MakeSecond();

        without.to(device);
        report.Line("Without a buffer:");
        ReportDevices(without.QueryWeight, without.Mask);
        report.Check(without.Mask.device_type == DeviceType.CPU, "The plain attribute moved, which a plain attribute does not.");
        ReportForward(() => without.call(batch));
        if (!keepsData)
        {
            report.Line("  (meta lets a mask from elsewhere pass; cuda says \"expected self and mask to be on the same device,");
            report.Line("  but got mask on cpu and self on cuda:0\")");
        }

        with.to(device);
        report.Line("With a buffer:");
        ReportDevices(with.QueryWeight, with.Mask);
        report.Check(with.Mask.device_type == device.type, $"The buffer did not move to {device}.");
        ReportForward(() => with.call(batch));

        if (keepsData)
        {
            using Tensor output = with.call(batch);
            report.Compare($"{nameof(CausalAttention)} on {device}", output, Expected.WithBuffer);
            without.cpu();
            with.cpu();
        }
        else
        {
            without.Dispose();
            with.Dispose();
        }
    }

    private void ReportDevices(Tensor weight, Tensor mask)
    {
        report.Line($"  W_query.device: {weight.device}");
        report.Line($"  mask.device: {mask.device}");
    }

    private void ReportForward(Func<Tensor> forward)
    {
        try
        {
            using Tensor output = forward();
            report.Line($"  forward: a tensor of shape [{string.Join(", ", output.shape)}] on {output.device}");
        }
        catch (Exception error)
        {
            report.Line($"  forward: {error.Message.Split('\n')[0]}");
        }
    }

    private void Keys()
    {
        report.Step(4, "What state_dict() has");
        ReportKeys("Without a buffer", _without!.state_dict().Keys, "W_query.weight", "W_key.weight", "W_value.weight");
        ReportKeys("With a buffer", _with!.state_dict().Keys, "mask", "W_query.weight", "W_key.weight", "W_value.weight");
    }

    private void ReportKeys(string title, IEnumerable<string> keys, params string[] expected)
    {
        string listed = string.Join(", ", keys);
        report.Line($"{title}: {listed}");
        report.Check(
            listed == string.Join(", ", expected), $"{title}, state_dict() has {listed}; the lesson has {string.Join(", ", expected)}.");
    }

    private void SaveAndLoad()
    {
        report.Step(5, "Every 1 of the mask becomes 2; saved, and loaded into a new module");
        using (no_grad())
        {
            _without!.Mask.mul_(2);
            _with!.Mask.mul_(2);
        }

        using CausalAttentionWithoutBuffer without = MakeFirst();
        without.load(Saved(_without));
        report.Line("Without a buffer, the change is lost:");
        report.Matrix(without.Mask);
        report.Check(without.Mask.max().item<float>() == 1, "The plain attribute was saved, which a plain attribute is not.");

        using CausalAttention with = MakeSecond();
        with.load(Saved(_with));
        report.Line("With a buffer, it is kept:");
        report.Matrix(with.Mask);
        report.Check(with.Mask.allclose(_with.Mask), "The loaded mask is not the saved one.");
    }

    private static MemoryStream Saved(nn.Module module)
    {
        var file = new MemoryStream();
        using (var writer = new BinaryWriter(file, System.Text.Encoding.UTF8, leaveOpen: true))
        {
            module.save(writer);
        }

        file.Position = 0;
        return file;
    }
}
