"""BERT by Hugging Face's transformers on PyTorch, from a folder: bert.py THREADS FOLDER

    load KEY IDS B T         int32 ids (B, T); the work is a pass to the last hidden states
    load KEY GOLDEN RESULTS  passes over the texts of ../shared/golden; writes the file RESULTS with
                             NAME.weights and NAME.hidden of each, and leaves no work
"""

import sys

import numpy
import peer
import pytorch
import torch
import transformers
from safetensors.numpy import load_file, save_file

description = "transformers %s, %s" % (transformers.__version__, pytorch.prepare())
model = transformers.BertModel.from_pretrained(
    sys.argv[2], dtype=torch.float32, add_pooling_layer=False, attn_implementation="sdpa"
).eval()


def load(path, *rest):
    return load_text(path, *rest) if len(rest) == 2 else load_golden(path, *rest)


def load_text(path, texts, pieces):
    ids = torch.from_numpy(peer.read(path, numpy.int32, int(texts), int(pieces)).astype("int64"))
    return lambda: model(input_ids=ids).last_hidden_state, lambda hidden: hidden.numpy()


def load_golden(path, results):
    golden = load_file(path)
    computed = {}
    model.set_attn_implementation("eager")
    for ids in [name for name in golden if name.endswith(".ids") and ".masked" not in name]:
        name = ids[: -len(".ids")]
        one = model(
            input_ids=torch.from_numpy(golden[ids].astype("int64"))[None],
            token_type_ids=torch.from_numpy(golden[name + ".types"].astype("int64"))[None],
            output_attentions=True,
            output_hidden_states=True,
        )
        computed[name + ".weights"] = torch.cat(one.attentions).numpy()
        computed[name + ".hidden"] = torch.cat(one.hidden_states).numpy()
    model.set_attn_implementation("sdpa")
    save_file(computed, results)
    return lambda: None, lambda nothing: nothing


with torch.inference_mode():
    peer.serve(description, load)
