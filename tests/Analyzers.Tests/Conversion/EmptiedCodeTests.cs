using Verify = TorchSharp.Generators.Analyzers.Tests.Verification.CodeFixVerifier<
    TorchSharp.Generators.Analyzers.Rules.Conversion.HandWrittenModuleAnalyzer,
    TorchSharp.Generators.CodeFixes.Conversion.HandWrittenModuleFix>;

namespace TorchSharp.Generators.Analyzers.Tests.Conversion;

/// <summary>What did nothing but register goes with the calls in it.</summary>
public class EmptiedCodeTests
{
    /// <summary>Whether these register depends on more than whether the member is null.</summary>
    private const string TestedOtherwise =
        """
        public class AssignedBehindTheTest : Module<Tensor, Tensor>
        {
            private readonly Linear? head;

            public AssignedBehindTheTest(Linear? given) : base("affine")
            {
                if (head is not null)
                {
                    register_module("head", head);
                }

                head = given;
            }

            public override Tensor forward(Tensor x) => x;
        }

        public class TestOfAnother : Module<Tensor, Tensor>
        {
            private readonly Linear? head;

            public TestOfAnother(Linear? given, Linear? other) : base("affine")
            {
                head = given;
                if (other is not null)
                    register_module("head", head);
            }

            public override Tensor forward(Tensor x) => x;
        }
        """;

    [Theory]
    [InlineData(
        "a region",
        """
                Console.WriteLine("made");

                #region Register

                RegisterComponents();

                #endregion

                Console.WriteLine("done");
        """,
        """
                Console.WriteLine("made");

                Console.WriteLine("done");
        """)]
    [InlineData(
        "a region behind another",
        """
                #region Made

                Console.WriteLine("made");

                #endregion

                #region Register

                RegisterComponents();

                #endregion

                Console.WriteLine("done");
        """,
        """
                #region Made

                Console.WriteLine("made");

                #endregion

                Console.WriteLine("done");
        """)]
    [InlineData(
        "a region with something else",
        """
                #region Register

                RegisterComponents();
                Console.WriteLine("done");

                #endregion
        """,
        """
                #region Register

                Console.WriteLine("done");

                #endregion
        """)]
    [InlineData(
        "a condition",
        """
                if (true)
                {
                    RegisterComponents();
                }

                Console.WriteLine("done");
        """,
        """
                Console.WriteLine("done");
        """)]
    [InlineData(
        "a condition that does something",
        """
                if (Console.KeyAvailable | true)
                {
                    Console.WriteLine("done");
                    RegisterComponents();
                }
                else
                    RegisterComponents();
        """,
        null)]
    [InlineData(
        "a finally",
        """
                // the layers
                try
                {
                    // once
                    Console.WriteLine(
                        "made");
                    if (Console.KeyAvailable)
                    {
                        Console.WriteLine("a key");
                    }
                }
                finally
                {
                    RegisterComponents();
                }
        """,
        """
                // the layers
                // once
                Console.WriteLine(
                    "made");
                if (Console.KeyAvailable)
                {
                    Console.WriteLine("a key");
                }
        """)]
    [InlineData(
        "a finally in the line",
        """
                try { Console.WriteLine("made"); } finally { RegisterComponents(); }
                Console.WriteLine("done");
        """,
        """
                Console.WriteLine("made");
                Console.WriteLine("done");
        """)]
    [InlineData(
        "a finally behind what is caught",
        """
                try
                {
                    Console.WriteLine("made");
                }
                catch (InvalidOperationException)
                {
                    Console.WriteLine("not made");
                }
                finally
                {
                    RegisterComponents();
                }
        """,
        """
                try
                {
                    Console.WriteLine("made");
                }
                catch (InvalidOperationException)
                {
                    Console.WriteLine("not made");
                }
        """)]
    [InlineData(
        "a finally behind a name",
        """
                try
                {
                    string name = "made";
                    Console.WriteLine(name);
                }
                finally
                {
                    RegisterComponents();
                }
        """,
        """
                try
                {
                    string name = "made";
                    Console.WriteLine(name);
                }
                finally
                {
                }
        """)]
    [InlineData(
        "a finally with more in it",
        """
                try
                {
                    Console.WriteLine("made");
                }
                finally
                {
                    RegisterComponents();
                    Console.WriteLine("done");
                }
        """,
        """
                try
                {
                    Console.WriteLine("made");
                }
                finally
                {
                    Console.WriteLine("done");
                }
        """)]
    [InlineData(
        "a type that is asked for",
        """
                Console.WriteLine("made");
                if (this.GetType() == typeof(Block))
                {
                    RegisterComponents();
                }
        """,
        """
                Console.WriteLine("made");
        """)]
    public Task Directives_and_conditions_around_the_call(string around, string before, string? after)
    {
        Assert.NotEmpty(around);
        return Verify.VerifyAsync(
            Block(before, after is null ? "Block" : "{|TSG9001:Block|}"), Block(after ?? before, "Block", after is not null));
    }

    private static string Block(string statements, string name, bool converted = false) => $$"""
        {{(converted ? "[Module]\npublic partial class" : "public class")}} {{name}} : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(2, 2);

            public Block() : base("block")
            {
        {{statements}}
            }

            public override Tensor forward(Tensor x) => fc.call(x);
        }
        """;

    [Fact]
    public Task A_test_for_null() =>
        Verify.VerifyAsync(
            $$"""
            public class {|TSG9001:Affine|} : Module<Tensor, Tensor>
            {
                private readonly Linear? head;
                private readonly Linear? tail;

                public Affine(Linear? given, Linear? other) : base("affine")
                {
                    head = given;
                    if (head is not null)
                    {
                        // only where there is one
                        register_module("head", head);
                    }

                    tail = other;
                    if (tail != null) register_module("end", tail);
                }

                public override Tensor forward(Tensor x) => x;
            }

            {{TestedOtherwise}}
            """,
            $$"""
            [Module]
            public partial class Affine : Module<Tensor, Tensor>
            {
                private readonly Linear? head;
                [Submodule("end")] private readonly Linear? tail;

                public Affine(Linear? given, Linear? other) : base("affine")
                {
                    head = given;

                    tail = other;
                }

                public override Tensor forward(Tensor x) => x;
            }

            {{TestedOtherwise}}
            """);

    [Fact]
    public Task A_section_of_a_switch() =>
        Verify.VerifyAsync(
            """
            public class {|TSG9001:Chosen|} : Module<Tensor, Tensor>
            {
                private readonly Linear? head;
                private readonly Linear? tail;

                public Chosen(int kind) : base("chosen")
                {
                    switch (kind)
                    {
                        case 0:
                            // the head
                            head = Linear(2, 2);
                            register_module("head", head);
                            break;
                        case 1:
                            register_module("tail", tail = Linear(2, 2));
                            return;
                    }
                }

                public override Tensor forward(Tensor x) => x;
            }
            """,
            """
            [Module]
            public partial class Chosen : Module<Tensor, Tensor>
            {
                private readonly Linear? head;
                private readonly Linear? tail;

                public Chosen(int kind) : base("chosen")
                {
                    switch (kind)
                    {
                        case 0:
                            // the head
                            head = Linear(2, 2);
                            break;
                        case 1:
                            tail = Linear(2, 2);
                            return;
                    }
                }

                public override Tensor forward(Tensor x) => x;
            }
            """);

    [Fact]
    public Task A_method() =>
        Verify.VerifyAsync(
            """
            public class {|TSG9001:First|} : Module<Tensor, Tensor>
            {
                /// <summary>Registers the layer.</summary>
                private void Register()
                {
                    register_module("fc", fc);
                    RegisterComponents();
                }

                private readonly Linear fc;

                public First() : base("first")
                {
                    fc = Linear(2, 2);

                    this.Register();
                }

                public override Tensor forward(Tensor x) => fc.call(x);
            }

            public class {|TSG9001:Last|} : Module<Tensor, Tensor>
            {
                private readonly Linear fc = Linear(2, 2);

                public Last() : base("last") { Console.WriteLine("made"); Register(); }

                public override Tensor forward(Tensor x) => fc.call(x);

                private void Register() => RegisterComponents();
            }

            public class {|TSG9001:ForOthers|} : Module<Tensor, Tensor>
            {
                private readonly Linear fc = Linear(2, 2);

                public ForOthers() : base("others") => Register();

                protected void Register() => RegisterComponents();

                public override Tensor forward(Tensor x) => fc.call(x);
            }

            public class Later : Module<Tensor, Tensor>
            {
                private readonly Linear fc = Linear(2, 2);

                public Later() : base("later") => Register();

                private void Register() => RegisterComponents();

                public void Again() => Register();

                public override Tensor forward(Tensor x) => fc.call(x);
            }
            """,
            """
            [Module]
            public partial class First : Module<Tensor, Tensor>
            {
                private readonly Linear fc;

                public First() : base("first")
                {
                    fc = Linear(2, 2);
                }

                public override Tensor forward(Tensor x) => fc.call(x);
            }

            [Module]
            public partial class Last : Module<Tensor, Tensor>
            {
                private readonly Linear fc = Linear(2, 2);

                public Last() : base("last") { Console.WriteLine("made"); }

                public override Tensor forward(Tensor x) => fc.call(x);
            }

            [Module]
            public partial class ForOthers : Module<Tensor, Tensor>
            {
                private readonly Linear fc = Linear(2, 2);

                public ForOthers() : base("others") => Register();

                protected void Register() { }

                public override Tensor forward(Tensor x) => fc.call(x);
            }

            public class Later : Module<Tensor, Tensor>
            {
                private readonly Linear fc = Linear(2, 2);

                public Later() : base("later") => Register();

                private void Register() => RegisterComponents();

                public void Again() => Register();

                public override Tensor forward(Tensor x) => fc.call(x);
            }
            """);
}
