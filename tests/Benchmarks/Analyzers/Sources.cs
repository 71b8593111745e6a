using System.Globalization;
using System.Text;

namespace TorchSharp.Generators.Tests.Benchmarks.Analyzers;

/// <summary>Sources in the habits of real code: hand-written modules, each in a file of its own, among code without any.</summary>
public static class Sources
{
    private const int LinesOfAPlainFile = 400;

    public static IEnumerable<string> Of(int modules, int plainLines) =>
        Enumerable.Range(0, modules).Select(Module).Concat(Enumerable.Range(0, plainLines / LinesOfAPlainFile).Select(Plain));

    public static string Module(int number) => ((number % 4) switch
    {
        0 => Attention,
        1 => Convolutions,
        2 => Recurrent,
        _ => Blocks,
    }).Replace("NUMBER", number.ToString(CultureInfo.InvariantCulture));

    private const string Head =
        """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using TorchSharp;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        namespace Models;

        """;

    private const string Attention = Head +
        """
        public sealed class AttentionNUMBER : Module<Tensor, Tensor?, Tensor>
        {
            private readonly Linear query, key, value, project;
            private readonly Dropout dropout;
            private readonly int heads;
            private readonly Tensor mask;

            public AttentionNUMBER(int width, int heads, int longest = 1024, double drop = 0.1) : base("AttentionNUMBER")
            {
                this.heads = heads;
                query = Linear(width, width);
                key = Linear(width, width);
                value = Linear(width, width);
                project = Linear(width, width);
                dropout = Dropout(drop);
                mask = torch.tril(torch.ones(longest, longest)).view(1, 1, longest, longest);
                register_buffer("mask", mask);
                RegisterComponents();
            }

            public override Tensor forward(Tensor x, Tensor? bias)
            {
                var (batch, length, width) = (x.shape[0], x.shape[1], x.shape[2]);
                var q = Split(query.forward(x), batch, length, width);
                var k = Split(key.forward(x), batch, length, width);
                var v = Split(value.forward(x), batch, length, width);
                var scores = q.matmul(k.transpose(-2, -1)) / Math.Sqrt(width / heads);
                if (bias is not null)
                {
                    scores = scores + bias;
                }

                scores = scores.masked_fill(mask[TensorIndex.Colon, TensorIndex.Colon, TensorIndex.Slice(0, length), TensorIndex.Slice(0, length)] == 0, float.NegativeInfinity);
                var weights = dropout.forward(functional.softmax(scores, -1));
                var merged = weights.matmul(v).transpose(1, 2).contiguous().view(batch, length, width);
                return project.forward(merged);
            }

            private Tensor Split(Tensor x, long batch, long length, long width) => x.view(batch, length, heads, width / heads).transpose(1, 2);
        }
        """;

    private const string Convolutions = Head +
        """
        public class ConvolutionsNUMBER : Module<Tensor, Tensor>
        {
            private readonly Module<Tensor, Tensor> conv1;
            private readonly Module<Tensor, Tensor> norm1;
            private readonly Module<Tensor, Tensor> conv2;
            private readonly Module<Tensor, Tensor> norm2;
            private readonly Module<Tensor, Tensor>? shortcut;
            private readonly Sequential tail;

            public ConvolutionsNUMBER(long inputs, long outputs, long stride = 1) : base(nameof(ConvolutionsNUMBER))
            {
                conv1 = Conv2d(inputs, outputs, kernel_size: 3, stride: stride, padding: 1, bias: false);
                norm1 = BatchNorm2d(outputs);
                conv2 = Conv2d(outputs, outputs, kernel_size: 3, padding: 1, bias: false);
                norm2 = BatchNorm2d(outputs);
                if (stride != 1 || inputs != outputs)
                {
                    shortcut = Sequential(("conv", Conv2d(inputs, outputs, kernel_size: 1, stride: stride)), ("norm", BatchNorm2d(outputs)));
                }

                tail = Sequential(ReLU(), Dropout2d(0.1));
                RegisterComponents();
                foreach (var (_, parameter) in named_parameters())
                {
                    if (parameter.dim() > 1)
                    {
                        init.kaiming_normal_(parameter);
                    }
                }
            }

            public override Tensor forward(Tensor input)
            {
                using var scope = NewDisposeScope();
                var x = functional.relu(norm1.forward(conv1.forward(input)));
                x = norm2.forward(conv2.forward(x));
                x = x + (shortcut is null ? input : shortcut.forward(input));
                return tail.forward(x).MoveToOuterDisposeScope();
            }
        }
        """;

    private const string Recurrent = Head +
        """
        public class RecurrentNUMBER : Module<Tensor, Tensor>
        {
            public int Hidden { get; }

            private readonly Embedding embedding;
            private readonly LSTM lstm;
            private readonly Linear head;
            private readonly Parameter scale;
            private Tensor? state;

            public RecurrentNUMBER(int words, int hidden, Device? device = null) : base("recurrent")
            {
                Hidden = hidden;
                embedding = Embedding(words, hidden);
                lstm = LSTM(hidden, hidden, numLayers: 2, batchFirst: true);
                head = Linear(hidden, words);
                scale = Parameter(torch.ones(hidden));
                RegisterComponents();
                if (device is not null)
                {
                    this.to(device);
                }
            }

            public override Tensor forward(Tensor tokens)
            {
                var positions = torch.arange(tokens.shape[1], device: tokens.device);
                var x = embedding.forward(tokens) * scale + positions.unsqueeze(-1).to(ScalarType.Float32);
                var (output, h, c) = lstm.forward(x);
                state = h.detach();
                return head.forward(output);
            }

            public IEnumerable<long> Generate(IEnumerable<long> prompt, int count)
            {
                var tokens = prompt.ToList();
                for (int i = 0; i < count; i++)
                {
                    using var input = torch.tensor(tokens.ToArray(), device: scale.device).unsqueeze(0);
                    using var logits = forward(input);
                    tokens.Add(logits[0, -1].argmax().item<long>());
                    yield return tokens[^1];
                }
            }

            public void Reset() => state = null;
        }
        """;

    private const string Blocks = Head +
        """
        public class BlocksNUMBER : Module<Tensor, Tensor>
        {
            private readonly ModuleList<Module<Tensor, Tensor>> layers = new();
            private readonly LayerNorm norm;
            private readonly Dictionary<string, int> counts = new();

            public BlocksNUMBER(int depth, int width) : base("blocks")
            {
                for (int i = 0; i < depth; i++)
                {
                    layers.Add(i % 2 == 0 ? Linear(width, width) : Build(width));
                }

                norm = LayerNorm(width);
                RegisterComponents();
            }

            private static Module<Tensor, Tensor> Build(int width) => Sequential(Linear(width, 4 * width), GELU(), Linear(4 * width, width));

            public override Tensor forward(Tensor input)
            {
                var x = input;
                foreach (var layer in layers)
                {
                    x = x + layer.forward(x);
                    counts[layer.GetName()] = counts.GetValueOrDefault(layer.GetName()) + 1;
                }

                return norm.forward(x);
            }

            public double Loss(Tensor input, Tensor target)
            {
                using var output = forward(input);
                using var loss = functional.mse_loss(output, target);
                loss.backward();
                return loss.item<float>();
            }
        }
        """;

    private static string Plain(int number)
    {
        var text = new StringBuilder(
            "using System;\nusing System.Collections.Generic;\nusing System.IO;\nusing System.Linq;\n\nnamespace Plain;\n\n");
        for (int i = 0; i < LinesOfAPlainFile / 20; i++)
        {
            text.Append(PlainClass.Replace("NUMBER", $"{number}_{i}"));
        }

        return text.ToString();
    }

    private const string PlainClass =
        """
        public sealed class StoreNUMBER(string path)
        {
            private readonly Dictionary<string, List<int>> _rows = new();
            public string Path { get; } = path;

            public int Read(IEnumerable<string> lines, Func<string, bool>? filter = null)
            {
                int count = 0;
                foreach (string line in lines.Where(line => filter?.Invoke(line) ?? true))
                {
                    string[] parts = line.Split(',', StringSplitOptions.TrimEntries);
                    if (parts.Length > 1 && int.TryParse(parts[1], out int value) && _rows.TryGetValue(parts[0], out var row))
                    {
                        row.Add(value);
                        count++;
                    }
                }
                return count;
            }
        }

        """;
}
