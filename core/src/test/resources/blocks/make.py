"""Writes three rows of blocks of each format, and the floats that they are.

The blocks are random bytes, and their halves random finite halves, among them subnormal ones, zeros of
both signs and the largest. What they are is told by ggml's own Python package in numpy, in which each
product, sum and difference of float32 is rounded by itself, as ggml's C writes it.

usage: python -m venv V; V/bin/pip install gguf==0.19.0; V/bin/python make.py
"""
from pathlib import Path

import numpy as np
from gguf.constants import GGML_QUANT_SIZES, GGMLQuantizationType
from gguf.quants import dequantize

HERE = Path(__file__).parent
ROWS = 3
# Where the halves of a block begin.
HALVES = {
    "Q4_0": [0], "Q4_1": [0, 2], "Q5_0": [0], "Q5_1": [0, 2], "Q8_0": [0],
    "Q4_K": [0, 2], "Q5_K": [0, 2], "Q6_K": [208], "F16": [0],
}
SPECIAL = np.array([0x0001, 0x8001, 0x03FF, 0x0000, 0x8000, 0x7BFF, 0xFBFF, 0x3C00], np.uint16)
random = np.random.default_rng(2026)


def halves(count):
    bits = random.integers(0, 1 << 16, count, np.uint16)
    bits = np.where((bits & 0x7C00) == 0x7C00, bits & 0x83FF, bits)
    return np.where(random.integers(0, 4, count) == 0, random.choice(SPECIAL, count), bits)


def blocks(name, count, size):
    raw = random.integers(0, 256, (count, size), np.uint8)
    for at in HALVES.get(name, []):
        raw[:, at:at + 2] = halves(count).astype("<u2").view(np.uint8).reshape(count, 2)
    if name == "BF16":
        bits = raw.view("<u2").copy()
        raw = np.where((bits & 0x7F80) == 0x7F80, bits & 0x807F, bits).astype("<u2").view(np.uint8)
    return raw


for name in ["Q4_0", "Q4_1", "Q5_0", "Q5_1", "Q8_0", "Q4_K", "Q5_K", "Q6_K", "F16", "BF16"]:
    kind = GGMLQuantizationType[name]
    numbers, size = GGML_QUANT_SIZES[kind]
    row = {1: 37, 32: 5, 256: 2}[numbers]
    raw = blocks(name, ROWS * row, size).reshape(ROWS, row * size)
    (HERE / f"{name}.blocks").write_bytes(raw.tobytes())
    floats = dequantize(raw, kind)
    assert floats.shape == (ROWS, row * numbers) and np.isfinite(floats).all()
    (HERE / f"{name}.floats").write_bytes(floats.astype("<f4").tobytes())
