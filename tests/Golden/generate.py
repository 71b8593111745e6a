#!/usr/bin/python3
"""Asks real PyTorch what a module's state is, and writes its answers as golden files. See README.md."""

import re
import sys
import warnings
from pathlib import Path

import torch

import checkpoint
import foreign
import golden_file
from golden_file import dtype_name, entries, fill
from loads import CASES
from shapes import SHAPES
from tree_shapes import TREE_SHAPES


def dtypes(module):
    """Of everything that a transfer can change: the state_dict, then the buffers that are not in it."""
    tensors = {**module.state_dict(), **dict(module.named_buffers())}
    return [[key, dtype_name(tensor)] for key, tensor in tensors.items()]


def describe(module_class):
    module = fill(module_class())
    return {
        "state_dict": entries(module.state_dict()),
        "named_parameters": [name for name, _ in module.named_parameters()],
        "named_buffers": [name for name, _ in module.named_buffers()],
        "parameters": len(list(module.parameters())),
        "double": dtypes(fill(module_class()).double()),
        "half": dtypes(fill(module_class()).half()),
    }


def load(target, source, strict):
    module = fill(target())
    found = {}
    # The lists are not part of the exception, but this hook sees them before it is raised.
    module.register_load_state_dict_post_hook(lambda _, keys: found.update(keys._asdict()))
    try:
        module.load_state_dict(source, strict=strict)
        error = None
    except RuntimeError as raised:
        error = str(raised)

    return {
        "target": target.__name__,
        "strict": strict,
        "source": entries(source),
        "error": error,
        "missing_keys": found["missing_keys"],
        "unexpected_keys": found["unexpected_keys"],
        "size_mismatches": re.findall(r"size mismatch for (\S+):", error or ""),
        # After an error PyTorch has copied what fitted; the generated modules have copied nothing.
        "state_dict": entries(module.state_dict()) if error is None else None,
    }


def write_shapes():
    golden_file.clear("shapes")
    shapes = SHAPES + TREE_SHAPES
    for module_class in shapes:
        golden_file.write("shapes", module_class.__name__, describe(module_class))
    print(f"shapes: {len(shapes)}")


def write_loads():
    golden_file.clear("loads")
    for name, target, source, strict in CASES:
        golden_file.write("loads", name, load(target, source, strict))
    print(f"loads: {len(CASES)}")


def write_foreign():
    folder = Path(__file__).parent / "foreign"
    folder.mkdir(exist_ok=True)
    foreign.write(folder)
    print("foreign: 2")


PARTS = {"shapes": write_shapes, "loads": write_loads, "foreign": write_foreign, "checkpoint": checkpoint.write}


def main(names):
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        sys.exit(f"Unknown part '{unknown[0]}'. Parts: {', '.join(PARTS)}; without a name, all of them.")

    torch.set_num_threads(1)
    warnings.simplefilter("error")
    for name in names or PARTS:
        PARTS[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
