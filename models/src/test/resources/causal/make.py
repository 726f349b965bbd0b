"""Makes the folders and files beside it: small causal models with random weights, and what they compute.

    python3 make.py [NAME ...]

A folder has config.json, model.safetensors, tokenizer.json, and expected.safetensors, which Hugging
Face's transformers computed in float64 (but for norms, rotary positions and softmax, which it
computes in float32): ids (S), weights (L, H, S, S), hidden (L + 1, S, C), final (S, C) and logits
(S, V). NAME.gguf beside it has the same weights under ggml's names, float32; phi3-q8.gguf has
blocks, and phi3-written.gguf their numbers as float32. README.md says what each is for.
"""

import copy
import json
import os
import shutil
import sys
import zlib

import gguf
import numpy
import torch
import transformers
from safetensors.torch import load_file, save_file

HERE = os.path.dirname(os.path.abspath(__file__))
PIECES = 17
LETTERS = sorted(
    [chr(b) for b in (*range(33, 127), *range(161, 173), *range(174, 256))]
    + [chr(256 + i) for i in range(68)]
)
MERGES = ["t h", "th e", "a n", "Ġ the", "Ġ a"]

NARROW = {
    "vocab_size": 262,
    "max_position_embeddings": 61,
    "hidden_size": 24,
    "num_attention_heads": 6,
    "num_key_value_heads": 2,
    "head_dim": 10,
    "intermediate_size": 19,
    "num_hidden_layers": 3,
    "pad_token_id": 0,
    "bos_token_id": 0,
    "eos_token_id": 0,
}
BLOCKS = NARROW | {"hidden_size": 32, "num_attention_heads": 4, "head_dim": 8} | {
    "intermediate_size": 64
}
GEMMA = {"query_pre_attn_scalar": 10, "num_hidden_layers": 4, "sliding_window": 3}
GPT2 = {"n_embd": 26, "n_head": 2, "n_layer": 3, "n_positions": 61, "vocab_size": 262}
GPT2 |= {"bos_token_id": 0, "eos_token_id": 0}
NEOX = {k: v for k, v in NARROW.items() if k not in ("num_key_value_heads", "head_dim")}
NEOX |= {"num_attention_heads": 3}


def rope(kind, **more):
    return {"rope_parameters": {"rope_type": kind, "rope_theta": 7000.0} | more}


# Name: (class, values of the config, values of config.json that are written otherwise; None
# takes one out).
FOLDERS = {
    "llama": ("LlamaForCausalLM", NARROW, {}),
    "llama-three": (
        "LlamaForCausalLM",
        NARROW
        | {"attention_bias": True, "mlp_bias": True, "tie_word_embeddings": True}
        | rope(
            "llama3",
            factor=8.0,
            low_freq_factor=1.0,
            high_freq_factor=4.0,
            original_max_position_embeddings=31,
        ),
        # As files of transformers 4 have it.
        {
            "rope_parameters": None,
            "rope_theta": 7000.0,
            "rope_scaling": {
                "type": "llama3",
                "factor": 8.0,
                "low_freq_factor": 1.0,
                "high_freq_factor": 4.0,
                "original_max_position_embeddings": 31,
            },
        },
    ),
    "llama-yarn": (
        "LlamaForCausalLM",
        NARROW | rope("yarn", factor=4.0, original_max_position_embeddings=31),
        {},
    ),
    "llama-model": ("LlamaModel", NARROW | {"tie_word_embeddings": True, "head_dim": None}, {}),
    "mistral": ("MistralForCausalLM", NARROW | {"sliding_window": None}, {}),
    "mistral-window": (
        "MistralForCausalLM",
        NARROW | {"sliding_window": 1, "num_key_value_heads": 3},
        {"rope_parameters": None, "rope_theta": 10000.0, "rms_norm_eps": None},
    ),
    "mistral-default": (
        "MistralForCausalLM",
        NARROW | {"num_attention_heads": 8, "num_key_value_heads": 8},
        dict.fromkeys(
            ("sliding_window", "num_key_value_heads", "rope_parameters", "tie_word_embeddings")
        ),
    ),
    "qwen2": ("Qwen2ForCausalLM", NARROW | {"tie_word_embeddings": True}, {}),
    "qwen2-windows": (
        "Qwen2ForCausalLM",
        NARROW
        | {"use_sliding_window": True, "sliding_window": 4, "max_window_layers": 1}
        | rope("linear", factor=2.5),
        {"layer_types": None, "head_dim": 10},
    ),
    "qwen3": ("Qwen3ForCausalLM", NARROW, {}),
    "qwen3-types": (
        "Qwen3ForCausalLM",
        NARROW
        | {"attention_bias": True, "use_sliding_window": True, "sliding_window": 2}
        | {"layer_types": ["sliding_attention", "full_attention", "sliding_attention"]},
        {},
    ),
    "smollm3": ("SmolLM3ForCausalLM", NARROW | {"num_hidden_layers": 5, "head_dim": 4}, {}),
    "smollm3-windows": (
        "SmolLM3ForCausalLM",
        NARROW
        | {"use_sliding_window": True, "sliding_window": 5, "no_rope_layer_interval": 2}
        | {"attention_bias": True, "mlp_bias": True, "tie_word_embeddings": False},
        {"no_rope_layers": None, "layer_types": None, "rope_parameters": None, "head_dim": 10},
    ),
    "phi3": ("Phi3ForCausalLM", NARROW | {"head_dim": None}, {}),
    "phi3-part": (
        "Phi3ForCausalLM",
        NARROW
        | {"head_dim": None, "hidden_size": 30, "num_attention_heads": 3}
        | {"num_key_value_heads": 3, "sliding_window": 6, "tie_word_embeddings": True}
        | {"partial_rotary_factor": 0.6, "hidden_act": "gelu"},
        {"rope_parameters": None, "rope_theta": 10000.0, "num_key_value_heads": None},
    ),
    "phi3-blocks": ("Phi3ForCausalLM", BLOCKS, {}),
    "gemma2": ("Gemma2ForCausalLM", NARROW | GEMMA, {"layer_types": None}),
    "gemma2-plain": (
        "Gemma2ForCausalLM",
        NARROW
        | GEMMA
        | {"attn_logit_softcapping": None, "final_logit_softcapping": None}
        | {"attention_bias": True, "query_pre_attn_scalar": 7, "tie_word_embeddings": False}
        | {"layer_types": ["full_attention", "full_attention", "sliding_attention"]}
        | {"num_hidden_layers": 3},
        {"rope_parameters": None, "rope_theta": 10000.0},
    ),
    "gemma3": ("Gemma3ForCausalLM", NARROW | GEMMA | {"num_hidden_layers": 6}, {}),
    "gemma3-linear": (
        "Gemma3ForCausalLM",
        NARROW
        | GEMMA
        | {"final_logit_softcapping": 3.0, "attn_logit_softcapping": 2.0}
        | {"sliding_window_pattern": 3, "query_pre_attn_scalar": 7}
        | {
            "rope_parameters": {
                "full_attention": {"rope_type": "linear", "factor": 8.0, "rope_theta": 9e5},
                "sliding_attention": {"rope_type": "default", "rope_theta": 700.0},
            }
        },
        # As files of transformers 4 have it.
        {
            "layer_types": None,
            "_sliding_window_pattern": None,
            "sliding_window_pattern": 3,
            "rope_parameters": None,
            "rope_theta": 9e5,
            "rope_local_base_freq": 700.0,
            "rope_scaling": {"rope_type": "linear", "factor": 8.0},
        },
    ),
    "gpt2": ("GPT2LMHeadModel", GPT2, {}),
    "gpt2-depth": (
        "GPT2LMHeadModel",
        GPT2
        | {"scale_attn_by_inverse_layer_idx": True}
        | {"n_inner": 29, "activation_function": "relu", "tie_word_embeddings": False},
        # Of float16 alone.
        {"reorder_and_upcast_attn": True},
    ),
    "gpt2-model": (
        "GPT2Model",
        GPT2 | {"scale_attn_weights": False, "layer_norm_epsilon": 1e-3},
        dict.fromkeys(("n_inner", "activation_function", "tie_word_embeddings")),
    ),
    "gpt_neox": ("GPTNeoXForCausalLM", NEOX, {}),
    "gpt_neox-after": (
        "GPTNeoXForCausalLM",
        NEOX
        | {"use_parallel_residual": False, "attention_bias": False, "hidden_act": "gelu_new"}
        | {"tie_word_embeddings": True}
        | rope("default", partial_rotary_factor=0.5),
        {"rope_parameters": None, "rotary_emb_base": 7000.0, "rotary_pct": 0.5},
    ),
}

# Folders that have a GGUF file beside them: general.architecture.
FILES = {
    "llama": "llama",
    "llama-three": "llama",
    "mistral": "llama",
    "qwen2": "qwen2",
    "qwen3": "qwen3",
    "smollm3": "smollm3",
    "phi3": "phi3",
    "gemma2": "gemma2",
    "gemma3": "gemma3",
    "gpt2": "gpt2",
    "gpt_neox": "gptneox",
}
INTERLEAVED = ("llama", "smollm3")


def model_of(name):
    kind, values, _ = FOLDERS[name]
    torch.manual_seed(zlib.crc32(name.encode()) % 100_000)
    config_class = getattr(transformers, kind).config_class
    config = config_class(**{k: v for k, v in values.items() if v is not None or k != "head_dim"})
    config._attn_implementation = "eager"
    model = getattr(transformers, kind)(config)
    with torch.no_grad():
        for key, p in model.named_parameters():
            if p.dim() == 1 and "norm" in key and key.endswith("weight") and "Gemma" not in kind:
                p.copy_(1 + 0.2 * torch.randn_like(p))
            elif p.dim() == 1:
                p.copy_(0.3 * torch.randn_like(p))
            else:
                p.copy_(torch.randn_like(p) * (2.0 / p.shape[-1] ** 0.5))
            p.copy_(p.bfloat16())
    model.tie_weights()
    return model.eval()


def stack(model):
    """The model without its head, its layers, and its last norm."""
    base = getattr(model, model.base_model_prefix, model)
    layers = base.h if hasattr(base, "h") else base.layers
    for last in ("norm", "ln_f", "final_layer_norm"):
        if hasattr(base, last):
            return base, layers, getattr(base, last)
    raise ValueError(type(model))


def computed(model):
    model = model.double()
    ids = torch.randint(1, model.config.vocab_size, (1, PIECES))
    base, layers, norm = stack(model)
    hidden = []
    hooks = [layers[0].register_forward_pre_hook(
        lambda m, args, kw: hidden.append((args[0] if args else kw["hidden_states"]).clone()),
        with_kwargs=True,
    )]
    for layer in layers:
        hooks.append(layer.register_forward_hook(
            lambda m, args, out: hidden.append((out[0] if isinstance(out, tuple) else out).clone())
        ))
    with torch.no_grad():
        out = base(ids, output_attentions=True, use_cache=False)
        final = out.last_hidden_state
        if model is base:
            table = model.wte if hasattr(model, "wte") else model.embed_tokens
            logits = final @ table.weight.T
        else:
            logits = model(ids, use_cache=False).logits
    for hook in hooks:
        hook.remove()
    return {
        "ids": ids[0].int(),
        "weights": torch.stack([w[0] for w in out.attentions]).float(),
        "hidden": torch.stack([h[0] for h in hidden[: len(layers) + 1]]).float(),
        "final": final[0].float(),
        "logits": logits[0].float(),
    }


def tokenizer():
    vocabulary = ["<|end|>"] + LETTERS + [m.replace(" ", "") for m in MERGES]
    byte_level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True}
    byte_level["use_regex"] = True
    end = {"id": 0, "content": "<|end|>", "single_word": False, "lstrip": False}
    end |= {"rstrip": False, "normalized": False, "special": True}
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [end],
        "normalizer": None,
        "pre_tokenizer": byte_level,
        "post_processor": None,
        "decoder": byte_level,
        "model": {
            "type": "BPE",
            "dropout": None,
            "unk_token": None,
            "continuing_subword_prefix": None,
            "end_of_word_suffix": None,
            "fuse_unk": False,
            "byte_fallback": False,
            "ignore_merges": False,
            "vocab": {piece: i for i, piece in enumerate(vocabulary)},
            "merges": MERGES,
        },
    }


def write_json(path, value):
    with open(path, "w", encoding="utf-8") as file:
        json.dump(value, file, ensure_ascii=False, indent=1)
        file.write("\n")


def folder(name):
    to = os.path.join(HERE, name)
    shutil.rmtree(to, ignore_errors=True)
    model = model_of(name)
    copy.deepcopy(model).bfloat16().save_pretrained(to)
    if os.path.exists(os.path.join(to, "generation_config.json")):
        os.remove(os.path.join(to, "generation_config.json"))
    with open(os.path.join(to, "config.json"), encoding="utf-8") as file:
        config = json.load(file)
    for key, value in FOLDERS[name][2].items():
        config.pop(key, None)
        if value is not None:
            config[key] = value
    write_json(os.path.join(to, "config.json"), config)
    write_json(os.path.join(to, "tokenizer.json"), tokenizer())
    save_file(computed(model), os.path.join(to, "expected.safetensors"))


def begin(name, config):
    """A GGUF file with the keys that ggml's converter writes."""
    kind = FILES.get(name) or "phi3"
    writer = gguf.GGUFWriter(None, kind)
    get = lambda *keys: next((config[k] for k in keys if config.get(k) is not None), None)
    writer.add_block_count(get("num_hidden_layers", "n_layer"))
    writer.add_context_length(get("max_position_embeddings", "n_positions"))
    width, heads = get("hidden_size", "n_embd"), get("num_attention_heads", "n_head")
    writer.add_embedding_length(width)
    writer.add_feed_forward_length(get("intermediate_size", "n_inner") or 4 * width)
    writer.add_head_count(heads)
    if get("num_key_value_heads") and kind != "gptneox":
        writer.add_head_count_kv(config["num_key_value_heads"])
    if get("head_dim") and kind != "gptneox":
        writer.add_key_length(config["head_dim"])
        writer.add_value_length(config["head_dim"])
    if get("rms_norm_eps"):
        writer.add_layer_norm_rms_eps(config["rms_norm_eps"])
    if get("layer_norm_epsilon", "layer_norm_eps"):
        writer.add_layer_norm_eps(get("layer_norm_epsilon", "layer_norm_eps"))
    head_dim = get("head_dim") or width // heads
    rope = get("rope_parameters") or {}
    if kind == "gptneox":
        writer.add_rope_dimension_count(int(rope["partial_rotary_factor"] * (width // heads)))
        writer.add_parallel_residual(config["use_parallel_residual"])
    elif kind not in ("gpt2", "gemma2", "gemma3"):
        writer.add_rope_dimension_count(head_dim)
        writer.add_rope_freq_base(rope.get("rope_theta", get("rope_theta")))
    if kind == "gemma3":
        writer.add_rope_freq_base(rope["full_attention"]["rope_theta"])
    if kind == "gemma2":
        writer.add_attn_logit_softcapping(config["attn_logit_softcapping"])
        writer.add_final_logit_softcapping(config["final_logit_softcapping"])
    if kind in ("gemma2", "gemma3"):
        writer.add_sliding_window(config["sliding_window"])
    if kind == "phi3":
        writer.add_sliding_window(config["sliding_window"] or 0)
    cut = tokenizer()
    tokens = list(cut["model"]["vocab"])
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_list(tokens)
    writer.add_token_types([3] + [1] * (len(tokens) - 1))
    writer.add_token_merges(MERGES)
    writer.add_eos_token_id(0)
    return writer, kind, head_dim, heads


def interleaved(w, head_dim):
    """Rows of each head in the order in which neighbours turn together."""
    heads = w.shape[0] // head_dim
    return w.reshape(heads, 2, head_dim // 2, *w.shape[1:]).swapaxes(1, 2).reshape(w.shape)


def converted(kind, name, w, head_dim, heads, config):
    if kind in INTERLEAVED and ("q_proj" in name or "k_proj" in name):
        return interleaved(w, head_dim)
    if kind.startswith("gemma") and name.endswith("norm.weight"):
        return w + numpy.float32(1)
    if kind == "gpt2" and w.ndim == 2 and any(c in name for c in ("c_attn", "c_proj", "c_fc")):
        return w.T
    if kind == "gptneox" and "query_key_value" in name:
        width = w.shape[0] // 3
        parts = w.reshape(heads, 3, width // heads, *w.shape[1:])
        return parts.swapaxes(0, 1).reshape(w.shape)
    return w


def ggml_file(name, path, quantised=lambda name, w: (w, None)):
    with open(os.path.join(HERE, name, "config.json"), encoding="utf-8") as file:
        config = json.load(file)
    writer, kind, head_dim, heads = begin(name, config)
    arch = next(a for a, n in gguf.MODEL_ARCH_NAMES.items() if n == kind)
    names = gguf.get_tensor_name_map(arch, 99)
    if (config.get("rope_scaling") or {}).get("type") == "llama3":
        writer.add_tensor("rope_freqs.weight", divisors(config, head_dim))
    for key, w in load_file(os.path.join(HERE, name, "model.safetensors")).items():
        to = names.get_name(key, try_suffixes=(".weight", ".bias"))
        own = numpy.ascontiguousarray(converted(kind, key, w.float().numpy(), head_dim, heads, config))
        data, how = quantised(to, own)
        writer.add_tensor(to, data, raw_dtype=how)
    writer.write_header_to_file(path)
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def divisors(config, head_dim):
    """What ggml's converter writes for Llama 3: by what each frequency is divided."""
    scaling = config["rope_scaling"]
    base, length = config["rope_theta"], scaling["original_max_position_embeddings"]
    all_of_them = []
    for i in range(0, head_dim, 2):
        frequency = base ** (-i / head_dim)
        turns = length * frequency / (2 * numpy.pi)
        low, high = scaling["low_freq_factor"], scaling["high_freq_factor"]
        kept = min(max((turns - low) / (high - low), 0), 1)
        all_of_them.append(1 / (kept + (1 - kept) / scaling["factor"]))
    return numpy.array(all_of_them, dtype=numpy.float32)


def blocks():
    def quantised(name, w):
        if w.ndim != 2:
            return w, None
        kind = gguf.GGMLQuantizationType.F16 if "ffn_up" in name else gguf.GGMLQuantizationType.Q8_0
        return gguf.quants.quantize(w, kind), kind

    def written(name, w):
        data, kind = quantised(name, w)
        return (w if kind is None else gguf.quants.dequantize(data, kind)), None

    ggml_file("phi3-blocks", os.path.join(HERE, "phi3-q8.gguf"), quantised)
    ggml_file("phi3-blocks", os.path.join(HERE, "phi3-written.gguf"), written)


for asked in sys.argv[1:] or FOLDERS:
    folder(asked)
    if FILES.get(asked):
        ggml_file(asked, os.path.join(HERE, asked + ".gguf"))
    if asked == "phi3-blocks":
        blocks()
        shutil.rmtree(os.path.join(HERE, asked))
    print(asked)
