"""Texts of mixed length by ONNX Runtime, from a sentence embedder's ONNX file:
embed_onnx.py THREADS FILE

    load KEY IDS LENGTHS N BATCH ORDER   int32 ids of N texts, one behind the other, and the number
                                         of pieces of each; in batches of so many, padded to their
                                         longest; ORDER is given, or sorted by length

The work ends at the last hidden states; their mean over the pieces of a text, scaled to length 1, is
taken outside the timing. Input and output of every batch are bound to memory once.
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


def load(ids, lengths, texts, batch, order):
    lengths = peer.read(lengths, numpy.int32, int(texts))
    texts = numpy.split(numpy.fromfile(ids, numpy.int32), numpy.cumsum(lengths)[:-1])
    rows = {
        "given": numpy.arange(len(texts)),
        "sorted": numpy.argsort(lengths, kind="stable"),
    }[order]
    batches = [rows[at : at + int(batch)] for at in range(0, len(rows), int(batch))]
    masks = [mask(lengths[rows]) for rows in batches]
    bindings = [bind(texts, rows, mask) for rows, mask in zip(batches, masks)]

    def run():
        for binding in bindings:
            session.run_with_iobinding(binding)

    def vectors(nothing):
        made = [mean(binding, mask) for binding, mask in zip(bindings, masks)]
        return numpy.concatenate(made)[numpy.argsort(numpy.concatenate(batches))]

    return run, vectors


def mask(lengths):
    return (numpy.arange(lengths.max()) < lengths[:, None]).astype(numpy.int64)


def bind(texts, rows, mask):
    ids = numpy.zeros_like(mask)
    for row, text in enumerate(rows):
        ids[row, : len(texts[text])] = texts[text]
    inputs = {
        "input_ids": ids,
        "attention_mask": mask,
        "token_type_ids": numpy.zeros_like(ids),
    }
    binding = session.io_binding()
    for name in [given.name for given in session.get_inputs()]:
        binding.bind_cpu_input(name, inputs[name])
    binding.bind_output(session.get_outputs()[0].name, "cpu")
    return binding


def mean(binding, mask):
    hidden = binding.copy_outputs_to_cpu()[0] * mask[:, :, None].astype(numpy.float32)
    sums = hidden.sum(axis=1)
    return sums / numpy.linalg.norm(sums, axis=1, keepdims=True)


peer.serve(
    "ONNX Runtime %s on the CPU, %d threads" % (onnxruntime.__version__, peer.threads()), load
)
