using Microsoft.CodeAnalysis.Text;
using TorchSharp.Generators.CodeFixes;

namespace TorchSharp.Generators.Analyzers.Tests.Checkpoint;

/// <summary>What the fixes do to a file: one line comes or goes, and nothing else moves.</summary>
public class KeyFileTextTests
{
    [Theory]
    [InlineData("", "B.x buffer\n")]
    [InlineData("\n", "B.x buffer\n\n")]
    [InlineData("A.x buffer\n", "A.x buffer\nB.x buffer\n")]
    [InlineData("A.x buffer", "A.x buffer\nB.x buffer")]
    [InlineData("A.x buffer\r\n", "A.x buffer\r\nB.x buffer\r\n")]
    [InlineData("A.x buffer\r\nC.x buffer", "A.x buffer\r\nB.x buffer\r\nC.x buffer")]
    [InlineData("C.x buffer", "B.x buffer\nC.x buffer")]
    [InlineData("a.x buffer\n", "B.x buffer\na.x buffer\n")]
    [InlineData("A.x buffer\n\n\n", "A.x buffer\nB.x buffer\n\n\n")]
    [InlineData("# the keys\nC.x buffer\n", "# the keys\nB.x buffer\nC.x buffer\n")]
    [InlineData("# the keys\n", "# the keys\nB.x buffer\n")]
    [InlineData("A.x buffer\n# C\nC.x buffer\n", "A.x buffer\nB.x buffer\n# C\nC.x buffer\n")]
    [InlineData("A.x buffer\n\nC.x buffer # as of 2\n", "A.x buffer\n\nB.x buffer\nC.x buffer # as of 2\n")]
    [InlineData("D.x buffer\nA.x buffer\nC.x buffer\n", "B.x buffer\nD.x buffer\nA.x buffer\nC.x buffer\n")]
    [InlineData("A.x buffer\n<<<<<<< HEAD\nC.x buffer\n", "A.x buffer\n<<<<<<< HEAD\nB.x buffer\nC.x buffer\n")]
    public void Line_comes_in_its_place(string before, string after) =>
        Assert.Equal(after, KeyFileText.Insert(SourceText.From(before), ["B.x buffer"]).ToString());

    [Theory]
    [InlineData("", "A.x buffer\nC.x buffer\nE.x buffer\n")]
    [InlineData("B.x buffer\nD.x buffer", "A.x buffer\nB.x buffer\nC.x buffer\nD.x buffer\nE.x buffer")]
    [InlineData("F.x buffer\n", "A.x buffer\nC.x buffer\nE.x buffer\nF.x buffer\n")]
    public void Many_lines_come_in_order(string before, string after) =>
        Assert.Equal(after, KeyFileText.Insert(SourceText.From(before), ["A.x buffer", "C.x buffer", "E.x buffer"]).ToString());

    [Theory]
    [InlineData("B.x buffer", "")]
    [InlineData("B.x buffer\n", "")]
    [InlineData("A.x buffer\nB.x buffer", "A.x buffer")]
    [InlineData("A.x buffer\r\nB.x buffer\r\n", "A.x buffer\r\n")]
    [InlineData("  B.x   buffer # old\nA.x buffer\nB.x buffer\n\n# end", "A.x buffer\n\n# end")]
    [InlineData("B.x parameter\n# B.x buffer\n", "B.x parameter\n# B.x buffer\n")]
    public void Line_goes_wherever_it_stands(string before, string after) =>
        Assert.Equal(after, KeyFileText.Remove(SourceText.From(before), ["B.x buffer"]).ToString());
}
