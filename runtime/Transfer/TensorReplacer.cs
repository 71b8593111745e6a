using TorchSharp.Generators.Runtime.Registration;
using TorchSharp.Modules;

namespace TorchSharp.Generators.Runtime.Transfer;

/// <summary>Points a generated module to the new tensors where a move could not keep the old ones.</summary>
/// <param name="replacements">Old and new.</param>
/// <param name="make">Whether to make what has no replacement yet.</param>
internal sealed class TensorReplacer(TensorReplacements replacements, bool make) : StateVisitor
{
    /// <summary>The registry follows at once, entry by entry, so that no read after the move has to write.</summary>
    public void Replace(ModuleRegistry module)
    {
        module.Visit(this);
        module.Follow(ReplacementOf);
    }

    public override bool Parameter(string key, ref Parameter? value)
    {
        if (ReplacementOf(value) is not Parameter replacement)
        {
            return false;
        }

        value = replacement;
        return true;
    }

    public override bool Buffer(string key, ref torch.Tensor? value, bool persistent = true, bool keepDtype = false, BufferRecipe? recipe = null)
    {
        if (ReplacementOf(value) is not { } replacement)
        {
            return false;
        }

        value = replacement;
        return true;
    }

    private torch.Tensor? ReplacementOf(torch.Tensor? value) =>
        value is not null && replacements.Of(value) is { } found ? found.Tensor ?? (make ? found.Make() : null) : null;
}
