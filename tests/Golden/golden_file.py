"""Golden files: what PyTorch answered, as JSON that a person can read in a diff."""

import json
from pathlib import Path

import torch

HERE = Path(__file__).resolve().parent


def fill(module):
    """Gives element i of the k-th parameter the value k + i / 8, so that the C# side can do the same."""
    with torch.no_grad():
        for k, parameter in enumerate(module.parameters()):
            ramp = torch.arange(parameter.numel(), dtype=torch.float32) / 8 + k
            parameter.copy_(ramp.reshape(parameter.shape))
    return module


def dtype_name(tensor):
    return str(tensor.dtype).removeprefix("torch.")


def entry(key, tensor):
    return {
        "key": key,
        "dtype": dtype_name(tensor),
        "shape": list(tensor.shape),
        "values": tensor.detach().flatten().tolist(),
    }


def entries(state):
    return [entry(key, tensor) for key, tensor in state.items()]


def write(folder, name, content):
    """One line for each list element: a changed tensor is one changed line."""
    lines = []
    for key, value in content.items():
        if isinstance(value, list) and value:
            items = ",\n".join("    " + json.dumps(item) for item in value)
            lines.append(f"  {json.dumps(key)}: [\n{items}\n  ]")
        else:
            lines.append(f"  {json.dumps(key)}: {json.dumps(value)}")

    target = HERE / folder / f"{name}.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8", newline="\n")


def clear(folder):
    """A case that was renamed must not leave its old file behind."""
    for file in (HERE / folder).glob("*.json"):
        file.unlink()
