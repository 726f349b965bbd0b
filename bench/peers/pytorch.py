"""PyTorch as the peers that run on it set it up: float32, and no bit less."""

import peer
import torch


def prepare():
    """Sets the threads and the precision, and returns what a table says of this peer."""
    torch.set_num_threads(peer.threads())
    torch.set_float32_matmul_precision("highest")
    return "PyTorch %s on the CPU (%s), %d threads, float32 precision highest" % (
        torch.__version__,
        torch.backends.cpu.get_cpu_capability(),
        torch.get_num_threads(),
    )
