namespace TorchSharp.Generators.Analyzers.Conversion;

/// <summary>What becomes of a statement that registered a member by hand.</summary>
internal abstract record StatementConversion
{
    /// <summary>The declaration says what the statement did.</summary>
    internal sealed record Remove : StatementConversion
    {
        public static Remove Instance { get; } = new();
    }

    /// <summary><c>register_module("fc", fc = Linear(2, 2));</c> leaves <c>fc = Linear(2, 2);</c>.</summary>
    /// <param name="Value">The position of the argument that stays.</param>
    internal sealed record Evaluate(int Value) : StatementConversion;

    /// <summary><c>register_buffer("mask", ones(2, 2));</c> becomes <c>mask = ones(2, 2);</c>.</summary>
    /// <param name="Value">The position of the argument that is assigned.</param>
    /// <param name="Target">The member that takes it.</param>
    internal sealed record Assign(int Value, string Target) : StatementConversion;
}
