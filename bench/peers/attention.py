"""PyTorch's scaled_dot_product_attention.

    load KEY FOLDER T S H Hkv D full|causal

FOLDER holds q (T, H, D), k (S, Hkv, D) and v (S, Hkv, D), float32. They are brought into PyTorch's
own layout, (B, H, T, D), outside the timing.
"""

import numpy
import peer
import pytorch
import torch


def load(folder, queries, keys, heads, key_heads, dim, mask):
    def heads_first(name, positions, count):
        x = peer.read(f"{folder}/{name}", numpy.float32, 1, int(positions), int(count), int(dim))
        return torch.from_numpy(x).transpose(1, 2).contiguous()

    q = heads_first("q", queries, heads)
    k = heads_first("k", keys, key_heads)
    v = heads_first("v", keys, key_heads)
    causal = {"full": False, "causal": True}[mask]
    grouped = heads != key_heads

    def attend():
        return torch.nn.functional.scaled_dot_product_attention(
            q, k, v, is_causal=causal, enable_gqa=grouped
        )

    return attend, lambda output: output.transpose(1, 2).numpy()


with torch.inference_mode():
    peer.serve(pytorch.prepare(), load)
