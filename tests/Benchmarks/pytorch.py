"""What PyTorch takes for the operations of Operation.cs on the trees of Trees.cs: a line for each, its name, a tab, milliseconds.

    python3 tests/Benchmarks/pytorch.py Flat 200 0.3
"""

import sys
import tempfile
import time

import torch
from torch import nn


class Block(nn.Module):
    def __init__(self, inner):
        super().__init__()
        for name in "abcdef":
            setattr(self, name, nn.Linear(4, 4))
        self.register_buffer("mask", torch.ones(4, 4))
        self.scale = nn.Parameter(torch.ones(4))
        self.inner = nn.ModuleList(inner)


def make(shape, blocks):
    if shape == "Flat":
        return Block([Block([]) for _ in range(blocks - 1)])
    level = [None] * blocks
    for i in reversed(range(blocks)):
        level[i] = Block([level[child] for child in range(3 * i + 1, 3 * i + 4) if child < blocks])
    return level[0]


def shortest(run, seconds):
    best = float("inf")
    end = time.perf_counter() + seconds
    rounds = 0
    while rounds < 5 or time.perf_counter() < end:
        start = time.perf_counter()
        run()
        best = min(best, time.perf_counter() - start)
        rounds += 1
    return best * 1000


def main():
    shape, blocks, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
    torch.set_num_threads(1)
    model = make(shape, blocks)
    trained = make(shape, blocks)
    for parameter in trained.parameters():
        parameter.grad = torch.ones_like(parameter)
    source = {key: tensor.clone() for key, tensor in model.state_dict().items()}
    with tempfile.NamedTemporaryFile() as file:
        torch.save(source, file.name)
        operations = {
            ".to(float64) and back": lambda: model.double().float(),
            "the same with gradients": lambda: trained.double().float(),
            ".to(float32), nothing to do": lambda: model.float(),
            ".to(cpu), nothing to do": lambda: model.cpu(),
            "load_state_dict": lambda: model.load_state_dict(source),
            "load from a file": lambda: model.load_state_dict(torch.load(file.name)),
            "save to a file": lambda: torch.save(model.state_dict(), file.name),
            "state_dict": lambda: model.state_dict(),
            "named_parameters": lambda: len(list(model.named_parameters())),
            "named_buffers": lambda: len(list(model.named_buffers())),
            "named_modules": lambda: len(list(model.named_modules())),
            "train and eval": lambda: model.train().eval(),
            "zero_grad": lambda: model.zero_grad(set_to_none=True),
            "construct and dispose": lambda: make(shape, blocks),
        }
        for name, run in operations.items():
            print(f"{name}\t{shortest(run, seconds):.4f}")
    print(f"version\t{torch.__version__}")


main()
