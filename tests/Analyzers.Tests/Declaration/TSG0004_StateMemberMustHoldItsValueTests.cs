using TorchSharp.Generators.Analyzers.Tests.Verification;

namespace TorchSharp.Generators.Analyzers.Tests.Declaration;

public class TSG0004_StateMemberMustHoldItsValueTests
{
    [Theory]
    [InlineData("[Buffer] private static Tensor {|TSG0004:x|} = zeros(2);")]
    [InlineData("[Buffer] private static Tensor {|TSG0004:X|} { get; set; } = zeros(2);")]
    [InlineData("[Buffer] private const Tensor {|TSG0004:x|} = null!;")]
    [InlineData("[Buffer] private readonly Tensor {|TSG0004:x|} = zeros(2);")]
    [InlineData("[Buffer] private static readonly Tensor {|TSG0004:x|} = zeros(2), {|TSG0004:y|} = zeros(2);")]
    [InlineData("[Buffer] public Tensor {|TSG0004:X|} { get; } = zeros(2);")]
    [InlineData("[Buffer] public Tensor {|TSG0004:X|} { get; init; } = zeros(2);")]
    [InlineData("[Buffer] public Tensor {|TSG0004:X|} => zeros(2);")]
    [InlineData("[Buffer] public Tensor {|TSG0004:X|} { get => zeros(2); set { } }")]
    [InlineData("[Buffer] public Tensor {|TSG0004:X|} { set { } }")]
    [InlineData("[Buffer] public Tensor {|TSG0004:this|}[int i] { get => zeros(2); set { } }")]
    [InlineData("private readonly Parameter {|TSG0004:w|} = nn.Parameter(zeros(2));")]
    [InlineData("public Parameter {|TSG0004:W|} { get; } = nn.Parameter(zeros(2));")]
    [InlineData("[Submodule] private static Linear {|TSG0004:fc|} = Linear(1, 1);")]
    [InlineData("[Submodule] public Linear {|TSG0004:Fc|} => Linear(1, 1);")]
    [InlineData("[field: Buffer] public Tensor {|TSG0004:X|} { get; set; } = zeros(2);")]
    [InlineData("[field: Submodule] public Linear {|TSG0004:X|} { get; set; } = Linear(1, 1);")]
    public Task Member_without_its_own_value_triggers(string members) =>
        DeclarationVerifier.VerifyAsync($"[Module] partial class M() : nn.Module(\"m\") {{ {members} }}");

    [Fact]
    public Task Attribute_on_a_backing_field_triggers_without_the_class_attribute() =>
        DeclarationVerifier.VerifyAsync(
            "partial class M() : nn.Module(\"m\") { [field: Buffer] public Tensor {|TSG0004:X|} { get; set; } = zeros(2); }");

    [Fact]
    public Task Abstract_property_triggers() =>
        DeclarationVerifier.VerifyAsync(
            "abstract partial class M() : nn.Module(\"m\") { [Buffer] public abstract Tensor {|TSG0004:X|} { get; set; } }");

    [Fact]
    public Task Explicit_interface_property_triggers() =>
        DeclarationVerifier.VerifyAsync(
            "interface I { Tensor X { get; set; } } partial class M() : nn.Module(\"m\"), I { [Buffer] Tensor I.{|TSG0004:X|} { get; set; } = zeros(2); }");

    [Fact]
    public Task Get_only_partial_property_triggers() =>
        DeclarationVerifier.VerifyAsync(
            ["partial class M() : nn.Module(\"m\") { [Buffer] public partial Tensor {|TSG0004:X|} { get; } }"], compiles: false);

    [Fact]
    public Task Hand_written_partial_property_triggers() =>
        DeclarationVerifier.VerifyAsync(
            "partial class M() : nn.Module(\"m\") { [Buffer] public partial Tensor {|TSG0004:X|} { get; set; } public partial Tensor X { get => zeros(2); set { } } }");

    [Theory]
    [InlineData("[Buffer] internal Tensor x = zeros(2);")]
    [InlineData("[Buffer] private volatile Tensor x = zeros(2);")]
    [InlineData("[Buffer] public Tensor X { get; private set; } = zeros(2);")]
    [InlineData("[Buffer] public virtual Tensor X { get; protected set; } = zeros(2);")]
    [InlineData("[Buffer] public required Tensor X { get; set; }")]
    [InlineData("[Buffer] public partial Tensor X { get; set; }")]
    [InlineData("[Buffer] protected internal partial Tensor? X { get; private set; }")]
    [InlineData("private readonly Linear fc = Linear(1, 1);")]
    [InlineData("public Linear Fc { get; } = Linear(1, 1);")]
    [InlineData("public Linear Fc { get; init; } = Linear(1, 1);")]
    [InlineData("private static readonly Linear fc = Linear(1, 1);")]
    [InlineData("public Linear Fc => Linear(1, 1);")]
    [InlineData("public Linear this[int i] => Linear(1, 1);")]
    [InlineData("public partial Linear this[int i] { get; } public partial Linear this[int i] => Linear(1, 1);")]
    [InlineData("public partial Linear Fc { get; } public partial Linear Fc => Linear(1, 1);")]
    [InlineData("[NotRegistered] private static readonly Tensor x = zeros(2);")]
    [InlineData("[NotRegistered] public Tensor X => zeros(2);")]
    [InlineData("private static Tensor x = zeros(2);")]
    [InlineData("private Tensor X => zeros(2);")]
    public Task Member_that_holds_its_value_does_not_trigger(string members) =>
        DeclarationVerifier.VerifyAsync($"[Module] partial class M() : nn.Module(\"m\") {{ {members} }}");

    /// <summary>Its elements are moved, the collection is not replaced.</summary>
    [Theory]
    [InlineData("[Submodule] private readonly Linear[] layers = [Linear(1, 1)];")]
    [InlineData("[Buffer] private readonly Tensor[] masks = [zeros(2)];")]
    public Task Readonly_collection_does_not_trigger(string members) =>
        DeclarationVerifier.VerifyAsync($"[Module] partial class M() : nn.Module(\"m\") {{ {members} }}");
}
