"""Lists the keys of tokenizer_config.json that Hugging Face's tokenizers of BERT,
DistilBERT, ELECTRA and MPNet know, as keys.txt.

Read from the sources of transformers 5.24.0 and 4.57.6 (nothing of them runs): parameters of the
classes' __init__, and every key that they look up in what the file says.

    python3 make.py FOLDER_OF_TRANSFORMERS_5 FOLDER_OF_TRANSFORMERS_4 > keys.txt
"""

import ast
import pathlib
import sys

FILES = [
    "tokenization_utils.py",
    "tokenization_utils_base.py",
    "tokenization_utils_fast.py",
    "tokenization_utils_tokenizers.py",
    "models/bert/tokenization_bert.py",
    "models/bert/tokenization_bert_fast.py",
    "models/distilbert/tokenization_distilbert.py",
    "models/distilbert/tokenization_distilbert_fast.py",
    "models/electra/tokenization_electra.py",
    "models/electra/tokenization_electra_fast.py",
    "models/mpnet/tokenization_mpnet.py",
    "models/mpnet/tokenization_mpnet_fast.py",
]
CLASSES = {"BertTokenizer", "BertTokenizerFast", "DistilBertTokenizer", "DistilBertTokenizerFast",
           "ElectraTokenizer", "ElectraTokenizerFast", "MPNetTokenizer", "MPNetTokenizerFast",
           "PreTrainedTokenizer", "PreTrainedTokenizerBase", "PreTrainedTokenizerFast",
           "SpecialTokensMixin", "TokenizersBackend"}
METHODS = {"__init__", "from_pretrained", "_from_pretrained", "convert_to_native_format"}
DICTIONARIES = {"kwargs", "init_kwargs", "local_kwargs", "tokenizer_config"}


def text(node):
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def looked_up(node):
    """The key that an expression looks up in what the file says, if it does."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
        if node.func.attr in ("pop", "get", "setdefault") and name(node.func.value) in DICTIONARIES:
            return text(node.args[0])
    if isinstance(node, ast.Subscript) and name(node.value) in DICTIONARIES:
        return text(node.slice)
    if isinstance(node, ast.Compare) and name(node.comparators[0]) in DICTIONARIES:
        return text(node.left)
    return None


def name(node):
    return node.id if isinstance(node, ast.Name) else None


keys = set()
for root in sys.argv[1:]:
    for file in FILES:
        path = pathlib.Path(root, file)
        if not path.exists():
            continue
        for owner in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(owner, ast.ClassDef) or owner.name not in CLASSES:
                continue
            for part in owner.body:
                if isinstance(part, ast.Assign) and name(part.targets[0]) == "SPECIAL_TOKENS_ATTRIBUTES":
                    keys.update(text(item) for item in part.value.elts)
                if isinstance(part, ast.FunctionDef) and part.name in METHODS:
                    if part.name == "__init__":
                        every = part.args.args + part.args.kwonlyargs
                        keys.update(a.arg for a in every if a.arg != "self")
                    keys.update(filter(None, map(looked_up, ast.walk(part))))
print("\n".join(sorted(keys)))
