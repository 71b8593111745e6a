using TorchSharp.Generators.Analyzers.Tests.Verification;
using TorchSharp.Generators.Tests.Common;

namespace TorchSharp.Generators.Analyzers.Tests.Catalog;

/// <summary>
/// What a user reads: the whole message of each rule, on a source in which no two of its arguments are alike. Those of the
/// rules about declarations are in <see cref="Declaration.MessageTests"/>, those about StateKeys.txt in the tests of these rules.
/// </summary>
public class RenderedMessageTests
{
    private const string Forward = "public override Tensor forward(Tensor x) => x;";

    public static TheoryData<string, string> Messages { get; } = new()
    {
        {
            $"class Net : Module<Tensor, Tensor> {{ private Tensor mask = ones(2); public Net() : base(\"n\") {{ RegisterComponents(); mask = ones(3); }} public override Tensor forward(Tensor x) => x + mask; }}",
            "TSG1003: 'mask' is assigned on line 1, after RegisterComponents() on line 1, so it is not registered"
        },
        {
            "[Module] partial class Net() : Module<Tensor, Tensor>(\"n\") { private Tensor mask = ones(2); public override Tensor forward(Tensor x) => x + mask; }",
            "TSG1001: 'mask' is not registered (it has no [Buffer] attribute): it stays behind when the module moves, and is missing from state_dict"
        },
        {
            $"class Net() : Module<Tensor, Tensor>(\"n\") {{ private readonly Linear fc = Linear(2, 2); public override Tensor forward(Tensor x) => fc.call(x); }} class User {{ void Run() {{ var net = new Net(); net.cuda(); }} }}",
            "TSG1002: 'Net' never calls RegisterComponents(), so 'cuda()' finds none of its state"
        },
        {
            "class Net : Module<Tensor, Tensor> { private Tensor mask = ones(2); public Net() : base(\"n\") { RegisterComponents(); } public override Tensor forward(Tensor x) { mask = x + 1; return mask; } public Tensor Read() => mask; }",
            "TSG1004: 'mask' is registered: state_dict keeps the old tensor after this assignment, and the next .to() restores it"
        },
        {
            "class Net : Module<Tensor, Tensor> { private readonly List<Linear> layers = new() { Linear(2, 2) }; public Net() : base(\"n\") { RegisterComponents(); } public override Tensor forward(Tensor x) => layers[0].call(x); }",
            "TSG1005: 'layers' holds its state in a List<Linear>, which registration does not look into"
        },
        {
            $"class Base : Module<Tensor, Tensor> {{ protected Base() : base(\"b\") {{ RegisterComponents(); }} {Forward} }} class Net : Base {{ private readonly Linear fc; public Net() {{ fc = Linear(2, 2); }} public override Tensor forward(Tensor x) => fc.call(x); }}",
            "TSG1006: The constructor of 'Base' already called RegisterComponents(), so the members of 'Net' are never registered"
        },
        {
            "class Net : Module<Tensor, Tensor> { private Tensor mask = ones(2); public Net() : base(\"n\") { register_buffer(\"mask\", mask, persistent: false); } public override Tensor forward(Tensor x) => x + mask; }",
            "TSG1007: TorchSharp never moves the buffer 'mask', because it is registered with persistent: false: it keeps its device, and its element type on .half()"
        },
        {
            "class Net() : Module<Tensor, Tensor>(\"n\") { private static Tensor mask = ones(2); public override Tensor forward(Tensor x) => x + mask; }",
            "TSG1008: 'mask' is static, so it stays on its device when the module moves"
        },
        {
            "class Net : Module<Tensor, Tensor> { private Tensor _mask = ones(2); public Net() : base(\"n\") { register_buffer(\"mask\", _mask); } public override Tensor forward(Tensor x) => x + _mask; }",
            "TSG1009: \"mask\" is not the name of the field '_mask', so .to() disposes the field's tensor and leaves the field pointing at it"
        },
        {
            "class Net : Module<Tensor, Tensor> { public Linear Fc { get; } = Linear(2, 2); public Net() : base(\"n\") { RegisterComponents(); } public override Tensor forward(Tensor x) => Fc.call(x); }",
            "TSG1010: 'Fc' is registered under the compiler-made key '<Fc>k__BackingField'"
        },
        {
            "class Net : Module<Tensor, Tensor> { private Tensor mask = ones(2); public Net() : base(\"n\") { RegisterComponents(); } public override Tensor forward(Tensor x) => x + torch.zeros(2); }",
            "TSG1011: 'torch.zeros' creates a tensor on the default device, and it meets 'x' in '+': pass 'device:'"
        },
        {
            "class User { void Run(Tensor x) { x.cuda(); } }",
            "TSG1012: 'cuda' returns another tensor and leaves this one as it is, and the result is not used: assign it"
        },
        {
            "class User { void Run(Tensor x) { x.clamp(0, 1); } }",
            "TSG1012: 'clamp' returns another tensor and leaves this one as it is, and the result is not used: assign it, or call 'clamp_'"
        },
        {
            $"class Net : Module<Tensor, Tensor> {{ private Parameter _weight = Parameter(ones(2)); public Parameter weight => _weight; public Net() : base(\"n\") {{ register_parameter(\"weight\", _weight); }} {Forward} }}",
            "TSG1013: '.to()' throws on 'weight': it has no setter for the component of its name"
        },
        {
            "class Net : Module<Tensor, Tensor> { private readonly Tensor table; public Net() : base(\"n\") { RegisterComponents(); table = arange(4096); } public override Tensor forward(Tensor x) => x * table.to(x.device); }",
            "TSG1014: 'table' is copied to the device on every call: declared as a [Buffer] it moves once, with the module"
        },
        {
            "class Net : Module<Tensor, Tensor> { private readonly Tensor scale = ones(2, requires_grad: true); public Net() : base(\"n\") { RegisterComponents(); } public override Tensor forward(Tensor x) => x * scale; }",
            "TSG1015: 'scale' requires grad but is not a Parameter, so no optimizer gets it from parameters()"
        },
        {
            $"[Module] partial class Base : Module<Tensor, Tensor> {{ private readonly Linear a = Linear(2, 2); public Base() : base(\"b\") {{ }} {Forward} }} class Net : Base {{ private readonly Linear fc = Linear(2, 2); }}",
            "TSG1016: 'Net' has state of its own but is not generated as its base 'Base' is: add [Module] and make it partial"
        },
        {
            $"class Net : Module<Tensor, Tensor> {{ private readonly Linear fc = Linear(2, 2); public Net() : base(\"n\") {{ apply(_ => {{ }}); RegisterComponents(); }} public override Tensor forward(Tensor x) => fc.call(x); }}",
            "TSG1017: 'apply()' finds no components here: they are registered on line 1"
        },
        {
            $"class Net : Module<Tensor, Tensor> {{ private Tensor mask = ones(2); public Net() : base(\"n\") {{ RegisterComponents(); register_buffer(\"mask\", ones(3)); }} public override Tensor forward(Tensor x) => x + mask; }}",
            "TSG1018: 'mask' is already registered (by RegisterComponents() on line 1), so this call throws"
        },
        {
            "public class Net() : Module<Tensor, Tensor>(\"n\") { private readonly Linear fc = Linear(2, 2); public override Tensor forward(Tensor x) => fc.call(x); }",
            "TSG1019: 'Net' never calls RegisterComponents(), and no module of this project registers it: made on its own, it neither moves nor saves its state"
        },
        {
            $"class Net : Module<Tensor, Tensor> {{ public Net() : base(\"n\") {{ register_buffer(\"rope.cos\", ones(2)); }} {Forward} }}",
            "TSG1020: The name \"rope.cos\" contains \".\", so state_dict has it as the entry of a child, and PyTorch refuses it"
        },
        {
            $"class Net : Module<Tensor, Tensor> {{ private readonly Linear fc = Linear(2, 2); public Net() : base(\"n\") {{ RegisterComponents(); register_parameter(\"tied\", fc.weight!); }} public override Tensor forward(Tensor x) => fc.call(x); }}",
            "TSG1021: 'fc.weight' is registered by the child already: after .to() the key 'tied' is gone from state_dict"
        },
        {
            $"[Module] partial class Net : Module<Tensor, Tensor> {{ private readonly Linear fc = Linear(2, 2); public Net() : base(\"n\") {{ RegisterComponents(); }} {Forward} }}",
            "TSG1022: The state of 'Net' is registered without this call"
        },
        {
            "class User { void Run(Linear net) { var o = optim.SGD(net.parameters(), 0.1); net.cuda(); o.step(); } }",
            "TSG3001: The optimizer keeps the parameters that 'net' has now, and 'cuda' on line 1 replaces them: build it after the move"
        },
        {
            $"class Net : Module<Tensor, Tensor> {{ private Parameter p = Parameter(ones(2)); public Net() : base(\"n\") {{ RegisterComponents(); }} public override Tensor forward(Tensor x) => x * p; static Net Make() {{ using var scope = NewDisposeScope(); var net = new Net(); return net; }} }}",
            "TSG3002: The DisposeScope disposes 'p' of 'Net', which is created here and used after it: detach it from the scope"
        },
        {
            "[Module] partial class Net() : Module<Tensor, Tensor>(\"n\") { [Buffer] private Tensor total = ones(1); public override Tensor forward(Tensor x) { total += x; return x; } }",
            "TSG3003: The tensor that 'total' gets here is disposed with the caller's DisposeScope: detach it, or make 'total' a partial property"
        },
        {
            "class User { void Run(Linear net) { using var w = net.get_parameter(\"weight\"); net.call(w!); } }",
            "TSG3004: This disposes 'weight' of a module that goes on using it"
        },
        {
            "class Net : Module<Tensor, Tensor> { private readonly Linear fc = Linear(2, 2); public Net() : base(\"n\") { RegisterComponents(); } public override Tensor forward(Tensor x) => fc.call(x); }",
            "TSG9001: The state of 'Net' can be generated, under the keys that it has"
        },
    };

    [Theory]
    [MemberData(nameof(Messages))]
    public async Task Message_reads_as_it_should(string source, string message)
    {
        DeclarationRun run =
            await DeclarationRun.OfAsync([("Usings.cs", TestSetup.Usings), ("Test.cs", source)], analyzers: PackagedRules.All);

        string[] messages = [.. run.Reported.Select(static diagnostic => $"{diagnostic.Id}: {diagnostic.GetMessage(null)}")];
        Assert.True(messages.Contains(message), string.Join('\n', messages));
    }

    [Fact]
    public void No_rule_is_left_out()
    {
        IEnumerable<string> missing = RuleCatalog.Supported.Select(static rule => rule.Id)
            .Where(static id => id[3] is not ('0' or '2'))
            .Except(Messages.Select(static row => row.Data.Item2[..7]));

        Assert.True(!missing.Any(), $"No row of Messages for {string.Join(", ", missing)}: docs/writing-a-rule.md, step 4");
    }
}
