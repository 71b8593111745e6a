using TorchSharp;
using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Generated.Scalars;

#region activations

[Module]
public sealed partial class Snake(long features) : Module<Tensor, Tensor>(nameof(Snake))
{
    [Parameter] private Parameter alpha = new(ones(1, features, 1));

    public override Tensor forward(Tensor x) => x + ((alpha * x).sin().pow(2) / (alpha + 1e-9));
}

[Module]
public sealed partial class Prelu2() : Module<Tensor, Tensor>(nameof(Prelu2))
{
    [Parameter("weight")] private Parameter slope = new(tensor(0.25f));

    public override Tensor forward(Tensor x) => where(x > 0, x, x * slope);
}

#endregion

#if DEBUG || RELEASE || !NEVER
[Module]
public sealed partial class Standardize : Module<Tensor, Tensor>
{
#if NEVER
    [Buffer] private Tensor never = ones(1);
#else
    [Buffer] private Tensor mean;
#endif
    [Buffer]
    /* the other half */
    private Tensor std; // of the training data

    public Standardize(Tensor data)
        : base(nameof(Standardize))
    {
        mean = data.mean([0]);
        std = data.std([0]);
    }

    public override Tensor forward(Tensor x) => (x - mean) / std;

    public override string ToString() => $"Standardize({mean.shape[0]})";
}
#endif

[Module]
public sealed partial class Ensemble(params Standardize[] members) : Module<Tensor, Tensor>(nameof(Ensemble)), IEnumerable<Standardize>
{
    [Submodule("members")] private readonly Standardize[] _members = members;
    [Buffer("weights")] private Tensor _weights = ones(members.Length) / members.Length;

    public Standardize this[int index] => _members[index];

    public static implicit operator Ensemble(Standardize single) => new(single);

    public override Tensor forward(Tensor x) =>
        stack(_members.Select(member => member.call(x))).mul(_weights.view(-1, 1, 1)).sum([0]);

    public IEnumerator<Standardize> GetEnumerator() => ((IEnumerable<Standardize>)_members).GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
}
