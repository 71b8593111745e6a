using TorchSharp;
using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Generated.Recipes;

[Module]
public partial class Recipes(int size) : Module<Tensor, Tensor>(nameof(Recipes))
{
    [Buffer(Init = nameof(CreateMask))] private Tensor mask = triu(ones(size, size), 1);
    [Buffer(Init = nameof(CreateWindow), Persistent = false)] public partial Tensor? Window { get; set; }
    [Buffer(Init = nameof(CreateGrid))] protected Tensor Grid { get; private set; } = meshgrid([arange(size), arange(size)])[0];
    [Buffer(Init = "CreateIndex", KeepDtype = true)] private Tensor? index;

    protected virtual Tensor CreateMask() => triu(ones(size, size), 1);

    private Tensor CreateWindow(Device device) => hann_window(size, device: device);

    private Tensor CreateGrid() => meshgrid([arange(size), arange(size)])[0];

    private Tensor CreateIndex(Device device)
    {
        Tensor rows = arange(size, device: device);
        return rows.unsqueeze(0) - rows.unsqueeze(1);
    }

    public override Tensor forward(Tensor x) => (x * mask * (Window ?? x) * Grid) + (index ?? x);

    public static Recipes OnCard(int size)
    {
        using IDisposable scope = NewDisposeScope();
        var recipes = new Recipes(size);
        recipes.to(META);
        recipes.to(CUDA);
        recipes.reset_buffers();
        return recipes;
    }
}

[Module]
public sealed partial class Banded(int size, int width) : Recipes(size)
{
    private readonly int _size = size;
    [Buffer(Init = nameof(CreateBand))] private Tensor band = ones(size, size).tril(width);

    protected override Tensor CreateMask() => base.CreateMask().tril(width);

    private Tensor CreateBand() => ones(_size, _size).tril(width);

    public override Tensor forward(Tensor x) => base.forward(x) * band;
}

[Module]
public sealed partial class Filters : Module<Tensor, Tensor>
{
    private const int Bins = 80;
    [Buffer(Init = nameof(Mel))] private Tensor mel;

    public Filters()
        : base(nameof(Filters)) => mel = Mel();

    private Tensor Mel()
    {
        Tensor frequencies = linspace(0, 8_000, 201);
        Tensor points = 700 * (pow(10.0, linspace(0, 2840, Bins + 2) / 2595) - 1);
        Tensor slopes = points.unsqueeze(0) - frequencies.unsqueeze(1);
        return slopes[.., TensorIndex.Slice(0, Bins)].clamp(min: 0);
    }

    public override Tensor forward(Tensor x) => x.matmul(mel).clamp(min: 1e-10).log10();
}
