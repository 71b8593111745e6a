using System.Globalization;
using Migration;
using TorchSharp;
using static TorchSharp.torch;

// Trains a little and saves where there is no checkpoint yet; loads the one that there is.
string checkpoint = args.Length > 0 ? args[0] : Path.Combine(AppContext.BaseDirectory, "gpt.dat");
bool trained = File.Exists(checkpoint);

random.manual_seed(trained ? 2 : 1);
using var model = new Gpt(vocabulary: 16, width: 16, heads: 2, layers: 2, context: 8, tied: true);
using Tensor tokens = arange(16).remainder(5).view(2, 8);

if (trained)
{
    model.load(checkpoint);
}
else
{
    using var optimizer = optim.AdamW(model.parameters(), lr: 1e-2);
    for (int step = 0; step < 20; step++)
    {
        using DisposeScope scope = NewDisposeScope();
        optimizer.zero_grad();
        Loss(model, tokens).backward();
        optimizer.step();
    }

    model.save(checkpoint);
}

foreach ((string key, Tensor value) in model.state_dict())
{
    Console.WriteLine($"{key} [{string.Join(", ", value.shape)}]");
}

using Tensor loss = Loss(model, tokens);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"loss {loss.item<float>():R}"));

static Tensor Loss(Gpt model, Tensor tokens)
{
    Tensor logits = model.call(tokens[.., ..^1]);
    return nn.functional.cross_entropy(logits.flatten(0, 1), tokens[.., 1..].flatten());
}
