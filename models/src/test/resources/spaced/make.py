"""Makes the tokenizers of SentencePiece's kinds in this folder, and what Hugging Face's library does.

    pip install tokenizers==0.23.3 sentencepiece==0.2.3 protobuf
    python make.py

pairs.json     vocabulary and merges of characters, with the pieces of bytes, trained on the texts
scores.json    pieces of a unigram model with their scores, trained likewise
variants.json  for each variant of a tokenizer.json: the file without the model's pieces, with a
               small table of characters that SentencePiece compiled, and for each text and pair of
               texts.json the ids, offsets (UTF-16, null for added pieces), the ids that are not
               added and the text made of these
texts.json     the texts, and pairs of their indices
"""

import base64
import json
import pathlib
import tempfile

import sentencepiece
from sentencepiece import sentencepiece_model_pb2
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers

BLANK = "\u2581"
SENTENCES = [
    "Katten som min granne äger jagade musen, och den sprang in under trappan.",
    "The cat that my neighbour owns chased the mouse, and it ran; they're sure I'll see it's gone.",
    "We've 12 345 reasons (3.14159 of them round) and 2026-11-30 isn't one.",
    "def f(x):\n    return x + 1\n\n\n# a comment\t\ttabbed\r\n",
    "naïve café 東京都は日本の首都です。 Ωμέγα και άλφα, привет мир, שלום עולם, السلام عليكم",
    "DON'T, I'M, WE'LL, HE'D; don't, i'm, we'll, he'd",
]
TEXTS = SENTENCES + [
    "",
    " ",
    "   ",
    "\n",
    " \n \n  x",
    "  two blanks  and a tail  ",
    "\u00a0\u2003\u3000wide\u2028blanks\u0085",
    "a\u0000b\u0001\u007f",
    "e\u0301a\u0323\u0302o\u0308\u0301 \ufb01\u0301 \u2026\u200b \u00bd\r\n",
    "👩‍👩‍👧‍👦 🇸🇪 😀😀 日本",
    "<s>text</s> <s> and <mask> or<mask>  <mask>",
    "<0x41> <unk> ▁ ▁▁a_▁",
    "qQ#q €€€ ქართული ქ",
    "the the the" + " the" * 17,
    "a" * 67 + " " + "ab" * 31,
    "\ud7ff\ue000\uffff\U0010ffff",
]
PAIRS = [[0, 1], [6, 2], [9, 4], [16, 18]]
RULES = {
    "\ufb01": "fi", "\u2026": "...", "\u00a0": " ", "\u3000": " ", "\t": " ", "\n": " ",
    "\r": " ", "\u0085": " ", "\u2003": " ", "\u2028": " ", "e\u0301": "é", "é\u0301": "é",
    "\u00bd": "1\u20442", "\u200b": "", "\u0001": "", "\u007f": "",
}


def replace(pattern, content, kind="String"):
    return {"type": "Replace", "pattern": {kind: pattern}, "content": content}


def sequence(name, *parts):
    return {"type": "Sequence", name: list(parts)}


def metaspace(scheme, split=True):
    return {"type": "Metaspace", "replacement": BLANK, "prepend_scheme": scheme, "split": split}


def token(id, content, **flags):
    usual = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False,
             "special": True}
    return {"id": id, "content": content, **usual, **flags}


def template(*ends):
    bos, eos = ends[0], ends[-1] if len(ends) > 1 else None
    part = lambda name, segment: {"SpecialToken": {"id": name, "type_id": segment}}
    text = lambda name, segment: {"Sequence": {"id": name, "type_id": segment}}
    single = [part(bos, 0), text("A", 0)] + ([part(eos, 0)] if eos else [])
    pair = single + [part(eos or bos, 1), text("B", 1)] + ([part(eos, 1)] if eos else [])
    rows = {"<s>": 1, "</s>": 2}
    return {"type": "TemplateProcessing", "single": single, "pair": pair,
            "special_tokens": {name: {"id": name, "ids": [rows[name]], "tokens": [name]}
                               for name in ends}}


def decoder(*strip):
    parts = [replace(BLANK, " "), {"type": "ByteFallback"}, {"type": "Fuse"}]
    return sequence("decoders", *parts, *strip)


def variants(mask, charsmap):
    tokens = [token(0, "<unk>"), token(1, "<s>"), token(2, "</s>")]
    masked = tokens + [token(mask, "<mask>", lstrip=True)]
    strip = {"type": "Strip", "content": " ", "start": 1, "stop": 0}
    blanks = replace(" ", BLANK)
    prepended = sequence("normalizers", {"type": "Prepend", "prepend": BLANK}, blanks)
    mapped = {"type": "Precompiled", "precompiled_charsmap": charsmap}
    runs = sequence("normalizers", mapped, {"type": "Strip", "strip_left": False,
                                            "strip_right": True}, replace(" {2,}", BLANK, "Regex"))
    gemma = {"type": "Split", "pattern": {"String": " "}, "behavior": "MergedWithPrevious",
             "invert": False}
    both = template("<s>", "</s>")
    pairs = dict(kind="pairs", byte_fallback=True, fuse_unk=True, unk_token="<unk>")
    scores = dict(kind="scores", unk_id=0)
    return {
        "llama": dict(norm=prepended, post=template("<s>"), dec=decoder(strip), tokens=tokens,
                      **pairs),
        "mistral": dict(pre=metaspace("first", False), post=template("<s>"), dec=decoder(strip),
                        tokens=tokens, **pairs),
        "gemma": dict(norm=blanks, pre=gemma, post=template("<s>"), dec=decoder(), tokens=tokens,
                      **pairs),
        "whole": dict(norm=blanks, dec=decoder(), tokens=tokens, **{**pairs, "ignore_merges": True}),
        "unknown": dict(norm=blanks, dec=decoder(), tokens=tokens,
                        **{**pairs, "byte_fallback": False}),
        "unknowns": dict(norm=blanks, dec=decoder(), tokens=tokens,
                         **{**pairs, "byte_fallback": False, "fuse_unk": False}),
        "xlmr": dict(norm=mapped,
                     pre=sequence("pretokenizers", {"type": "WhitespaceSplit"}, metaspace("always")),
                     post=both, dec=metaspace("always"), tokens=masked, **scores),
        "t5": dict(norm=runs, pre=metaspace("always"), post=both, dec=metaspace("always"),
                   tokens=masked, **scores),
        "never": dict(pre=metaspace("never"), dec=metaspace("never"), tokens=masked, **scores),
        "bytes": dict(pre=metaspace("first"), dec=sequence(
            "decoders", {"type": "ByteFallback"}, metaspace("first")), tokens=masked,
            **{**scores, "byte_fallback": True}),
    }


def utf16(text):
    places = [0]
    for letter in text:
        places.append(places[-1] + len(letter.encode("utf-16-le")) // 2)
    return places


def described(encoding, texts):
    places = [utf16(text) for text in texts]
    offsets = [
        None if sequence is None else [places[sequence][start], places[sequence][end]]
        for sequence, (start, end) in zip(encoding.sequence_ids, encoding.offsets)]
    return {"ids": encoding.ids, "offsets": offsets, "segments": encoding.type_ids}


def spaced():
    return pre_tokenizers.Metaspace(replacement=BLANK, prepend_scheme="always")


def bytes_pieces():
    return ["<0x%02X>" % value for value in range(256)]


def train_pairs():
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = spaced()
    trainer = trainers.BpeTrainer(
        vocab_size=700, special_tokens=["<unk>", "<s>", "</s>"] + bytes_pieces(),
        show_progress=False)
    tokenizer.train_from_iterator(SENTENCES[:-3] * 3, trainer)
    model = json.loads(tokenizer.to_str())["model"]
    return {"vocab": model["vocab"], "merges": model["merges"]}


def train_scores():
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.pre_tokenizer = spaced()
    trainer = trainers.UnigramTrainer(
        vocab_size=211, special_tokens=["<unk>", "<s>", "</s>"], unk_token="<unk>",
        show_progress=False)
    tokenizer.train_from_iterator(SENTENCES * 5, trainer)
    vocab = json.loads(tokenizer.to_str())["model"]["vocab"]
    return vocab + [["<mask>", 0.0]] + [[piece, 0.0] for piece in bytes_pieces()]


def compile_charsmap():
    with tempfile.TemporaryDirectory() as folder:
        rules = pathlib.Path(folder, "rules.tsv")
        code = lambda text: " ".join("%04X" % ord(letter) for letter in text)
        rules.write_text("".join(f"{code(a)}\t{code(b)}\n" for a, b in RULES.items()))
        texts = pathlib.Path(folder, "texts.txt")
        texts.write_text("\n".join(SENTENCES * 3), encoding="utf-8")
        sentencepiece.SentencePieceTrainer.train(
            input=str(texts), model_prefix=folder + "/small", vocab_size=120, model_type="unigram",
            normalization_rule_tsv=str(rules), minloglevel=2, hard_vocab_limit=False)
        model = sentencepiece_model_pb2.ModelProto()
        model.ParseFromString(pathlib.Path(folder, "small.model").read_bytes())
        return base64.b64encode(model.normalizer_spec.precompiled_charsmap).decode("ascii")


def write(name, value):
    with open(name, "w", encoding="utf-8") as file:
        json.dump(value, file, ensure_ascii=True, indent=None, separators=(",\n", ":"))
        file.write("\n")


def main():
    trained = {"pairs": train_pairs(), "scores": {"vocab": train_scores()}}
    charsmap = compile_charsmap()
    mask = [piece for piece, _ in trained["scores"]["vocab"]].index("<mask>")
    made = {}
    for name, parts in variants(mask, charsmap).items():
        kind = parts.pop("kind")
        norm, pre, post, dec = (parts.pop(key, None) for key in ("norm", "pre", "post", "dec"))
        tokens = parts.pop("tokens")
        model = {"type": "BPE" if kind == "pairs" else "Unigram", **parts}
        whole = {"version": "1.0", "truncation": None, "padding": None, "added_tokens": tokens,
                 "normalizer": norm, "pre_tokenizer": pre, "post_processor": post, "decoder": dec,
                 "model": model}
        tokenizer = Tokenizer.from_str(
            json.dumps({**whole, "model": {**model, **trained[kind]}}))
        texts = []
        for text in TEXTS:
            encoding = tokenizer.encode(text)
            own = [id for id, of in zip(encoding.ids, encoding.sequence_ids) if of is not None]
            texts.append({**described(encoding, [text]), "own": own,
                          "text": tokenizer.decode(own, skip_special_tokens=False)})
        pairs = [described(tokenizer.encode(TEXTS[a], TEXTS[b]), [TEXTS[a], TEXTS[b]])
                 for a, b in PAIRS]
        made[name] = {"kind": kind, "tokenizer": whole, "texts": texts, "pairs": pairs}
    write("pairs.json", trained["pairs"])
    write("scores.json", trained["scores"])
    write("texts.json", {"texts": TEXTS, "pairs": PAIRS})
    write("variants.json", made)


if __name__ == "__main__":
    main()
