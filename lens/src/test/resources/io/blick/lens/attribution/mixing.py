"""Makes mixing.json beside it: context mixing by value zeroing (Mohebbi et al. 2023, arXiv
2301.12971), with transformers' own modules in float64. The value vectors of one piece are zero in
one layer, and the outputs of that layer are compared.

    python mixing.py ../../../../../../../../models/src/test/resources/encoders/bert-masked

made with transformers 5.24.0, torch 2.15.0."""

import json
import pathlib
import sys

import torch
from transformers import AutoModel, AutoTokenizer

torch.set_grad_enabled(False)
TEXT = "Anna bodde i Lund."
folder = sys.argv[1]
ids = AutoTokenizer.from_pretrained(folder)(TEXT, return_tensors="pt")["input_ids"]
model = AutoModel.from_pretrained(folder, attn_implementation="eager").double().eval()
zero = {}


def zeroed(number):
    def hook(module, given, values):
        if zero.get("layer") == number:
            values = values.clone()
            values[:, zero["piece"], :] = 0
        return values

    return hook


for number, layer in enumerate(model.encoder.layer):
    layer.attention.self.value.register_forward_hook(zeroed(number))


def states():
    return model(input_ids=ids, output_hidden_states=True).hidden_states


before, size = states(), ids.shape[1]
layers, joint = [], None
for number in range(len(model.encoder.layer)):
    mixing = torch.zeros(size, size, dtype=torch.float64)
    for piece in range(size):
        zero.update(layer=number, piece=piece)
        after = states()[number + 1][0]
        mixing[:, piece] = 1 - torch.nn.functional.cosine_similarity(
            before[number + 1][0], after, dim=-1
        )
    zero.clear()
    mixing /= mixing.sum(-1, keepdim=True)
    joint = mixing if joint is None else mixing @ joint
    layers.append(mixing.tolist())
made = {"text": TEXT, "layers": layers, "joint": joint.tolist()}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(made) + "\n")
