"""Writes vectors.json: what sentence-transformers makes of texts with prompts before them.

    PYTHON make.py

sentence-transformers 6.2.0, transformers 5.24.0, torch 2.15.0, in float64. The model is TinyBert of
the tests: the weights of ../tiny-bert/tiny-bert.safetensors, with the config.json, vocabulary and
casing of TinyBert.java. The scale of attention is the float32 number that Blick has.

vectors.json   prompts {name: text}, texts, and cases: include_prompt, pooling (of pooling_mode),
               prompt (a name, or null for none), the number of pieces of the prompt that are left
               out if include_prompt is false, and a vector for each text
"""

import json
import pathlib
import struct
import tempfile

import torch
from safetensors import safe_open
from safetensors.torch import save_file
from sentence_transformers import SentenceTransformer

HERE = pathlib.Path(__file__).resolve().parent
HEADS, D, C = 3, 5, 15
CONFIG = {
    "model_type": "bert", "vocab_size": 37, "max_position_embeddings": 139, "type_vocab_size": 2,
    "hidden_size": C, "num_hidden_layers": 2, "num_attention_heads": HEADS, "intermediate_size": 19,
    "hidden_act": "gelu", "layer_norm_eps": 1e-12, "architectures": ["BertModel"]}
VOCABULARY = (["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"] + [chr(c) for c in range(97, 123)]
              + ["##" + c for c in "abcdef"])
SCALE = struct.unpack("f", struct.pack("f", D ** -0.5))[0]
# The last joins what follows it to one word, and its pieces are counted alone all the same.
PROMPTS = {"query": "q b a ", "document": "", "passage": "dab: ", "joined": "xa"}
TEXTS = ["q ba x [MASK] z k o p", "bad", "t h e q v", "e"]
POOLINGS = ["cls", "max", "mean", "mean_sqrt_len_tokens", "weightedmean", "lasttoken", ["mean", "cls"]]


def write(folder):
    with safe_open(HERE.parent / "tiny-bert" / "tiny-bert.safetensors", "pt") as file:
        weights = {name: file.get_tensor(name) for name in file.keys()}
    weights = {name.removeprefix("bert."): w for name, w in weights.items()
               if w.dtype == torch.float32 and not name.startswith("cls.")}
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    put(folder, "config.json", CONFIG)
    (folder / "vocab.txt").write_text("\n".join(VOCABULARY) + "\n", encoding="utf-8")
    put(folder, "tokenizer_config.json", {"do_lower_case": True, "tokenizer_class": "BertTokenizer"})
    put(folder, "sentence_bert_config.json", {"max_seq_length": 100})
    put(folder, "config_sentence_transformers.json", {"prompts": PROMPTS, "default_prompt_name": None})
    put(folder, "modules.json", [
        {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
        {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"}])


def put(folder, name, value):
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(json.dumps(value), encoding="utf-8")


def cases(folder):
    for include in (True, False):
        for pooling in POOLINGS:
            put(folder, "1_Pooling/config.json", {
                "embedding_dimension": C, "pooling_mode": pooling, "include_prompt": include})
            model = SentenceTransformer(str(folder), device="cpu").double()
            for layer in model[0].auto_model.encoder.layer:
                layer.attention.self.scaling = SCALE
            for prompt in [None, *PROMPTS]:
                vectors = model.encode(TEXTS, prompt_name=prompt, convert_to_tensor=True)
                assert vectors.dtype == torch.float64
                left = 0
                if prompt and PROMPTS[prompt] and not include:
                    left = model[0]._get_prompt_length(PROMPTS[prompt])
                yield {"include_prompt": include, "pooling": pooling, "prompt": prompt,
                       "left_out": left, "vectors": vectors.tolist()}


with tempfile.TemporaryDirectory() as made:
    folder = pathlib.Path(made)
    write(folder)
    rows = ",\n".join(json.dumps(case) for case in cases(folder))
(HERE / "vectors.json").write_text(
    f'{{"prompts": {json.dumps(PROMPTS)},\n"texts": {json.dumps(TEXTS)},\n"cases": [\n{rows}]}}\n',
    encoding="utf-8")
