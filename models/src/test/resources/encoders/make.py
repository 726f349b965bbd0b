"""Makes the folders beside it: small encoders with random weights, and what they compute.

    python3 make.py [FOLDER ...]        folders, or mpnet-buckets.txt

A folder is what save_pretrained of Hugging Face's transformers writes (config.json,
model.safetensors, tokenizer.json, tokenizer_config.json), with expected.safetensors and
expected.json beside it, which transformers computed from it in float64, each text alone, without
padding. README.md says what each folder is for and which versions made it. answers.py adds what the
question-answering pipeline says.
"""

import json
import os
import sys
import zlib

import torch
import transformers
from safetensors.torch import save_file
from transformers import pipeline

HERE = os.path.dirname(os.path.abspath(__file__))

# Greedy pieces for the texts below; 7 and what has an f in its middle are unknown.
PIECES = """. , ? anna bor i och katt jag mus the cat sat var lu jon
##en ##ade ##nd ##er ##ar ##s ##t ##n ##a ##e ##d ##r ##o ##i ##k ##l ##m ##u ##g
a b d e f g h k l m n o p r s t u v 2 3 ##ing""".split()
WORDPIECE = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"] + PIECES
MPNET = ["<s>", "<pad>", "</s>", "[UNK]"] + PIECES + ["<mask>"]

SHORT = {"english": "The cat sat.", "swedish": "Anna bor i Lund, 7 mil härifrån."}
PAIR = {"pair": ["Var bor Anna?", "Anna bor i Lund, och katten jagade musen."]}
ASKED = PAIR | {"other": ["Var satt katten?", "Musen bor i Lund."]}
TAGGED = SHORT | {"names": "Jon och Anna bor i Lund, katten Anders bor i Orust och musen är här."}
# More than 32 pieces, so that distances reach the buckets that are wider than one.
LONG = {
    "long": "Katten jagade musen, musen jagade katten, och Anna bor i Lund. Jon bor här, och Anna?"
    " Anna är här."
}

# A typed <pad> has no position, and a text may have as many pieces as there are positions: 41.
EDGES = {
    "padding": "Anna <pad> bor i <pad><pad> Lund.",
    "longest": "a b d e f g h k l m n o p r s t u v 2 3 . , ? i och the cat sat var jon lu mus a b"
    " d e f g h",
}

# Of a folder for the encoder, and of one for a head: C, H, L, F.
SIZES = ("hidden_size", "num_attention_heads", "num_hidden_layers", "intermediate_size")
ENCODER = dict(zip(SIZES, (26, 2, 3, 37)))
HEAD = dict(zip(SIZES, (22, 2, 2, 29)))

CLASSES = ["bland", "hopeful", "sad", "angry", "glad"]
TOPICS = ["animals", "people", "places"]
TAGS = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"]

# Added to the seed, so that "pair" has an answer and "other" has none.
SEEDS = {"bert-answers": 17, "distilbert-answers": 27, "electra-answers": 37, "mpnet-answers": 24}

# What DistilBert calls otherwise.
DISTILBERT_NAMES = {
    "hidden_size": "dim",
    "num_attention_heads": "n_heads",
    "num_hidden_layers": "n_layers",
    "intermediate_size": "hidden_dim",
    "hidden_act": "activation",
}


def labels(names):
    return {"id2label": dict(enumerate(names)), "label2id": {n: i for i, n in enumerate(names)}}


def folders():
    """Name: (class, what of the config is not the default, texts)."""
    both = SHORT | PAIR
    result = {
        "bert-masked": ("BertForMaskedLM", ENCODER, both),
        "bert-untied": (
            "BertForMaskedLM",
            ENCODER | {"hidden_act": "relu", "tie_word_embeddings": False, "layer_norm_eps": 1e-3},
            PAIR,
        ),
        "bert-model": ("BertModel", ENCODER | {"hidden_act": "gelu_new"}, both),
        "bert-pretraining": ("BertForPreTraining", ENCODER, PAIR),
        "bert-next": ("BertForNextSentencePrediction", HEAD, ASKED),
        "distilbert-masked": ("DistilBertForMaskedLM", ENCODER, both),
        "distilbert-sinusoidal": (
            "DistilBertForMaskedLM",
            ENCODER | {"hidden_act": "relu", "sinusoidal_pos_embds": True},
            PAIR,
        ),
        "distilbert-model": ("DistilBertModel", ENCODER | {"hidden_act": "gelu_new"}, PAIR),
        "electra-generator": (
            "ElectraForMaskedLM",
            ENCODER | {"embedding_size": 19, "hidden_act": "gelu_new"},
            both,
        ),
        "electra-discriminator": (
            "ElectraForPreTraining",
            ENCODER | {"embedding_size": 26, "hidden_act": "relu", "layer_norm_eps": 1e-3},
            both,
        ),
        "mpnet-masked": (
            "MPNetForMaskedLM",
            ENCODER | {"hidden_act": "gelu_new", "layer_norm_eps": 1e-5},
            SHORT | LONG,
        ),
        "mpnet-model": ("MPNetModel", ENCODER, both),
    }
    untied = HEAD | {"tie_word_embeddings": False}
    result |= {
        "distilbert-untied": ("DistilBertForMaskedLM", untied, PAIR),
        "electra-untied": ("ElectraForMaskedLM", untied | {"embedding_size": 17}, PAIR),
        "mpnet-untied": ("MPNetForMaskedLM", untied, PAIR | EDGES),
    }
    for kind in ("Bert", "DistilBert", "Electra", "MPNet"):
        narrow = {"embedding_size": 17, "hidden_act": "gelu_new"}
        head = HEAD | (narrow if kind == "Electra" else {})
        sequence = kind + "ForSequenceClassification"
        many = labels(TOPICS) | {"problem_type": "multi_label_classification"}
        result |= {
            kind.lower() + "-classes": (sequence, head | labels(CLASSES), both),
            kind.lower() + "-many": (sequence, head | many, both),
            kind.lower() + "-score": (sequence, head | labels(["LABEL_0"]), PAIR),
            kind.lower() + "-tags": (kind + "ForTokenClassification", head | labels(TAGS), TAGGED),
            kind.lower() + "-answers": (kind + "ForQuestionAnswering", head, ASKED),
        }
    return result


def config_of(architecture, changes):
    kind = architecture.split("For")[0].removesuffix("Model")
    values = {"vocab_size": 61, "max_position_embeddings": 43 if kind == "MPNet" else 41} | changes
    if kind == "DistilBert":
        values = {DISTILBERT_NAMES.get(name, name): value for name, value in values.items()}
    return getattr(transformers, kind + "Config")(**values)


def tokenizer_of(config):
    kind = {
        "bert": transformers.BertTokenizer,
        "distilbert": transformers.DistilBertTokenizer,
        "electra": transformers.ElectraTokenizer,
        "mpnet": transformers.MPNetTokenizer,
    }[config.model_type]
    pieces = MPNET if config.model_type == "mpnet" else WORDPIECE
    return kind(vocab={piece: i for i, piece in enumerate(pieces)})


def randomize(model, config):
    """Weights so large that attention is far from uniform, and that each parameter matters."""
    for name, weight in model.named_parameters():
        if "position_embeddings" in name and getattr(config, "sinusoidal_pos_embds", False):
            continue
        draw = torch.randn(weight.shape)
        if "norm" in name.lower():
            values = draw * 0.3 + (1 if name.endswith("weight") else 0)
        elif weight.dim() == 1:
            values = draw * 0.3
        elif "embedding" in name or "relative_attention_bias" in name:
            values = draw
        elif any(part in name for part in (".query.", ".key.", ".q.", ".k.", ".q_lin.", ".k_lin.")):
            values = draw * 1.7 / weight.shape[-1] ** 0.5
        else:
            values = draw * 1.1 / weight.shape[-1] ** 0.5
        weight.data.copy_(values)
    model.tie_weights()
    predictions = getattr(getattr(model, "cls", None), "predictions", None)
    predictions = predictions or getattr(model, "lm_head", None)
    if predictions is not None:
        # Two names of one parameter, also where the table is not tied.
        predictions.bias.data.copy_(predictions.decoder.bias.data)


def spread(model, tokenizer, texts):
    """Sets the bias of a head for tags so that no tag wins everywhere, and O wins most often."""
    logits = [model(**tokenizer(text, return_tensors="pt")).logits[0] for text in texts.values()]
    model.classifier.weight.data.mul_(2)
    model.classifier.bias.data = -2 * (torch.cat(logits) - model.classifier.bias).mean(0)
    model.classifier.bias.data[0] += 0.8


def numbers(name, tensor):
    return {name: tensor.detach().contiguous().clone()}


def computed(name, model, tokenizer, text, whole):
    pieces = tokenizer(*text) if isinstance(text, list) else tokenizer(text)
    ids = torch.tensor([pieces["input_ids"]])
    given = {"input_ids": ids}
    types = torch.tensor([pieces.get("token_type_ids", [0] * ids.shape[1])])
    if model.config.model_type in ("bert", "electra"):
        given["token_type_ids"] = types
    output = model(**given, output_hidden_states=True, output_attentions=True, return_dict=True)
    hidden = torch.cat(output.hidden_states)
    result = numbers(name + ".ids", ids[0].int()) | numbers(name + ".types", types[0].int())
    if whole:
        result |= numbers(name + ".hidden", hidden)
        result |= numbers(name + ".weights", torch.cat(output.attentions))
    else:
        result |= numbers(name + ".last", hidden[-1])
    for key, as_called in {
        "logits": "logits",
        "prediction_logits": "logits",
        "seq_relationship_logits": "next",
        "start_logits": "start",
        "end_logits": "end",
        "pooler_output": "pooled",
    }.items():
        if output.get(key) is not None:
            follows = key == "logits" and hasattr(getattr(model, "cls", None), "seq_relationship")
            result |= numbers(name + "." + ("next" if follows else as_called), output[key][0])
    base = model.base_model
    if base is not model and getattr(base, "pooler", None) is not None:
        result |= numbers(name + ".pooled", base.pooler(output.hidden_states[-1])[0])
    return result


def piped(model, tokenizer, texts):
    """What the pipelines say: all labels, best first; or the spans that are not O."""
    said = {}
    for name, text in texts.items():
        if type(model).__name__.endswith("ForSequenceClassification"):
            classify = pipeline("text-classification", model=model, tokenizer=tokenizer)
            given = {"text": text[0], "text_pair": text[1]} if isinstance(text, list) else text
            said[name] = classify(given, top_k=None)
        elif type(model).__name__.endswith("ForTokenClassification"):
            tag = pipeline(
                "token-classification",
                model=model,
                tokenizer=tokenizer,
                aggregation_strategy="first",
            )
            spans = tag(text)
            said[name] = [span | {"score": float(span["score"])} for span in spans]
    return said


def buckets():
    """The bucket of each distance of a key from its query, from -600 to 600, one a line."""
    of = transformers.models.mpnet.modeling_mpnet.MPNetEncoder.relative_position_bucket
    with open(os.path.join(HERE, "mpnet-buckets.txt"), "w", encoding="utf-8") as file:
        for distance in range(-600, 601):
            print(distance, int(of(torch.tensor([distance]))[0]), file=file)


def make(name, architecture, changes, texts):
    folder = os.path.join(HERE, name)
    torch.manual_seed(zlib.crc32(name.encode()) + SEEDS.get(name, 0))
    config = config_of(architecture, changes)
    model = getattr(transformers, architecture)._from_config(config, attn_implementation="eager")
    randomize(model, config)
    tokenizer = tokenizer_of(config)
    if architecture.endswith("ForQuestionAnswering"):
        model.qa_outputs.weight.data.mul_(2)
    if architecture.endswith("ForTokenClassification"):
        with torch.no_grad():
            spread(model.eval(), tokenizer, texts)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    model = getattr(transformers, architecture).from_pretrained(
        folder, attn_implementation="eager"
    )
    model = model.double().eval()
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
    whole = config.num_hidden_layers == ENCODER["num_hidden_layers"]
    tensors = {}
    with torch.no_grad():
        for text in texts:
            tensors |= computed(text, model, tokenizer, texts[text], whole)
        said = piped(model, tokenizer, texts)
    save_file(tensors, os.path.join(folder, "expected.safetensors"))
    expected = {"texts": texts} | ({"said": said} if said else {})
    with open(os.path.join(folder, "expected.json"), "w", encoding="utf-8") as file:
        json.dump(expected, file, ensure_ascii=False, indent=1)
        file.write("\n")


if __name__ == "__main__":
    torch.set_num_threads(1)
    for name, (architecture, changes, texts) in folders().items():
        if len(sys.argv) == 1 or name in sys.argv[1:]:
            make(name, architecture, changes, texts)
    if len(sys.argv) == 1 or "mpnet-buckets.txt" in sys.argv[1:]:
        buckets()
