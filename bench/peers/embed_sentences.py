"""Texts by sentence-transformers, from a model's folder: embed_sentences.py THREADS FOLDER

    load KEY TEXTS BATCH   a file of texts, one a line; the work is `encode`, from the texts to their
                           vectors, in batches of so many, which it sorts by length itself
"""

import sys

import peer
import pytorch
import sentence_transformers
import torch

description = "sentence-transformers %s, %s" % (
    sentence_transformers.__version__,
    pytorch.prepare(),
)
model = sentence_transformers.SentenceTransformer(
    sys.argv[2], device="cpu", model_kwargs={"dtype": torch.float32, "attn_implementation": "sdpa"}
)


def load(path, batch):
    with open(path, encoding="utf-8", newline="\n") as file:
        texts = file.read().rstrip("\n").split("\n")

    def run():
        return model.encode(texts, batch_size=int(batch), show_progress_bar=False)

    return run, lambda vectors: vectors


peer.serve(description, load)
