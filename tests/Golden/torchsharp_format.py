"""Writes a state_dict in the file format of TorchSharp's Module.save, which Module.load reads.

    count: LEB128, then for each entry
    key: length in 7-bit groups and UTF-8 bytes, as a .NET BinaryWriter writes a string
    dtype: LEB128 of the ScalarType, rank: LEB128, each dimension: LEB128
    the elements: raw, little-endian, row by row
"""

import torch

SCALAR_TYPES = {
    torch.uint8: 0,
    torch.int8: 1,
    torch.int16: 2,
    torch.int32: 3,
    torch.int64: 4,
    torch.float16: 5,
    torch.float32: 6,
    torch.float64: 7,
    torch.bool: 11,
}


def leb128(value):
    encoded = bytearray()
    while value > 0x7F:
        encoded.append(value & 0x7F | 0x80)
        value >>= 7
    encoded.append(value)
    return bytes(encoded)


def save(state, path):
    with open(path, "wb") as file:
        file.write(leb128(len(state)))
        for key, tensor in state.items():
            name = key.encode("utf-8")
            file.write(leb128(len(name)) + name)
            file.write(leb128(SCALAR_TYPES[tensor.dtype]) + leb128(tensor.dim()))
            file.write(b"".join(leb128(size) for size in tensor.shape))
            file.write(tensor.detach().contiguous().numpy().tobytes())
