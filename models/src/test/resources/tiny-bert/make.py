"""Makes tiny-bert.safetensors: the weights of a small BERT, and what it computes, in float64.

    python3 make.py

Plain Python after Devlin et al. 2018 (arXiv 1810.04805), sharing nothing with Blick's Java. The
sizes are those of TinyBert.java. For each text NAME of TEXTS: NAME.ids and NAME.types (S),
NAME.hidden (L + 1, S, C), NAME.weights (L, H, S, S), NAME.pooled (C), NAME.logits (S, V), and
NAME.embedding (C), the mean over all pieces scaled to length 1.
"""

import json
import math
import os
import random
import struct

V, P, SEGMENTS, H, D, F, L = 37, 139, 2, 3, 5, 19, 2
C = H * D
EPSILON = 1e-12
SCALE = struct.unpack("f", struct.pack("f", 1 / math.sqrt(D)))[0]  # Blick's is a float32.
TEXTS = {
    "pair": ([2, 21, 6, 31, 28, 4, 3, 30, 15, 19, 3], [0] * 7 + [1] * 4),
    "single": ([2, 24, 12, 9, 21, 26, 3], [0] * 7),
}

random_ = random.Random(7)
weights = {}


def seeded(name, middle, *sizes):
    count = math.prod(sizes)
    weights[name] = (sizes, [middle + random_.randint(-127, 127) / 128 for _ in range(count)])


def make_linear(name, outputs, inputs):
    seeded(name + ".weight", 0, outputs, inputs)
    seeded(name + ".bias", 0, outputs)


def make_norm(name):
    seeded(name + ".weight", 1, C)
    seeded(name + ".bias", 0, C)


for table, rows in (("word", V), ("position", P), ("token_type", SEGMENTS)):
    seeded("bert.embeddings.%s_embeddings.weight" % table, 0, rows, C)
make_norm("bert.embeddings.LayerNorm")
for layer in range(L):
    at = "bert.encoder.layer.%d." % layer
    for part in ("self.query", "self.key", "self.value", "output.dense"):
        make_linear(at + "attention." + part, C, C)
    make_norm(at + "attention.output.LayerNorm")
    make_linear(at + "intermediate.dense", F, C)
    make_linear(at + "output.dense", C, F)
    make_norm(at + "output.LayerNorm")
make_linear("bert.pooler.dense", C, C)
make_linear("cls.predictions.transform.dense", C, C)
make_norm("cls.predictions.transform.LayerNorm")
seeded("cls.predictions.bias", 0, V)


def row(name, index):
    return weights[name][1][index * C : (index + 1) * C]


def dot(a, b):
    return math.fsum(x * y for x, y in zip(a, b))


def linear(name, x):
    (outputs, inputs), w = weights[name + ".weight"]
    bias = weights[name + ".bias"][1]
    return [dot(w[o * inputs : (o + 1) * inputs], x) + bias[o] for o in range(outputs)]


def norm(name, x):
    mean = math.fsum(x) / C
    variance = math.fsum((a - mean) ** 2 for a in x) / C
    gain, bias = weights[name + ".weight"][1], weights[name + ".bias"][1]
    return [(a - mean) / math.sqrt(variance + EPSILON) * g + b for a, g, b in zip(x, gain, bias)]


def add(a, b):
    return [x + y for x, y in zip(a, b)]


def gelu(x):
    return [a / 2 * (1 + math.erf(a / math.sqrt(2))) for a in x]


def head(q, k, v, h):
    """One head: its output for each query, and its weights."""
    part = slice(h * D, (h + 1) * D)
    output, all_weights = [], []
    for query in q:
        scores = [dot(query[part], key[part]) * SCALE for key in k]
        powers = [math.exp(score - max(scores)) for score in scores]
        row_ = [power / math.fsum(powers) for power in powers]
        all_weights.append(row_)
        output.append([dot(row_, [value[h * D + d] for value in v]) for d in range(D)])
    return output, all_weights


def run(ids, types):
    x = []
    for place, (piece, kind) in enumerate(zip(ids, types)):
        total = add(
            row("bert.embeddings.word_embeddings.weight", piece),
            row("bert.embeddings.position_embeddings.weight", place),
        )
        total = add(total, row("bert.embeddings.token_type_embeddings.weight", kind))
        x.append(norm("bert.embeddings.LayerNorm", total))
    hidden, attention = [x], []
    for layer in range(L):
        at = "bert.encoder.layer.%d." % layer
        q, k, v = (
            [linear(at + "attention.self." + part, a) for a in x]
            for part in ("query", "key", "value")
        )
        heads = [head(q, k, v, h) for h in range(H)]
        attention.append([weights_ for _, weights_ in heads])
        after = []
        for place, before in enumerate(x):
            z = [value for output, _ in heads for value in output[place]]
            a = add(linear(at + "attention.output.dense", z), before)
            a = norm(at + "attention.output.LayerNorm", a)
            f = linear(at + "output.dense", gelu(linear(at + "intermediate.dense", a)))
            after.append(norm(at + "output.LayerNorm", add(f, a)))
        x = after
        hidden.append(x)
    return hidden, attention


def logits(x):
    y = gelu(linear("cls.predictions.transform.dense", x))
    y = norm("cls.predictions.transform.LayerNorm", y)
    bias = weights["cls.predictions.bias"][1]
    return [
        dot(row("bert.embeddings.word_embeddings.weight", piece), y) + bias[piece]
        for piece in range(V)
    ]


def flat(nested):
    return [b for a in nested for b in flat(a)] if isinstance(nested, list) else [nested]


tensors = {name: ("F32", "f", sizes, values) for name, (sizes, values) in weights.items()}
for name, (ids, types) in TEXTS.items():
    s = len(ids)
    hidden, attention = run(ids, types)
    last = hidden[-1]
    mean = [math.fsum(x[c] for x in last) / s for c in range(C)]
    length = math.sqrt(dot(mean, mean))
    pooled = [math.tanh(a) for a in linear("bert.pooler.dense", last[0])]
    tensors[name + ".ids"] = ("I32", "i", (s,), ids)
    tensors[name + ".types"] = ("I32", "i", (s,), types)
    tensors[name + ".hidden"] = ("F64", "d", (L + 1, s, C), flat(hidden))
    tensors[name + ".weights"] = ("F64", "d", (L, H, s, s), flat(attention))
    tensors[name + ".pooled"] = ("F64", "d", (C,), pooled)
    tensors[name + ".logits"] = ("F64", "d", (s, V), flat([logits(x) for x in last]))
    tensors[name + ".embedding"] = ("F64", "d", (C,), [a / length for a in mean])

header, data = {}, b""
for name, (dtype, letter, sizes, values) in tensors.items():
    packed = struct.pack("<%d%s" % (len(values), letter), *values)
    place = [len(data), len(data) + len(packed)]
    header[name] = {"dtype": dtype, "shape": sizes, "data_offsets": place}
    data += packed
text = json.dumps(header).encode()
folder = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(folder, "tiny-bert.safetensors"), "wb") as file:
    file.write(struct.pack("<Q", len(text)) + text + data)
