"""Trains the small GPT on corpus.txt and writes what samples/MiniGpt ships: its state and PyTorch's own answers."""

import json
from pathlib import Path

import torch
from torch.nn import functional

import golden_file
import gpt
import torchsharp_format

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "MiniGpt"
STEPS = 400
LEARNING_RATE = 6e-3
BATCH = 16
PROMPT = "A buffer"
CONTINUATION = 160


def corpus():
    lines = (golden_file.HERE / "corpus.txt").read_text(encoding="utf-8").split("\n")
    return torch.tensor(gpt.encode(" ".join(lines)))


def train(model, text):
    # The text is a ring: after its last sentence comes its first, and generation never runs off an end.
    ring = torch.cat([text, text[: gpt.CONTEXT]])
    # PyTorch's embeddings start ten times as large as other weights, and a model this small then learns slowly.
    with torch.no_grad():
        model.tok_emb.weight.mul_(0.1)
        model.pos_emb.weight.mul_(0.1)

    # Learning one text by heart is the aim here, so dropout, which works against that, stays off.
    model.eval()
    optimizer = torch.optim.AdamW(model.parameters(), lr=LEARNING_RATE)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=LEARNING_RATE, total_steps=STEPS)
    for _ in range(STEPS):
        starts = torch.randint(len(text), (BATCH,))
        windows = torch.stack([ring[start : start + gpt.CONTEXT + 1] for start in starts])
        logits = model(windows[:, :-1])
        loss = functional.cross_entropy(logits.flatten(0, 1), windows[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
    return loss.item()


def write():
    torch.manual_seed(123)
    model = gpt.GPTModel()
    loss = train(model, corpus())

    tokens = gpt.encode(PROMPT)
    with torch.no_grad():
        logits = model(torch.tensor([tokens]))[0]
    text = gpt.decode(gpt.generate(model, tokens, CONTINUATION))

    torchsharp_format.save(model.state_dict(), SAMPLE / "mini-gpt.dat")
    reference = {
        "prompt": PROMPT,
        "tokens": tokens,
        "logits": logits.tolist(),
        "text": text,
        "keys": list(model.state_dict()),
    }
    lines = [f"  {json.dumps(key)}: {json.dumps(value)}" for key, value in reference.items()]
    (SAMPLE / "mini-gpt.reference.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8", newline="\n")
    print(f"checkpoint: loss {loss:.4f}, greedy text: {text}")
