using Verify = TorchSharp.Generators.Analyzers.Tests.Verification.CodeFixVerifier<
    TorchSharp.Generators.Analyzers.Rules.Forward.UnusedResultAnalyzer,
    TorchSharp.Generators.CodeFixes.Forward.UnusedResultFix>;

using TorchSharp.Generators.CodeFixes.Forward;

namespace TorchSharp.Generators.Analyzers.Tests.Forward;

public class UnusedResultFixTests
{
    [Fact]
    public Task Result_is_assigned_to_what_was_moved() =>
        Verify.VerifyAsync(
            [Program(
                """
                // Before the loop.
                {|TSG1012:x.to(device)|};
                {|TSG1012:x?.cuda()|};
                {|TSG1012:field.half()|};
                {|TSG1012:list[0].cuda()|};
                list.ForEach(t => {|TSG1012:t.cuda()|});
                """), "class Other { void Run(Tensor y) { {|TSG1012:y.cuda()|}; } }"],
            [Program(
                """
                // Before the loop.
                x = x.to(device);
                x = x?.cuda();
                field = field.half();
                list[0] = list[0].cuda();
                list.ForEach(t => t = t.cuda());
                """), "class Other { void Run(Tensor y) { y = y.cuda(); } }"]);

    [Fact]
    public Task Result_of_an_operation_is_assigned() =>
        Verify.VerifyAsync(
            Program(
                """
                {|TSG1012:x.clamp(0, 1)|};
                {|TSG1012:torch.exp(x)|};
                {|TSG1012:x?.abs()|};
                {|TSG1012:x[0].add(1)|};
                {|TSG1012:x.grad!.neg()|};
                """),
            Program(
                """
                x = x.clamp(0, 1);
                x = torch.exp(x);
                x = x?.abs();
                x[0] = x[0].add(1);
                x.grad = x.grad!.neg();
                """),
            UnusedResultFix.AssignKey);

    [Fact]
    public Task In_place_twin_is_called() =>
        Verify.VerifyAsync(
            Program(
                """
                {|TSG1012:x.clamp(0, 1)|};   // to the unit interval
                {|TSG1012:torch.exp(x)|};
                {|TSG1012:x?.abs()|};
                {|TSG1012:kept.masked_fill(x.gt(0), 0)|};
                foreach (var t in list) { {|TSG1012:t.neg()|}; }
                """),
            Program(
                """
                x.clamp_(0, 1);   // to the unit interval
                torch.exp_(x);
                x?.abs_();
                kept.masked_fill_(x.gt(0), 0);
                foreach (var t in list) { t.neg_(); }
                """),
            UnusedResultFix.InPlaceKey);

    /// <summary>An assignment would only bring the next warning: TSG1004 in a hand-written class, TSG3003 in a generated one.</summary>
    [Theory]
    [InlineData("public class Net : Module<Tensor, Tensor>", "", "public Net() : base(\"net\") => RegisterComponents();")]
    [InlineData("[Module] public partial class Net() : Module<Tensor, Tensor>(\"net\")", "[Buffer] ", "")]
    public Task State_is_written_in_place(string declaration, string attribute, string constructor)
    {
        return Verify.VerifyAsync(Net("{|TSG1012:mean.add(x)|};"), Net("mean.add_(x);"));

        string Net(string statement) =>
            $$"""
            {{declaration}}
            {
                {{attribute}}private Tensor mean = zeros(2);
                {{constructor}}
                public override Tensor forward(Tensor x)
                {
                    {{statement}}
                    return x - mean;
                }
            }
            """;
    }

    [Fact]
    public Task What_cannot_be_assigned_has_no_fix() =>
        Verify.VerifyNoFixAsync(Program(
            """
            foreach (var t in list) { {|TSG1012:t.cuda()|}; }
            {|TSG1012:kept.cuda()|};
            using var u = torch.ones(2);
            {|TSG1012:u.cuda()|};
            {|TSG1012:Computed.cuda()|};
            {|TSG1012:parameter.cuda()|};
            {|TSG1012:new Holder().Kept.cuda()|};
            void Given(in Tensor t) { {|TSG1012:t.cuda()|}; }
            void Read(ref readonly Tensor t) { {|TSG1012:t.cuda()|}; }
            ref readonly Tensor r = ref field;
            {|TSG1012:r.cuda()|};
            """));

    private static string Program(string body) =>
        $$"""
        class Holder
        {
            public Tensor Kept { get; private set; } = torch.ones(2);
        }

        class Program
        {
            private Parameter parameter = new(torch.ones(2));
            private readonly Tensor kept = torch.ones(2);
            private Tensor field = torch.ones(2);
            private Tensor Computed => field;

            private void Run(Tensor x, List<Tensor> list, Device device)
            {
        {{body}}
            }
        }
        """;
}
