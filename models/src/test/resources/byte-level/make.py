"""Makes the byte-level tokenizers of this folder, and what Hugging Face's library does by them.

    pip install tokenizers==0.23.3
    python make.py

model.json     vocabulary and merges, trained on the texts below
variants.json  for each variant of a tokenizer.json: the file without the model's pieces, and for
               each text and pair of texts.json the ids, offsets (UTF-16, null for added pieces)
               and the text made of the ids
texts.json     the texts, and pairs of their indices
"""

import json

from tokenizers import Tokenizer, models, pre_tokenizers, trainers

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
    "e\u0301a\u0323\u0302o\u0308\u0301 \u1112\u1161\u11ab \u212b \ufb01",
    "👩‍👩‍👧‍👦 🇸🇪 😀😀",
    "١٢٣٤٥ ½ Ⅷ ๓๔ 𝟘𝟙",
    "'s'S'ſa 'RE'x 'll 'L 'lL' ''",
    "<|end|>text<|end|> <|end|>",
    "a <mask> b<mask>c  <mask>",
    "word wordy <w> <w>x  <w>  y",
    "Zeit zeit ZEIT",
    "...!?\n\n--- ,a ,1 , ,",
    "a" * 67 + " " + "ab" * 31,
    "\ud7ff\ue000\uffff\U0010ffff",
    "𐐀𐐨 𝒳 ᲀ \U0001e900",
]
PAIRS = [[0, 1], [6, 2], [9, 4], [18, 19]]

GPT2 = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)
LLAMA3 = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|%s| ?[^\s\p{L}\p{N}]+[\r\n]*"
    r"|\s*[\r\n]+|\s+(?!\S)|\s+"
)


def byte_level(prefix=False, trim=True, regex=True):
    return {"type": "ByteLevel", "add_prefix_space": prefix, "trim_offsets": trim,
            "use_regex": regex}


def split(digits, behavior="Isolated", invert=False):
    return {"type": "Split", "pattern": {"Regex": LLAMA3 % digits}, "behavior": behavior,
            "invert": invert}


def sequence(name, *parts):
    return {"type": "Sequence", name: list(parts)}


def token(id, content, **flags):
    usual = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False,
             "special": True}
    return {"id": id, "content": content, **usual, **flags}


def template(bos, id):
    special = {"SpecialToken": {"id": bos, "type_id": 0}}
    a = {"Sequence": {"id": "A", "type_id": 0}}
    b = {"Sequence": {"id": "B", "type_id": 1}}
    again = {"SpecialToken": {"id": bos, "type_id": 1}}
    return {"type": "TemplateProcessing", "single": [special, a], "pair": [special, a, again, b],
            "special_tokens": {bos: {"id": bos, "ids": [id], "tokens": [bos]}}}


def variants(size):
    end = token(size, "<|end|>")
    mask = token(size + 1, "<mask>", lstrip=True)
    word = token(size + 2, "<w>", single_word=True, rstrip=True, special=False, normalized=True)
    zeit = token(size + 3, "zeit", special=False, normalized=True)
    tokens = [end, mask, word, zeit]
    roberta = {"type": "RobertaProcessing", "sep": ["<|end|>", size], "cls": ["<|end|>", size],
               "trim_offsets": True, "add_prefix_space": False}
    return {
        "gpt2": dict(pre=byte_level(), post=byte_level(trim=True), tokens=[end]),
        "prefix": dict(pre=byte_level(prefix=True), post=byte_level(prefix=True), tokens=tokens),
        "roberta": dict(pre=byte_level(), post=roberta, tokens=tokens),
        "llama3": dict(
            pre=sequence("pretokenizers", split(r"\p{N}{1,3}"), byte_level(regex=False)),
            post=sequence("processors", byte_level(), template("<|end|>", size)),
            tokens=tokens, model={"ignore_merges": True}),
        "qwen2": dict(
            pre=sequence("pretokenizers", split(r"\p{N}"), byte_level(regex=False)),
            post=byte_level(trim=False), tokens=tokens, normalizer={"type": "NFC"}),
        "inverted": dict(
            pre=sequence("pretokenizers", split(r"\p{N}", "Removed", True),
                         byte_level(regex=False, prefix=True)),
            post=byte_level(prefix=True), tokens=tokens),
        "smollm": dict(
            pre=sequence("pretokenizers", {"type": "Digits", "individual_digits": True},
                         byte_level()),
            post=None, tokens=tokens),
        "digits": dict(
            pre=sequence("pretokenizers", {"type": "Digits", "individual_digits": False},
                         byte_level()),
            post=None, tokens=tokens),
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


def train():
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = GPT2
    trainer = trainers.BpeTrainer(
        vocab_size=421, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False)
    tokenizer.train_from_iterator(SENTENCES * 3, trainer)
    return json.loads(tokenizer.to_str())["model"]


def write(name, value):
    with open(name, "w", encoding="utf-8") as file:
        json.dump(value, file, ensure_ascii=True, indent=0)
        file.write("\n")


def main():
    model = train()
    made = {}
    for name, variant in variants(len(model["vocab"])).items():
        whole = {
            "version": "1.0", "truncation": None, "padding": None,
            "added_tokens": variant["tokens"], "normalizer": variant.get("normalizer"),
            "pre_tokenizer": variant["pre"], "post_processor": variant["post"],
            "decoder": byte_level(), "model": {**model, **variant.get("model", {})}}
        tokenizer = Tokenizer.from_str(json.dumps(whole))
        results = []
        for text in TEXTS:
            encoding = tokenizer.encode(text)
            results.append({
                **described(encoding, [text]),
                "text": tokenizer.decode(encoding.ids, skip_special_tokens=False)})
        pairs = [
            described(tokenizer.encode(TEXTS[a], TEXTS[b]), [TEXTS[a], TEXTS[b]])
            for a, b in PAIRS]
        whole["model"] = {k: v for k, v in whole["model"].items() if k not in ("vocab", "merges")}
        made[name] = {"tokenizer": whole, "texts": results, "pairs": pairs}
    write("model.json", {"vocab": model["vocab"], "merges": model["merges"]})
    write("texts.json", {"texts": TEXTS, "pairs": PAIRS})
    with open("variants.json", "w", encoding="utf-8") as file:
        json.dump(made, file, ensure_ascii=True, separators=(",", ":"))
        file.write("\n")


if __name__ == "__main__":
    main()
