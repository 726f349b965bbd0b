"""The settings of PyTorch, for the peers that use it: full float32 precision."""

import peer
import torch


def prepare():
    """Sets the threads and the precision, and returns the description of this peer for tables."""
    torch.set_num_threads(peer.threads())
    torch.set_float32_matmul_precision("highest")
    return "PyTorch %s on the CPU (%s), %d threads, float32 precision highest" % (
        torch.__version__,
        torch.backends.cpu.get_cpu_capability(),
        torch.get_num_threads(),
    )
