"""Makes seed.safetensors: what multilingual BERT computes of the seed sentence, in float64.

usage: make.py FOLDER OUT, with a folder of Hugging Face's layout holding the model (such as Blick's
own cache has) and the file to write. Needs torch, transformers and safetensors.
"""
import json
import sys

import torch
from safetensors.torch import save_file
from transformers import BertForMaskedLM, BertTokenizer

TEXT = "Katten som min granne äger jagade musen"

folder, out = sys.argv[1:]
tokenizer = BertTokenizer.from_pretrained(folder)
model = BertForMaskedLM.from_pretrained(folder, attn_implementation="eager").double().eval()
encoded = tokenizer(TEXT, return_tensors="pt")
with torch.no_grad():
    got = model.bert(**encoded, output_attentions=True, output_hidden_states=True)
pieces = tokenizer.convert_ids_to_tokens(encoded["input_ids"][0])
save_file(
    {
        "ids": encoded["input_ids"][0].int(),
        "weights": torch.cat(got.attentions).float().contiguous(),
        "hidden": got.last_hidden_state[0].float().contiguous(),
    },
    out,
    metadata={"text": TEXT, "pieces": json.dumps(pieces, ensure_ascii=False)},
)
