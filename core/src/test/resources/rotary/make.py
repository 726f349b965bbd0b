"""Writes frequencies and rotations as Hugging Face transformers computes them, in float32.

frequencies.txt: a line for each case, of its name, R, the base, the attention factor, and R/2 frequencies.
rotations.txt: for each way of pairing a line of its name, the numbers before (5 positions, 3 heads of 16
elements), and the numbers after. The positions are those of POSITIONS.

usage: python -m venv V; V/bin/pip install torch==2.15.0 transformers==5.24.0; V/bin/python make.py
"""
from pathlib import Path

import torch
from transformers import CohereConfig, LlamaConfig
from transformers.models.cohere import modeling_cohere as cohere
from transformers.models.llama import modeling_llama as llama

HERE = Path(__file__).parent
POSITIONS = [0, 1, 7, 63, 1021]
ORIGINAL = "original_max_position_embeddings"
CASES = {
    "plain": (64, 10000.0, {"rope_type": "default"}),
    "plain-long": (128, 1000000.0, {"rope_type": "default"}),
    "linear": (256, 1000000.0, {"rope_type": "linear", "factor": 8.0}),
    "llama3": (128, 500000.0, {"rope_type": "llama3", "factor": 8.0, "low_freq_factor": 1.0,
                               "high_freq_factor": 4.0, ORIGINAL: 8192}),
    "llama3-32": (64, 500000.0, {"rope_type": "llama3", "factor": 32.0, "low_freq_factor": 1.0,
                                 "high_freq_factor": 4.0, ORIGINAL: 8192}),
    "yarn": (128, 1000000.0, {"rope_type": "yarn", "factor": 4.0, ORIGINAL: 32768}),
    "yarn-exact": (64, 150000.0, {"rope_type": "yarn", "factor": 32.0, "beta_fast": 32.0,
                                  "beta_slow": 1.0, "truncate": False, ORIGINAL: 4096}),
    "yarn-mscale": (64, 10000.0, {"rope_type": "yarn", "factor": 40.0, "mscale": 1.0,
                                  "mscale_all_dim": 0.707, ORIGINAL: 4096}),
    "yarn-beyond": (64, 10000.0, {"rope_type": "yarn", "factor": 4.0, ORIGINAL: 131072}),
    "yarn-given": (64, 10000.0, {"rope_type": "yarn", "factor": 16.0, "beta_fast": 16.0,
                                 "beta_slow": 2.0, "attention_factor": 1.25, ORIGINAL: 2048}),
}


def config(kind, dim, base, scaling):
    return kind(hidden_size=3 * dim, num_attention_heads=3, head_dim=dim, max_position_embeddings=131072,
                rope_parameters={"rope_theta": base} | scaling)


def numbers(values):
    return " ".join(repr(float(value)) for value in values)


lines = []
for name, (dim, base, scaling) in CASES.items():
    rotary = llama.LlamaRotaryEmbedding(config(LlamaConfig, dim, base, scaling))
    assert len(rotary.inv_freq) == dim // 2
    lines.append(f"{name} {dim} {base} {float(rotary.attention_scaling)!r} {numbers(rotary.inv_freq)}\n")
(HERE / "frequencies.txt").write_text("".join(lines))

torch.manual_seed(2026)
positions = torch.tensor([POSITIONS])
lines = []
for name, module, kind, embedding in [
    ("HALVES", llama, LlamaConfig, llama.LlamaRotaryEmbedding),
    ("INTERLEAVED", cohere, CohereConfig, cohere.CohereRotaryEmbedding),
]:
    x = torch.rand(1, 5, 3, 16) * 4 - 2
    rotary = embedding(config(kind, 16, 10000.0, {"rope_type": "default"}))
    cos, sin = rotary(x, positions)
    y, _ = module.apply_rotary_pos_emb(x, x, cos, sin, unsqueeze_dim=2)
    lines.append(f"{name}\n{numbers(x.flatten())}\n{numbers(y.flatten())}\n")
(HERE / "rotations.txt").write_text("".join(lines))
