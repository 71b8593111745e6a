"""More module shapes, as in shapes.py: inheritance, shared state, containers, and state that is assigned again."""

import torch
from torch import nn

from shapes import CausalAttention, Leaf

TREE_SHAPES = []


def shape(module_class):
    TREE_SHAPES.append(module_class)
    return module_class


# --- inheritance -----------------------------------------------------------------------------------------------


class BaseLayer(nn.Module):
    def __init__(self):
        super().__init__()
        self.base_weight = nn.Parameter(torch.ones(2))
        self.register_buffer("base_mask", torch.ones(2))
        self.base_fc = nn.Linear(1, 1)


@shape
class Derived(BaseLayer):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(1))
        self.register_buffer("mask", torch.zeros(1))
        self.fc = nn.Linear(1, 1)


@shape
class MostDerived(Derived):
    def __init__(self):
        super().__init__()
        self.top_fc = nn.Linear(1, 1)
        self.register_buffer("top_mask", torch.zeros(2))


# --- shared state ----------------------------------------------------------------------------------------------


@shape
class TiedLinears(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Linear(2, 2)
        self.decoder = nn.Linear(2, 2)
        self.decoder.weight = self.encoder.weight


@shape
class TiedEmbedding(nn.Module):
    def __init__(self):
        super().__init__()
        self.tok_emb = nn.Embedding(3, 2)
        self.norm = nn.LayerNorm(2)
        self.out_head = nn.Linear(2, 3, bias=False)
        self.out_head.weight = self.tok_emb.weight


@shape
class SameModuleTwice(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = Leaf()
        self.bridge = nn.Linear(1, 1)
        self.decoder = self.encoder


class MaskedBlock(nn.Module):
    def __init__(self, mask):
        super().__init__()
        self.register_buffer("mask", mask)
        self.fc = nn.Linear(1, 1)


@shape
class SharedMask(nn.Module):
    def __init__(self):
        super().__init__()
        mask = torch.triu(torch.ones(2, 2), diagonal=1)
        self.block_a = MaskedBlock(mask)
        self.block_b = MaskedBlock(mask)
        self.register_buffer("own", mask)


# --- containers ------------------------------------------------------------------------------------------------


@shape
class WithModuleList(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(1, 2), Leaf(), nn.Linear(2, 1)])
        self.register_buffer("mask", torch.ones(1))


@shape
class WithModuleDict(nn.Module):
    def __init__(self):
        super().__init__()
        self.heads = nn.ModuleDict({"cls": nn.Linear(1, 2), "reg": nn.Linear(1, 1)})
        self.norm = nn.LayerNorm(1)


@shape
class WithSequential(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(nn.Linear(1, 2), nn.ReLU(), nn.Linear(2, 1))
        self.scale = nn.Parameter(torch.ones(1))


@shape
class NestedSequential(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(Leaf(), nn.Sequential(nn.Linear(1, 1), MaskedBlock(torch.ones(1, 1))))


@shape
class WithParameterList(nn.Module):
    def __init__(self):
        super().__init__()
        self.scales = nn.ParameterList([nn.Parameter(torch.ones(1)), nn.Parameter(torch.ones(2))])
        self.fc = nn.Linear(1, 1)
        self.own = nn.Parameter(torch.ones(1))


class TransformerBlock(nn.Module):
    def __init__(self):
        super().__init__()
        self.att = CausalAttention()
        self.ff = nn.Sequential(nn.Linear(2, 4), nn.GELU(), nn.Linear(4, 2))
        self.norm = nn.LayerNorm(2)


@shape
class Transformer(nn.Module):
    def __init__(self):
        super().__init__()
        self.tok_emb = nn.Embedding(3, 2)
        self.trf_blocks = nn.Sequential(TransformerBlock(), TransformerBlock())
        self.out_head = nn.Linear(2, 3, bias=False)


# --- re-registration -------------------------------------------------------------------------------------------


@shape
class ReassignedBuffer(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("mask", torch.zeros(2))
        self.register_buffer("other", torch.ones(1))
        self.mask = torch.full((2,), 5.0)


@shape
class BufferBackFromNone(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("mask", torch.zeros(2))
        self.register_buffer("other", torch.ones(1))
        self.mask = None
        self.mask = torch.full((2,), 6.0)


@shape
class BufferSetToNone(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("mask", torch.zeros(2))
        self.register_buffer("other", torch.ones(1))
        self.mask = None


@shape
class BufferOfOtherShape(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("mask", torch.zeros(2))
        self.register_buffer("other", torch.ones(1))
        self.mask = torch.ones(3, 2, dtype=torch.int64)


@shape
class NonPersistentReassigned(nn.Module):
    """Assigning a tensor keeps the buffer out of the state_dict, as it was registered."""

    def __init__(self):
        super().__init__()
        self.register_buffer("cache", torch.zeros(1), persistent=False)
        self.register_buffer("saved", torch.ones(1))
        self.cache = torch.ones(2)


@shape
class ReassignedParameter(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(1))
        self.bias = nn.Parameter(torch.ones(1))
        self.weight = nn.Parameter(torch.ones(2, 2))


@shape
class ReplacedChild(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(1, 1)
        self.second = nn.Linear(1, 1)
        self.first = Leaf()
