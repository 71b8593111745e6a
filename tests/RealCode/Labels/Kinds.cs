using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace TorchSharp.Generators.Tests.RealCode.Labels;

/// <summary>Which rules can speak of a kind of mistake.</summary>
internal static partial class Kinds
{
    private static readonly Dictionary<string, ImmutableArray<string>> s_rules = new()
    {
        ["creation_no_device"] = ["TSG1011"],
        ["missing_RegisterComponents"] = ["TSG1002", "TSG1019"],
        ["assigned_after_register"] = ["TSG1003", "TSG1006"],
        ["assigned_in_helper"] = ["TSG1003", "TSG1006"],
        ["unregistered_tensor_field"] = ["TSG1001", "TSG1003"],
        ["tensor_field_registered"] = ["TSG1001", "TSG1003"],
        ["module_in_collection"] = ["TSG1005"],
        ["tensor_in_collection"] = ["TSG1005"],
        ["registered_then_reassigned"] = ["TSG1004"],
        ["transient_state"] = ["TSG1004"],
        ["buffer_name_mismatch"] = ["TSG1009"],
        ["autoprop_tensor"] = ["TSG1010"],
        ["unused_to_result"] = ["TSG1012"],
        ["optimizer_before_to"] = ["TSG3001"],
        ["use_before_register"] = ["TSG1017"],
        ["to_before_register"] = ["TSG1017"],
        ["register_buffer_twice"] = ["TSG1018"],
        // Tied weights have no rule: where TorchSharp cuts the tie, the code that ties them is right.
        ["weight_tying"] = [],
    };

    public static bool IsKnown(string kind) => s_rules.ContainsKey(kind) || RuleId().IsMatch(kind);

    public static bool HasRule(string id) => s_rules.Values.Any(rules => rules.Contains(id));

    /// <summary>A judged report has its rule for a kind.</summary>
    public static ImmutableArray<string> RulesOf(string kind) =>
        s_rules.TryGetValue(kind, out ImmutableArray<string> rules) ? rules : [kind];

    [GeneratedRegex("^TSG[0-9]{4}$")]
    private static partial Regex RuleId();
}
