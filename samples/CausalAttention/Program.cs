using Samples;
using TorchSharp;
using static TorchSharp.torch;

const string Usage =
    """
    Plays the lesson "Understanding PyTorch Buffers" with two causal attention modules:
    one keeps its mask as a plain attribute, the other as a [Buffer].

    Usage: CausalAttention [options]

    Options:
      -h, --help   Show this text.

    The modules move to cuda where it is available, else to meta.
    Exit code: 0 if every number is the lesson's, 1 if one differs, 2 for an unknown option.
    """;

foreach (string argument in args)
{
    if (argument is "-h" or "--help")
    {
        Console.WriteLine(Usage);
        return 0;
    }

    Console.Error.WriteLine($"Unknown option '{argument}'. Try --help.");
    return 2;
}

Device device = cuda.is_available() ? CUDA : META;
Console.WriteLine($"TorchSharp {typeof(torch).Assembly.GetName().Version!.ToString(3)}");
Console.WriteLine(device.type == DeviceType.CUDA
    ? "CUDA is available: the modules will move to it."
    : "CUDA is not available: the move is shown on meta, a device whose tensors have a shape and no data.");

var report = new Report(Console.Out);
using (var lesson = new Lesson(device, report))
{
    lesson.Play();
}

Console.WriteLine();
foreach (string difference in report.Differences)
{
    Console.Error.WriteLine(difference);
}

if (report.Differences.Count > 0)
{
    return 1;
}

Console.WriteLine("All numbers are those of the lesson.");
return 0;
