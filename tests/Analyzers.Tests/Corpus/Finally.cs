using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Corpus.Finally;

/// <summary>Registration stands where it always runs; what follows sees its components.</summary>
public sealed class InFinally : Module<Tensor, Tensor>
{
    private readonly Linear fc;

    public InFinally(long width) : base(nameof(InFinally))
    {
        try
        {
            fc = Linear(width, width);
        }
        finally
        {
            RegisterComponents();
        }

        this.to(float64); // silent: TSG1017
        foreach (var (_, parameter) in named_parameters()) // silent: TSG1017
        {
            init.normal_(parameter);
        }
    }

    public override Tensor forward(Tensor x) => fc.call(x);
}

/// <summary>Only where nothing went wrong.</summary>
public sealed class AfterFinally : Module<Tensor, Tensor>
{
    private readonly Linear fc;
    private readonly Linear late;

    public AfterFinally(long width, IDisposable scope) : base(nameof(AfterFinally))
    {
        try
        {
            fc = Linear(width, width);
            RegisterComponents();
        }
        finally
        {
            scope.Dispose();
        }

        late = Linear(width, width); // expect: TSG1003
    }

    public override Tensor forward(Tensor x) => late.call(fc.call(x));
}

/// <summary>A weight file that may be missing decides nothing about registration.</summary>
public sealed class InCatch : Module<Tensor, Tensor>
{
    private readonly Linear fc;
    private readonly Linear? extra;

    public InCatch(long width, string path) : base(nameof(InCatch))
    {
        fc = Linear(width, width);
        try
        {
            extra = File.Exists(path) ? Linear(width, width) : null;
            RegisterComponents();
        }
        catch (IOException)
        {
            RegisterComponents();
        }

        eval(); // silent: TSG1017
    }

    public override Tensor forward(Tensor x) => extra is null ? fc.call(x) : extra.call(fc.call(x));
}
