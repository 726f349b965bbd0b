"""Writes small tokenizer folders of distilbert, electra and mpnet, and what transformers makes of them.

Each folder is one way in which people have such a tokenizer: saved by transformers 4 or 5, or with
some of the files alone. The vocabularies are cut from the text below. What is expected is what
AutoTokenizer of transformers 5.24.0 (tokenizers 0.23.3) makes of each folder; folders that save4
names are written by transformers 4.57.6. Nothing is fetched.

    PYTHON_WITH_TRANSFORMERS_5 make.py PYTHON_WITH_TRANSFORMERS_4

lines.json        the texts, and the pairs
folders.json      for each folder: the file of its pieces, and the ids of padding, mask and unknown
expected/N.json   for each text and pair: ids, offsets in UTF-16 (null where the model adds a piece),
                  the text each piece is in (null likewise), type ids
"""

import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import unicodedata

os.environ["HF_HUB_OFFLINE"] = "1"
HERE = pathlib.Path(__file__).resolve().parent
TEXT = """Katten som min granne äger jagade musen över ängen, och Åke såg på från sin gård i Örebro.
The quick brown fox jumps over the lazy dog; it hasn't rained since Tuesday (really!).
Der Straßenkünstler übt täglich für die Gäste, während Äpfel und Nüsse verkauft werden.
L'été, les élèves étudient à côté de l'école où naît l'œuvre. Ça va? Très bien!
Кошка соседа поймала мышь. Ёлка стоит у дома. Η γάτα του γείτονα έπιασε το ποντίκι.
我的邻居的猫抓住了老鼠。猫は鼠を追いかけた。고양이가 쥐를 쫓았다.
Numbers 1 2 30 456 and 7,890.12; e-mail: a@b.org #tag 50% x_y <tag> [note] {set} a/b c\\d
"""
SIZE = 397


def lines():
    """Texts of the words of TEXT, joined in odd ways, with special tokens typed among them."""
    draw = random.Random(17)
    words = TEXT.split()
    special = ["[MASK]", "<mask>", "<s>", "</s>", "[CLS]", "[SEP]", "[UNK]", "<unk>", "<pad>",
               "[PAD]", "[mask]", "<MASK>", "[NEW]", "zork", "Zork"]
    spaces = [" ", " ", " ", " ", "  ", "\t", "\n", "\u00a0", "", "\u3000 ", " \u0000", "\u200d"]
    odd = ["\u0301", "É", "e\u0301", "İ", "ﬁ", "𝐀", "\ufffd", "—", "…", "x" * 101, "Ġa", "🙂", "ß", "ẞ"]

    def line(most):
        parts = []
        for _ in range(draw.randint(1, most)):
            kind = draw.random()
            parts.append(draw.choice(special if kind < 0.15 else odd if kind < 0.22 else words))
            parts.append(draw.choice(spaces))
        return "".join(parts)

    texts = TEXT.splitlines() + ["", " ", "<mask>", "  <mask>  ", "[MASK]", "a<mask><mask> <mask>b",
                                 "\t <mask>\n.", "<s></s> </s>", "Ä <MASK> [mask]"]
    texts += [line(9) for _ in range(200)]
    pairs = [[line(6), line(6)] for _ in range(100)] + [["a", " "], [" ", "<mask>"], ["\t", "\u200d"]]
    return texts, pairs


def vocabulary(lower, mpnet):
    """Letters of TEXT, but for one in 29, and the beginnings and ends of its words."""
    text = TEXT
    if lower:
        text = "".join(c for c in unicodedata.normalize("NFD", text.lower())
                       if unicodedata.category(c) != "Mn")
    words = re.findall(r"\w+|[^\w\s]", text)
    letters = sorted({letter for word in words for letter in word})
    pieces = [p for i, letter in enumerate(letters) if i % 29 for p in (letter, "##" + letter)]
    parts = [p for word in words for n in (2, 3, 5) if len(word) > n for p in (word[:n], "##" + word[-n:])]
    pieces = list(dict.fromkeys(pieces + parts))
    random.Random(SIZE).shuffle(pieces)
    pieces = pieces[:SIZE]
    if mpnet:
        return ["<s>", "<pad>", "</s>", "<unk>"] + pieces[:97] + ["[UNK]"] + pieces[97:] + ["<mask>"]
    return ["[PAD]"] + pieces[:53] + ["[UNK]", "[CLS]", "[SEP]", "[MASK]"] + pieces[53:]


def put(folder, name, value):
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=1) + "\n"
    (folder / name).write_text(text, encoding="utf-8")


def begin(name, kind, lower, config=None, vocab=True, **model):
    """Makes a folder with config.json, vocab.txt, and tokenizer_config.json if it says something."""
    folder = HERE / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    pieces = vocabulary(lower, kind == "mpnet")
    # Room for tokens that are added.
    put(folder, "config.json", {"model_type": kind, "vocab_size": len(pieces) + 7, **model})
    put(folder, "vocab.txt", "\n".join(pieces) + "\n")
    if config is not None:
        put(folder, "tokenizer_config.json", config)
    return folder


def resaved(folder, keep, four=None, **more):
    """Lets transformers open a folder and save it; only the files of `keep` stay."""
    if four:
        subprocess.run([four, __file__, "save4", str(folder), json.dumps(more)], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    else:
        save(folder, more)
    for file in folder.iterdir():
        if file.name not in keep + ["config.json"]:
            file.unlink()
    return folder


def save(folder, more):
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(folder)
    if more.get("special"):
        tokenizer.add_special_tokens({"additional_special_tokens": more["special"]})
    if more.get("words"):
        tokenizer.add_tokens(more["words"])
    tokenizer.save_pretrained(folder)


def edited(folder, name, change):
    value = json.loads((folder / name).read_text(encoding="utf-8"))
    change(value)
    put(folder, name, value)
    return folder


CLASSES = {"distilbert": "DistilBertTokenizer", "electra": "ElectraTokenizer", "mpnet": "MPNetTokenizer"}
JSON = ["tokenizer.json"]
CONFIG = ["tokenizer_config.json"]
ALL = JSON + CONFIG + ["vocab.txt", "special_tokens_map.json", "added_tokens.json"]


def folders(four):
    for kind, of in CLASSES.items():
        lower = {"do_lower_case": True}
        cased = {"do_lower_case": False}
        yield begin(f"{kind}-vocab", kind, True, lower)
        yield begin(f"{kind}-vocab-class", kind, False, {**cased, "tokenizer_class": of + "Fast"})
        yield begin(f"{kind}-vocab-model-class", kind, True, lower, tokenizer_class=of)
        yield resaved(begin(f"{kind}-saved4", kind, True, lower), ALL, four)
        yield resaved(begin(f"{kind}-saved4-added", kind, False, cased), ALL, four,
                      special=["[NEW]"], words=["zork"])
        yield resaved(begin(f"{kind}-saved5", kind, True, lower), ALL)
        yield resaved(begin(f"{kind}-saved5-added", kind, False, cased), ALL,
                      special=["[NEW]"], words=["zork"])
        yield resaved(begin(f"{kind}-json4", kind, True, lower), JSON, four)
        yield resaved(begin(f"{kind}-json5", kind, True, lower), JSON)
        old = resaved(begin(f"{kind}-old", kind, False, cased), ALL, four)
        (old / "tokenizer.json").unlink()
        put(old, "tokenizer_config.json", {**cased, "model_max_length": 512})
        put(old, "added_tokens.json", {"zork": len(vocabulary(False, kind == "mpnet"))})
        yield old
        yield edited(resaved(begin(f"{kind}-fast4", kind, True, lower), JSON + CONFIG, four),
                     "tokenizer_config.json",
                     lambda c: c.update(tokenizer_class="PreTrainedTokenizerFast"))
        yield edited(resaved(begin(f"{kind}-backend5", kind, True, lower), JSON + CONFIG),
                     "tokenizer_config.json", lambda c: c.update(tokenizer_class="TokenizersBackend"))
    plain = begin("mpnet-json-plain-mask", "mpnet", True, {"do_lower_case": True})

    def no_lstrip(file):
        for token in file["added_tokens"]:
            token["lstrip"] = False
    yield edited(resaved(plain, JSON), "tokenizer.json", no_lstrip)
    yield begin("mpnet-vocab-names", "mpnet", True, {
        "do_lower_case": True, "cls_token": "<unk>", "mask_token": {
            "__type": "AddedToken", "content": "<mask>", "rstrip": True, "special": True}})


def utf16(text, offsets):
    at = [0]
    for letter in text:
        at.append(at[-1] + (2 if ord(letter) > 0xFFFF else 1))
    return [at[offsets[0]], at[offsets[1]]]


def encoded(tokenizer, *texts):
    got = tokenizer(*texts, return_offsets_mapping=True, return_token_type_ids=True)
    sequences = got.sequence_ids(0)
    offsets = [None if s is None else utf16(texts[s], o)
               for s, o in zip(sequences, got["offset_mapping"])]
    return [got["input_ids"], offsets, sequences, got["token_type_ids"]]


def main(four):
    from transformers import AutoTokenizer

    texts, pairs = lines()
    (HERE / "lines.json").write_text(
        json.dumps({"texts": texts, "pairs": pairs}, indent=1) + "\n", encoding="utf-8")
    shutil.rmtree(HERE / "expected", ignore_errors=True)
    (HERE / "expected").mkdir()
    known, listed = {}, {}
    for folder in folders(four):
        tokenizer = AutoTokenizer.from_pretrained(folder)
        cases = [encoded(tokenizer, text) for text in texts]
        cases += [encoded(tokenizer, *pair) for pair in pairs]
        rows = "[" + ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases) + "]\n"
        if rows not in known:
            known[rows] = f"{len(known)}.json"
            (HERE / "expected" / known[rows]).write_text(rows, encoding="utf-8")
        listed[folder.name] = {
            "class": type(tokenizer).__name__, "expected": known[rows],
            "padding": tokenizer.pad_token_id, "mask": tokenizer.mask_token_id,
            "unknown": tokenizer.unk_token_id}
        print(folder.name, listed[folder.name])
    put(HERE, "folders.json", listed)


if __name__ == "__main__":
    if sys.argv[1] == "save4":
        save(pathlib.Path(sys.argv[2]), json.loads(sys.argv[3]))
    else:
        main(sys.argv[1])
