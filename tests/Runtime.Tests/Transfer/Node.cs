using TorchSharp.Generators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Generators.Runtime.Tests.Transfer;

/// <summary>State in every place where a move finds it, and a child of the same kind.</summary>
[Module]
internal sealed partial class Node(Node? next = null) : Module<Tensor, Tensor>(nameof(Node))
{
    public Parameter Weight = Parameter(ones(2));
    [Buffer] public Tensor Mean = ones(2);
    [Buffer(Persistent = false)] public Tensor Cache { get; set; } = ones(2);
    [Buffer] public List<Tensor> Tables = [ones(2), ones(2)];
    public readonly Linear Stock = Linear(2, 2);
    public readonly Node? Next = next;
    public readonly Linear Last = Linear(2, 2, hasBias: false);

    /// <summary>The keys of all tensors, in the order of a move.</summary>
    public IEnumerable<string> Places =>
        [
            "Weight", "Mean", "Cache", "Tables.0", "Tables.1", "Stock.weight", "Stock.bias",
            .. Next?.Places.Select(static place => $"Next.{place}") ?? [], "Last.weight"
        ];

    public IEnumerable<Tensor> Tensors => Places.Select(Get);

    public override Tensor forward(Tensor x) => Stock.call(x) * Weight + Mean;

    public Tensor Get(string place) =>
        place switch
        {
            "Weight" => Weight,
            "Mean" => Mean,
            "Cache" => Cache,
            "Tables.0" => Tables[0],
            "Tables.1" => Tables[1],
            "Stock.weight" => Stock.weight!,
            "Stock.bias" => Stock.bias!,
            "Last.weight" => Last.weight!,
            _ => Next!.Get(place["Next.".Length..]),
        };

    public void Put(string place, Tensor tensor)
    {
        _ = place switch
        {
            "Weight" => Weight = new Parameter(tensor),
            "Mean" => Mean = tensor,
            "Cache" => Cache = tensor,
            "Tables.0" => Tables[0] = tensor,
            "Tables.1" => Tables[1] = tensor,
            "Stock.weight" => Stock.weight = new Parameter(tensor),
            "Stock.bias" => Stock.bias = new Parameter(tensor),
            "Last.weight" => Last.weight = new Parameter(tensor),
            _ => PutBelow(place["Next.".Length..], tensor),
        };
    }

    private Tensor PutBelow(string place, Tensor tensor)
    {
        Next!.Put(place, tensor);
        return tensor;
    }
}
