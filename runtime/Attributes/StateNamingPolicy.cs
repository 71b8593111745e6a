namespace TorchSharp.Generators;

/// <summary>How the name of a member becomes a key of the state_dict.</summary>
public enum StateNamingPolicy
{
    /// <summary>The member's own name, as TorchSharp does: checkpoints of before load.</summary>
    Verbatim,

    /// <summary>
    /// Lower case with underscores, without leading ones, as in Python: <c>WQuery</c> and <c>_wQuery</c> give <c>w_query</c>.
    /// </summary>
    SnakeCaseLower,
}
