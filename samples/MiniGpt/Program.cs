using System.Globalization;
using MiniGpt;
using MiniGpt.Model;
using TorchSharp;
using TorchSharp.Generators;

try
{
    Options options = Options.Parse(args);
    if (options.Help)
    {
        Console.WriteLine(Options.Usage);
        return 0;
    }

    long[] prompt = Tokenizer.Encode(options.Prompt);

    // So small a model is slower on several threads than on one.
    torch.set_num_threads(1);

    GptConfig config = GptConfig.Mini;
    using GPTModel model = Checkpoint.Load(new GPTModel(config), options.Checkpoint);
    Console.WriteLine($"Loaded {model.state_dict().Count} tensors from {Path.GetFileName(options.Checkpoint)}.");
    Console.WriteLine(model);
    Console.WriteLine();
    Console.WriteLine(model.summary());
    Console.WriteLine();

    Reference reference = Reference.Read(Path.Combine(AppContext.BaseDirectory, "mini-gpt.reference.json"));
    double difference = reference.LargestDifference(model);
    string measured = string.Create(
        CultureInfo.InvariantCulture, $"largest difference {difference:0.0e+0}, allowed {Reference.Tolerance:0e+0}");
    if (!(difference <= Reference.Tolerance))
    {
        throw new UsageException($"The logits are not those of PyTorch: {measured}. Is this another checkpoint than mini-gpt.dat?");
    }

    Console.WriteLine($"The logits are those of PyTorch: {measured}.");

    var progress = new ProgressLine(options.Tokens, Console.Error, Console.IsErrorRedirected);
    string text = TextGenerator.Continue(model, config.ContextLength, prompt, options.Tokens, progress.Report);
    Console.WriteLine();
    Console.WriteLine(text);
    return 0;
}
catch (UsageException problem)
{
    Console.Error.WriteLine(problem.Message);
    return 1;
}
