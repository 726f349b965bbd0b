"""Cuts the vocabulary of SmolLM2-135M-Instruct (Apache-2.0), and says what it gives for texts.

    pip install gguf==0.19.0 tokenizers==0.23.3
    python make.py SmolLM2-135M-Instruct.Q4_1.gguf

smollm2.gguf       its keys of the tokenizer, with the first tokens and the merges of these alone
smollm2.gguf.inp   texts, with a line between two, as ggml's own vocabularies have them
smollm2.gguf.out   for each the ids by Hugging Face's tokenizers, a line each
"""

import json
import pathlib
import sys

import gguf
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers

TOKENS = 2_003
BETWEEN = "\n__ggml_vocab_test__\n"
TEXTS = pathlib.Path(__file__).parent.parent / "byte-level" / "texts.json"
PREFIX = "tokenizer.ggml."
ROWS = ["bos_token_id", "eos_token_id", "unknown_token_id", "padding_token_id"]


def cut(path):
    fields = gguf.GGUFReader(path).fields
    read = {name[len(PREFIX):]: field.contents()
            for name, field in fields.items() if name.startswith(PREFIX)}
    read["tokens"] = read["tokens"][:TOKENS]
    read["token_type"] = read["token_type"][:TOKENS]
    pieces = set(read["tokens"])
    read["merges"] = [merge for merge in read["merges"]
                      if pieces.issuperset([*merge.split(" "), merge.replace(" ", "")])]
    return read


def write(read, path):
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_tokenizer_model(read["model"])
    writer.add_tokenizer_pre(read["pre"])
    writer.add_token_list(read["tokens"])
    writer.add_token_types(read["token_type"])
    writer.add_token_merges(read["merges"])
    for key in ROWS:
        writer.add_uint32(PREFIX + key, read[key])
    writer.add_bool(PREFIX + "add_bos_token", read["add_bos_token"])
    writer.add_bool(PREFIX + "add_space_prefix", read["add_space_prefix"])
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.close()


def tokenizer(read):
    vocab = {piece: row for row, piece in enumerate(read["tokens"])}
    merges = [tuple(merge.split(" ")) for merge in read["merges"]]
    made = Tokenizer(models.BPE(vocab=vocab, merges=merges))
    made.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Digits(individual_digits=True),
        pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)])
    made.decoder = decoders.ByteLevel()
    made.add_special_tokens([
        AddedToken(piece, normalized=False)
        for piece, kind in zip(read["tokens"], read["token_type"]) if kind == 3])
    return made


def main():
    read = cut(sys.argv[1])
    write(read, "smollm2.gguf")
    texts = json.loads(TEXTS.read_text())["texts"] + ["<|im_start|>user\nHej då!<|im_end|>\n"]
    pathlib.Path("smollm2.gguf.inp").write_text(BETWEEN.join(texts), encoding="utf-8", newline="")
    made = tokenizer(read)
    lines = [" ".join(map(str, made.encode(text).ids)) for text in texts]
    pathlib.Path("smollm2.gguf.out").write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
