"""load_state_dict cases. tests/Runtime.Tests/Golden declares the targets again, with attributes, under the same names."""

import torch
from torch import nn

CASES = []


def case(name, target, source, strict=True):
    CASES.append((name, target, source, strict))


class Inner(nn.Module):
    def __init__(self):
        super().__init__()
        self.gamma = nn.Parameter(torch.ones(2))
        self.register_buffer("running", torch.zeros(2))
        self.proj = nn.Linear(2, 1)


class Target(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(2, 3))
        self.register_buffer("mask", torch.zeros(2, 2))
        self.fc = nn.Linear(2, 2)
        self.inner = Inner()


class Scalars(nn.Module):
    def __init__(self):
        super().__init__()
        self.gain = nn.Parameter(torch.tensor(1.0))
        self.register_buffer("step", torch.tensor(0))


class Typed(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(2))
        self.register_buffer("short", torch.zeros(2, dtype=torch.float16))
        self.register_buffer("count", torch.zeros(2, dtype=torch.int64))
        self.register_buffer("flag", torch.zeros(2, dtype=torch.bool))


class Caching(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("saved", torch.zeros(1))
        self.register_buffer("cache", torch.zeros(1), persistent=False)


class Optional(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(1))
        self.register_parameter("bias", None)
        self.register_buffer("mask", None)


class Tied(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Linear(2, 2, bias=False)
        self.decoder = nn.Linear(2, 2, bias=False)
        self.decoder.weight = self.encoder.weight


class Stack(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(nn.Linear(1, 1), nn.ReLU(), nn.Linear(1, 1))
        self.heads = nn.ModuleList([nn.Linear(1, 1, bias=False)])


def state(module_class, without=(), **changes):
    """The state that fits the class, every element 9, with entries left out, replaced or added ("__" is ".")."""
    full = {key: torch.full_like(value, 9) for key, value in module_class().state_dict().items() if key not in without}
    full.update({key.replace("__", "."): value for key, value in changes.items()})
    return full


case("Identical", Target, state(Target))
case("OtherOrder", Target, dict(reversed(state(Target).items())))

case("MissingKey", Target, state(Target, without=["fc.bias"]))
case("MissingKeyNotStrict", Target, state(Target, without=["fc.bias"]), strict=False)
case("MissingKeysOfEveryKind", Target, state(Target, without=["weight", "mask", "fc.weight", "inner.gamma", "inner.proj.bias"]))
case("UnexpectedKey", Target, state(Target, surplus=torch.ones(1)))
case("UnexpectedKeyNotStrict", Target, state(Target, surplus=torch.ones(1)), strict=False)
case("UnexpectedNestedKeys", Target, state(Target, inner__proj__surplus=torch.ones(1), nowhere__weight=torch.ones(1), surplus=torch.ones(1)))
case("MissingAndUnexpected", Target, state(Target, without=["mask", "inner.running"], surplus=torch.ones(1)))
case("MissingAndUnexpectedNotStrict", Target, state(Target, without=["mask", "inner.running"], surplus=torch.ones(1)), strict=False)
case("Empty", Target, {})
case("EmptyNotStrict", Target, {}, strict=False)

case("WrongShape", Target, state(Target, weight=torch.ones(3, 2)))
case("WrongShapeNotStrict", Target, state(Target, weight=torch.ones(3, 2)), strict=False)
case("WrongRank", Target, state(Target, mask=torch.ones(4)))
case("NoBroadcast", Target, state(Target, fc__bias=torch.ones(1)))
case("ScalarIntoVector", Target, state(Target, fc__bias=torch.tensor(1.0)))
case("SeveralErrors", Target, state(Target, without=["inner.gamma"], weight=torch.ones(1), surplus=torch.ones(1),
                                    fc__weight=torch.ones(5, 5), inner__proj__bias=torch.ones(2)))
case("SeveralErrorsNotStrict", Target, state(Target, without=["inner.gamma"], weight=torch.ones(1), surplus=torch.ones(1),
                                             inner__proj__bias=torch.ones(2)), strict=False)

case("ScalarFromOneElement", Scalars, {"gain": torch.tensor([4.0]), "step": torch.tensor([5])})
case("ScalarFromScalar", Scalars, {"gain": torch.tensor(4.0), "step": torch.tensor(5)})
case("ScalarFromMatrix", Scalars, {"gain": torch.ones(1, 1), "step": torch.tensor(5)})

case("DtypesFromDouble", Typed, {key: torch.tensor([0.0, 2.75], dtype=torch.float64) for key in ("weight", "short", "count", "flag")})
case("DtypesFromInt", Typed, {key: torch.tensor([0, 3]) for key in ("weight", "short", "count", "flag")})
case("DtypesFromHalf", Typed, {key: torch.tensor([0, 1.5], dtype=torch.float16) for key in ("weight", "short", "count", "flag")})
case("DtypesFromBool", Typed, {key: torch.tensor([False, True]) for key in ("weight", "short", "count", "flag")})

case("NonPersistentKey", Caching, {"saved": torch.ones(1), "cache": torch.ones(1)})
case("NonPersistentKeyNotStrict", Caching, {"saved": torch.ones(1), "cache": torch.ones(1)}, strict=False)
case("NoneBuffer", Optional, {"weight": torch.ones(1), "mask": torch.ones(1)})
case("NoneParameter", Optional, {"weight": torch.ones(1), "bias": torch.ones(1)})
case("NoneBufferNotStrict", Optional, {"weight": torch.full((1,), 3.0), "mask": torch.ones(1)}, strict=False)
case("NoneMembersAreNotMissing", Optional, {"weight": torch.full((1,), 3.0)})

case("TiedEqual", Tied, state(Tied))
case("TiedDifferent", Tied, state(Tied, decoder__weight=torch.full((2, 2), 4.0)))
case("TiedHalfMissing", Tied, state(Tied, without=["encoder.weight"]))
case("TiedHalfMissingNotStrict", Tied, state(Tied, without=["encoder.weight"]), strict=False)

case("ThroughContainers", Stack, state(Stack))
case("ContainerErrors", Stack, state(Stack, without=["layers.2.bias"], layers__1__weight=torch.ones(1),
                                     layers__7__weight=torch.ones(1), heads__0__weight=torch.ones(2, 1), heads__1__weight=torch.ones(1)))
