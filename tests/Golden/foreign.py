"""A model with the names of the Hugging Face library's GPT-2, saved as that world saves: torch.save and safetensors."""

import json
import struct

import torch
from torch import nn


class Block(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.ln_1 = nn.LayerNorm(width)
        self.attn = nn.Module()
        self.attn.c_attn = nn.Linear(width, 3 * width)
        self.attn.register_buffer("bias", torch.tril(torch.ones(4, 4)).bool())


class Gpt(nn.Module):
    """The head is tied to the embedding."""

    def __init__(self, width=4, words=6, layers=2):
        super().__init__()
        self.transformer = nn.Module()
        self.transformer.wte = nn.Embedding(words, width)
        self.transformer.h = nn.ModuleList(Block(width) for _ in range(layers))
        self.lm_head = nn.Linear(width, words, bias=False)
        self.lm_head.weight = self.transformer.wte.weight


DTYPES = {torch.float32: "F32", torch.bool: "BOOL"}


def save_safetensors(state, path):
    """The format: the length of a JSON header, the header, the data. Tied tensors stand once, as in safetensors' save_model."""
    header, data, seen = {"__metadata__": {"format": "pt"}}, bytearray(), set()
    for name, tensor in sorted(state.items(), reverse=True):
        if tensor.data_ptr() in seen:
            continue
        seen.add(tensor.data_ptr())
        raw = tensor.contiguous().numpy().tobytes()
        header[name] = {"dtype": DTYPES[tensor.dtype], "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode("utf-8")
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


def write(folder):
    model = Gpt()
    with torch.no_grad():
        for index, parameter in enumerate(model.parameters()):
            parameter.copy_(torch.arange(parameter.numel(), dtype=torch.float32).reshape(parameter.shape) + 100 * index)
    torch.save(model.state_dict(), f"{folder}/gpt.pth")
    save_safetensors(model.state_dict(), f"{folder}/gpt.safetensors")
