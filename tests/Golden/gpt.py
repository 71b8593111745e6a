"""A character-level GPT with the member names of the book's GPTModel. samples/MiniGpt declares it again in C#."""

import math

import torch
from torch import nn

# The vocabulary is printable ASCII, so a token is a character code less 32 and no vocabulary file is needed.
FIRST_CHARACTER = " "
VOCABULARY = 95
CONTEXT = 64
WIDTH = 48
HEADS = 3
LAYERS = 3
DROPOUT = 0.1


def encode(text):
    return [ord(character) - ord(FIRST_CHARACTER) for character in text]


def decode(tokens):
    return "".join(chr(token + ord(FIRST_CHARACTER)) for token in tokens)


class LayerNorm(nn.Module):
    def __init__(self):
        super().__init__()
        self.eps = 1e-5
        self.scale = nn.Parameter(torch.ones(WIDTH))
        self.shift = nn.Parameter(torch.zeros(WIDTH))

    def forward(self, x):
        centered = x - x.mean(dim=-1, keepdim=True)
        variance = (centered * centered).mean(dim=-1, keepdim=True)
        return self.scale * centered / torch.sqrt(variance + self.eps) + self.shift


class GELU(nn.Module):
    """The tanh approximation, as in the book."""

    def forward(self, x):
        return 0.5 * x * (1 + torch.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x * x * x)))


class FeedForward(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(nn.Linear(WIDTH, 4 * WIDTH), GELU(), nn.Linear(4 * WIDTH, WIDTH))

    def forward(self, x):
        return self.layers(x)


class MultiHeadAttention(nn.Module):
    def __init__(self):
        super().__init__()
        self.W_query = nn.Linear(WIDTH, WIDTH, bias=False)
        self.W_key = nn.Linear(WIDTH, WIDTH, bias=False)
        self.W_value = nn.Linear(WIDTH, WIDTH, bias=False)
        self.out_proj = nn.Linear(WIDTH, WIDTH)
        self.dropout = nn.Dropout(DROPOUT)
        self.register_buffer("mask", torch.triu(torch.ones(CONTEXT, CONTEXT), diagonal=1))

    def forward(self, x):
        batch, length, width = x.shape
        query, key, value = (
            projection(x).view(batch, length, HEADS, width // HEADS).transpose(1, 2)
            for projection in (self.W_query, self.W_key, self.W_value)
        )
        scores = query @ key.transpose(2, 3) / math.sqrt(width // HEADS)
        scores = scores.masked_fill(self.mask.bool()[:length, :length], -math.inf)
        weights = self.dropout(torch.softmax(scores, dim=-1))
        return self.out_proj((weights @ value).transpose(1, 2).reshape(batch, length, width))


class TransformerBlock(nn.Module):
    def __init__(self):
        super().__init__()
        self.att = MultiHeadAttention()
        self.ff = FeedForward()
        self.norm1 = LayerNorm()
        self.norm2 = LayerNorm()
        self.drop_shortcut = nn.Dropout(DROPOUT)

    def forward(self, x):
        x = x + self.drop_shortcut(self.att(self.norm1(x)))
        return x + self.drop_shortcut(self.ff(self.norm2(x)))


class GPTModel(nn.Module):
    def __init__(self):
        super().__init__()
        self.tok_emb = nn.Embedding(VOCABULARY, WIDTH)
        self.pos_emb = nn.Embedding(CONTEXT, WIDTH)
        self.drop_emb = nn.Dropout(DROPOUT)
        self.trf_blocks = nn.Sequential(*[TransformerBlock() for _ in range(LAYERS)])
        self.final_norm = LayerNorm()
        self.out_head = nn.Linear(WIDTH, VOCABULARY, bias=False)

    def forward(self, tokens):
        positions = torch.arange(tokens.shape[1], device=tokens.device)
        x = self.drop_emb(self.tok_emb(tokens) + self.pos_emb(positions))
        return self.out_head(self.final_norm(self.trf_blocks(x)))


def generate(model, tokens, count):
    """Greedy: the most likely character each time, seen through the last CONTEXT characters."""
    tokens = list(tokens)
    with torch.no_grad():
        for _ in range(count):
            logits = model(torch.tensor([tokens[-CONTEXT:]]))
            tokens.append(int(logits[0, -1].argmax()))
    return tokens
