"""Module shapes. tests/Runtime.Tests/Golden declares each of them again, with attributes, under the same name.

A member's name is its key on both sides, so names here are part of the test.
"""

import torch
from torch import nn

SHAPES = []


def shape(module_class):
    SHAPES.append(module_class)
    return module_class


# --- nesting ---------------------------------------------------------------------------------------------------


class Leaf(nn.Module):
    def __init__(self):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(2))
        self.register_buffer("mask", torch.triu(torch.ones(2, 2), diagonal=1))
        self.fc = nn.Linear(2, 2)


class Middle(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = Leaf()
        self.register_buffer("offset", torch.tensor([0.5, 1.5]))
        self.second = Leaf()


@shape
class TwoLevels(nn.Module):
    def __init__(self):
        super().__init__()
        self.leaf = Leaf()
        self.head = nn.Linear(2, 3, bias=False)


@shape
class ThreeLevels(nn.Module):
    def __init__(self):
        super().__init__()
        self.left = Middle()
        self.gain = nn.Parameter(torch.ones(()))
        self.right = Middle()


class Link(nn.Module):
    def __init__(self, depth):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(1))
        self.register_buffer("level", torch.tensor(depth))
        self.next = Link(depth - 1) if depth > 1 else None


@shape
class DeepChain(nn.Module):
    def __init__(self):
        super().__init__()
        self.next = Link(20)


@shape
class Interleaved(nn.Module):
    """PyTorch lists own parameters, then own buffers, then children, however they were declared."""

    def __init__(self):
        super().__init__()
        self.child_a = nn.Linear(1, 1)
        self.register_buffer("buffer_a", torch.zeros(1))
        self.param_a = nn.Parameter(torch.ones(1))
        self.child_b = Leaf()
        self.param_b = nn.Parameter(torch.ones(2))
        self.register_buffer("buffer_b", torch.ones(1))


@shape
class Stateless(nn.Module):
    def __init__(self):
        super().__init__()
        self.dropout = nn.Dropout(0.5)
        self.activation = nn.ReLU()


# --- the lesson about buffers ----------------------------------------------------------------------------------


@shape
class CausalAttention(nn.Module):
    def __init__(self):
        super().__init__()
        self.W_query = nn.Linear(3, 2, bias=False)
        self.W_key = nn.Linear(3, 2, bias=False)
        self.W_value = nn.Linear(3, 2, bias=False)
        self.dropout = nn.Dropout(0.0)
        self.register_buffer("mask", torch.triu(torch.ones(6, 6), diagonal=1))


@shape
class ExplicitKeys(nn.Module):
    """The C# twin names its members in C# style and gets these keys from attributes and a naming policy."""

    def __init__(self):
        super().__init__()
        self.w_query = nn.Linear(2, 2, bias=False)
        self.rope_cos = nn.Parameter(torch.ones(2))
        self.register_buffer("causal_mask", torch.ones(2, 2))
        self.register_buffer("KVCache", torch.zeros(1, 2))


# --- stock modules ---------------------------------------------------------------------------------------------


@shape
class WithBatchNorm(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 2, kernel_size=2)
        self.bn = nn.BatchNorm2d(2)
        self.plain_bn = nn.BatchNorm1d(2, affine=False)


@shape
class WithLayerNorm(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm = nn.LayerNorm(4)
        self.plain_norm = nn.LayerNorm(4, elementwise_affine=False)


@shape
class WithEmbedding(nn.Module):
    def __init__(self):
        super().__init__()
        self.tok_emb = nn.Embedding(4, 2)
        self.pos_emb = nn.Embedding(3, 2)


@shape
class WithLSTM(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(2, 1, num_layers=2, bidirectional=True)
        self.head = nn.Linear(2, 1)


@shape
class WithMultiheadAttention(nn.Module):
    def __init__(self):
        super().__init__()
        self.att = nn.MultiheadAttention(2, 1)
        self.norm = nn.LayerNorm(2)


# --- kinds of buffers and parameters ---------------------------------------------------------------------------


@shape
class NoneBuffer(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("before", torch.zeros(1))
        self.register_buffer("absent", None)
        self.register_buffer("after", torch.ones(1))


@shape
class NoneParameter(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(2, 1))
        self.register_parameter("bias", None)
        self.scale = nn.Parameter(torch.ones(1))
        self.fc = nn.Linear(1, 2, bias=False)


@shape
class NonPersistentBuffer(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("saved", torch.ones(2))
        self.register_buffer("cache", torch.zeros(2), persistent=False)
        self.register_buffer("saved_too", torch.zeros(1))


@shape
class BoolAndIntBuffers(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("visible", torch.tensor([[True, False], [True, True]]))
        self.register_buffer("positions", torch.arange(3))
        self.register_buffer("ids", torch.tensor([7, 8], dtype=torch.int32))
        self.register_buffer("bytes", torch.tensor([0, 255], dtype=torch.uint8))
        self.register_buffer("precise", torch.tensor([0.1], dtype=torch.float64))
        self.fc = nn.Linear(1, 1)


@shape
class ScalarBuffer(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("step", torch.tensor(3))
        self.register_buffer("temperature", torch.tensor(0.5))
        self.gain = nn.Parameter(torch.tensor(2.0))


@shape
class EmptyBuffer(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("history", torch.zeros(0, 3))
        self.fc = nn.Linear(1, 1)
