using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using TorchSharp.Generators.Analyzers.Flow;

namespace TorchSharp.Generators.Analyzers.Tests.Flow;

/// <summary>How control moves, on graphs, apart from any rule.</summary>
public sealed class ForwardFlowTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("A(); B();", "A B")]
    [InlineData("if (b) A(); else B(); D();", "A? B? D")]
    [InlineData("if (b) { A(); B(); } else { B(); }", "A? B")]
    [InlineData("if (b) { A(); return 1; } B();", "A? B?")]
    [InlineData("if (b) { A(); throw new Exception(); } B();", "B")]
    [InlineData("if (b) { A(); Fail(); } B();", "B")]
    [InlineData("Fail(); A();", "never")]
    [InlineData("switch (Is(0) ? 1 : 2) { case 1: A(); break; case 2: B(); goto case 1; default: A(); break; }", "A B? Is")]
    [InlineData("_ = b ? Is(1) : c; A();", "A Is?")]
    [InlineData("object o = b ? null : this; (o as C)?.A();", "A?")]
    public void Branches(string body, string exit) => Assert.Equal(exit, CallsMade.Of(body).Exit);

    [Theory]
    [InlineData("while (b) { A(); } B();", "A? B")]
    [InlineData("do { A(); } while (b); B();", "A B")]
    [InlineData("for (int i = 0; Is(i); i++) { A(); if (b) break; B(); if (c) continue; D(); } E();", "A? B? D? E Is")]
    [InlineData("foreach (int i in new[] { 1 }) { A(); } B();", "A? B Dispose? GetEnumerator MoveNext")]
    [InlineData("while (true) { A(); if (b) break; B(); } D();", "A B? D")]
    [InlineData("while (true) { A(); }", "never")]
    [InlineData("if (false) { A(); } B();", "B")]
    public void Loops(string body, string exit) => Assert.Equal(exit, CallsMade.Of(body).Exit);

    [Theory]
    [InlineData("try { A(); B(); } catch { D(); } E();", "A? B? D? E")]
    [InlineData("try { A(); } catch { throw; } E();", "A E")]
    [InlineData("try { A(); } catch { return 1; } E();", "A? E?")]
    [InlineData("try { A(); } catch (ArgumentException) { B(); } catch (Exception) { D(); } E();", "A? B? D? E")]
    [InlineData("try { A(); } catch (Exception) when (Is(1)) { B(); } E();", "A? B? E Is?")]
    [InlineData("try { A(); try { B(); } catch { D(); } } catch { E(); }", "A? B? D? E?")]
    [InlineData("try { Fail(); } catch { B(); }", "B")]
    [InlineData("try { A(); Fail(); B(); } catch { D(); }", "A? D")]
    [InlineData("try { throw new Exception(); } catch { A(); } B();", "A B")]
    public void Handlers(string body, string exit) => Assert.Equal(exit, CallsMade.Of(body).Exit);

    /// <summary>A bare catch lets nothing out: the outer handler sees only what its own body and the handler do.</summary>
    [Fact]
    public void CatchAll_EndsTheSearchForAHandler()
    {
        (_, CallsMade flow) = CallsMade.Of("try { try { A(); } catch { B(); } } catch { At(1); }");
        Assert.Equal("A? B?", flow.Before["1"]);
        (_, flow) = CallsMade.Of("try { try { A(); } catch { } D(); } catch { At(1); }");
        Assert.Equal("A? D?", flow.Before["1"]);
    }

    [Theory]
    [InlineData("try { A(); } finally { B(); } D();", "A B D")]
    [InlineData("try { A(); Fail(); } finally { B(); } D();", "never")]
    [InlineData("try { A(); } finally { Fail(); } D();", "never")]
    [InlineData("try { A(); return 1; } finally { B(); }", "A B")]
    [InlineData("try { try { A(); } finally { B(); } } finally { D(); } E();", "A B D E")]
    [InlineData("try { if (b) return 1; A(); } finally { B(); } D();", "A? B D?")]
    [InlineData("while (Is(1)) { try { if (b) break; if (c) continue; A(); } finally { B(); } }", "A? B? Is")]
    [InlineData("try { A(); } catch { B(); } finally { D(); } E();", "A? B? D E")]
    [InlineData("using (new System.IO.MemoryStream()) { A(); } B();", "A B Dispose?")]
    [InlineData("lock (this) { A(); } B();", "A B Enter Exit?")]
    [InlineData("try { } finally { try { A(); } finally { B(); } D(); } E();", "A B D E")]
    [InlineData("try { } finally { try { A(); } catch { B(); } } E();", "A? B? E")]
    public void Finally(string body, string exit) => Assert.Equal(exit, CallsMade.Of(body).Exit);

    /// <summary>In nothing but an empty state a finally is entered all the same.</summary>
    [Fact]
    public void Finally_IsEnteredWhenNothingIsKnown() => Assert.Equal("A", CallsMade.Of("try { } finally { A(); }").Exit);

    /// <summary>The second way out of the try comes in the state of the first, and must not skip what the finally does.</summary>
    [Fact]
    public void Finally_EntersTwiceInOneState_BothWaysGetItsOutcome()
    {
        Assert.Equal("A B?", CallsMade.Of("try { if (b) return 1; } finally { A(); } B();").Exit);
        (_, CallsMade flow) = CallsMade.Of("try { if (b) return 1; if (c) return 2; } finally { A(); } B();");
        Assert.All(flow.Returned.Where(static returned => returned[0] == '0'), static returned => Assert.Equal("0: A B", returned));
    }

    /// <summary>What holds on the way of an exception does not blur the normal way.</summary>
    [Fact]
    public void Finally_KeepsTheWaysApart()
    {
        (string exit, CallsMade flow) = CallsMade.Of("try { A(); B(); } finally { At(1); } D();");
        Assert.Equal("A B D", exit);
        Assert.Equal(
            [" ", "A", "A B"],
            flow.Before["1"].Split('|')
                .Select(static way => way.Trim() is { Length: > 0 } text ? text : " ")
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Finally_ThatThrows_ReachesTheHandlerAroundIt()
    {
        (string exit, CallsMade flow) = CallsMade.Of("try { try { A(); } finally { B(); throw new Exception(); } } catch { At(1); D(); }");
        Assert.Equal("A? B? D", exit);
        Assert.Equal("A? B?", flow.Before["1"]);
    }

    [Fact]
    public void Finally_OnTheWayToAnOuterHandler_HasRun()
    {
        (_, CallsMade flow) = CallsMade.Of("try { try { Fail(); } finally { B(); } } catch { At(1); }");
        Assert.Equal("B", flow.Before["1"].Split('|')[0].Replace("?", "", StringComparison.Ordinal).Trim());
    }

    /// <summary>More statements in a try than a finally keeps ways apart.</summary>
    [Fact]
    public void Finally_WithManyWaysIn_Settles()
    {
        string[] statements =
            [.. Enumerable.Range(0, 30).Select(static i => i % 2 == 0 ? "if (Is(1)) A(); else B();" : "if (b) D(); else C1();")];
        Assert.Equal(
            "A? B? C1? D? E Is",
            CallsMade.Of($"while (b) {{ try {{ {string.Concat(statements)} }} finally {{ E(); }} }} E(); Is(0);").Exit);
    }

    [Theory]
    [InlineData("try { A(); } finally { At(1); }", "1: ")]
    [InlineData("try { Fail(); } finally { At(1); }", "1: ")]
    [InlineData("try { A(); } catch { B(); } finally { At(1); }", "1: A?")]
    [InlineData("try { A(); } catch (ArgumentException) { Fail(); } finally { At(1); }", "1:  1: A?")]
    [InlineData("try { } finally { try { A(); } finally { At(1); } }", "1: ")]
    [InlineData("try { try { A(); } finally { B(); } } finally { At(1); }", "1:  1: A 1: B")]
    [InlineData("try { A(); } finally { try { B(); } finally { At(1); } }", "1:  1: A 1: B")]
    [InlineData("try { try { A(); } finally { At(1); } } catch { }", "")]
    [InlineData("try { try { A(); } finally { At(1); } } catch (ArgumentException) { }", "")]
    [InlineData("try { A(); } catch { try { B(); } finally { At(1); } }", "1: A?")]
    public void Finally_OnTheWayOut_IsTold(string body, string unwinding) =>
        Assert.Equal(unwinding, string.Join(" ", CallsMade.Of(body).Flow.Unwinding.Order(StringComparer.Ordinal)));

    [Fact]
    public void NeverReached_IsNotReplayed() => Assert.Empty(CallsMade.Of("Fail(); At(1);").Flow.Before);

    [Fact]
    public void Return_HasTheValueAndWhatHolds() =>
        Assert.Equal(["1: A", "0: B"], CallsMade.Of("if (b) { A(); return 1; } B();").Flow.Returned);

    /// <summary>A lattice without end is a mistake of the rule, and says where, instead of hanging the compiler.</summary>
    [Fact]
    public void EndlessLattice_ThrowsWithTheNameOfTheMethod()
    {
        ControlFlowGraph graph = CallsMade.Of("while (b) { A(); }").Flow.Graph;
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => new Endless(graph).Run("0"));
        Assert.Equal("Endless does not settle in 'C.M(bool, bool)'", error.Message);
    }

    [Fact]
    public void Assume_KnowsTheOutcomeOnEachBranch()
    {
        ControlFlowGraph graph = CallsMade.Of("if (b) { A(); } else { B(); } if (!c) D();").Flow.Graph;
        var flow = new Outcomes(graph);
        flow.Run("");
        Assert.Equal(["A: b", "B: !b"], flow.Seen.Take(2));
        Assert.All(flow.Seen.Skip(2), static seen => Assert.EndsWith("!c", seen, StringComparison.Ordinal));
    }

    private sealed class Endless(ControlFlowGraph graph) : ForwardFlow<string>(graph)
    {
        protected internal override string? Apply(IOperation operation, string state) => state + "1";

        protected internal override string Join(string left, string right) => left.Length > right.Length ? left : right;

        protected internal override bool Same(string left, string right) => left == right;
    }

    private sealed class Outcomes(ControlFlowGraph graph) : ForwardFlow<string>(graph)
    {
        public List<string> Seen { get; } = [];

        protected internal override string? Apply(IOperation operation, string state)
        {
            if (IsSettled && operation is Microsoft.CodeAnalysis.Operations.IExpressionStatementOperation { Syntax: var call })
            {
                Seen.Add($"{call.ToString()[0]}: {state}");
            }

            return state;
        }

        protected internal override string? Assume(IOperation condition, bool outcome, string state) =>
            outcome ? condition.Syntax.ToString() : "!" + condition.Syntax;

        protected internal override string Join(string left, string right) => left == right ? left : "";

        protected internal override bool Same(string left, string right) => left == right;
    }
}
