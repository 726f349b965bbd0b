"""A sentence embedder by ONNX Runtime, from an ONNX file: minilm.py THREADS FILE

    load KEY IDS B T   int32 ids (B, T), all of one length

The work ends at the last hidden states; their mean over all pieces, scaled to length 1, is taken
outside the timing.
"""

import sys

import numpy
import onnxruntime
import peer

options = onnxruntime.SessionOptions()
options.intra_op_num_threads = peer.threads()
options.inter_op_num_threads = 1
session = onnxruntime.InferenceSession(
    sys.argv[2], options, providers=["CPUExecutionProvider"]
)


def load(path, texts, pieces):
    ids = peer.read(path, numpy.int32, int(texts), int(pieces)).astype(numpy.int64)
    inputs = {
        "input_ids": ids,
        "attention_mask": numpy.ones_like(ids),
        "token_type_ids": numpy.zeros_like(ids),
    }
    binding = session.io_binding()
    for name in [given.name for given in session.get_inputs()]:
        binding.bind_cpu_input(name, inputs[name])
    binding.bind_output(session.get_outputs()[0].name, "cpu")

    def run():
        session.run_with_iobinding(binding)
        return binding

    return run, embed


def embed(binding):
    mean = binding.copy_outputs_to_cpu()[0].mean(axis=1)
    return mean / numpy.linalg.norm(mean, axis=1, keepdims=True)


peer.serve(
    "ONNX Runtime %s on the CPU, %d threads" % (onnxruntime.__version__, peer.threads()), load
)
