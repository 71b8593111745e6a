using MiniGpt.Model;

namespace MiniGpt;

internal static class Checkpoint
{
    /// <summary>Loads a trained state, strictly, into a model that is then ready to be asked.</summary>
    /// <exception cref="UsageException">The file cannot be read, or holds the state of another model.</exception>
    public static GPTModel Load(GPTModel model, string path)
    {
        if (!File.Exists(path))
        {
            throw new UsageException($"There is no file '{path}'.");
        }

        try
        {
            model.load(path, strict: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"Cannot read the checkpoint '{path}': {problem.Message}");
        }
        catch (Exception problem) when (problem is InvalidOperationException or InvalidDataException)
        {
            throw new UsageException($"'{path}' is no checkpoint of this model. {problem.Message}");
        }

        model.eval();
        return model;
    }
}
