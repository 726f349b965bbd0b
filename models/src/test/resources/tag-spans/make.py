"""Writes spans.tsv: how transformers' pipeline joins tagged words.

    pip install torch==2.15.0 transformers==5.24.0
    python3 make.py

A line: the tags of four words, between spaces; then each span but O as TAG first-last, words counted
from 0. Word i has the probability (i + 1) / 8, so that each score is a mean of different numbers,
exact in float32; it stands behind the span.
"""

import itertools
import os

import numpy as np
from transformers.pipelines.token_classification import TokenClassificationPipeline

TAGS = ["O", "B-PER", "I-PER", "I-LOC", "NOUN"]


class Words:
    """Joins the words of a span by a space: only word is made of it, which is not read."""

    def convert_tokens_to_string(self, words):
        return " ".join(words)


pipeline = TokenClassificationPipeline.__new__(TokenClassificationPipeline)
pipeline.tokenizer = Words()
lines = []
for tags in itertools.product(TAGS, repeat=4):
    words = [
        {"entity": tag, "score": np.float32((i + 1) / 8), "word": "w", "start": i, "end": i + 1}
        for i, tag in enumerate(tags)
    ]
    spans = [
        "%s %d-%d %s" % (s["entity_group"], s["start"], s["end"] - 1, repr(float(np.float32(s["score"]))))
        for s in pipeline.group_entities(words)
        if s["entity_group"] != "O"
    ]
    lines.append("\t".join([" ".join(tags)] + spans))
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "spans.tsv"), "w") as file:
    file.write("\n".join(lines) + "\n")
