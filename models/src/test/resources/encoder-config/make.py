"""Lists the keys that a config.json of a model may have, one a line, as transformers knows them.

    python3 make.py

writes ARCHITECTURE-VERSION.txt for each encoder, and ../causal-config/ARCHITECTURE-VERSION.txt for
each causal model, of the installed transformers: the fields of
the architecture's config and of the classes that it extends, what their constructors take out of
further arguments, other names of fields (attribute_map), and the keys of text generation, which
older versions write into config.json. Needs no PyTorch.
"""

import inspect
import os
import re

import transformers
from transformers import GenerationConfig

HERE = os.path.dirname(os.path.abspath(__file__))
ARCHITECTURES = {"bert": "Bert", "distilbert": "DistilBert", "electra": "Electra", "mpnet": "MPNet"}
CAUSAL = {
    "gemma2": "Gemma2",
    "gemma3_text": "Gemma3Text",
    "gpt2": "GPT2",
    "gpt_neox": "GPTNeoX",
    "llama": "Llama",
    "mistral": "Mistral",
    "phi3": "Phi3",
    "qwen2": "Qwen2",
    "qwen3": "Qwen3",
    "smollm3": "SmolLM3",
}


def keys_of(config):
    keys = set(config().to_dict())
    keys |= {"model_type", "architectures", "num_labels", "dtype", "torch_dtype"}
    keys |= set(config.attribute_map)
    for kind in config.__mro__:
        if kind is object or not kind.__module__.startswith("transformers"):
            continue
        keys |= {name for name in getattr(kind, "__annotations__", {})}
        for method in ("__init__", "__post_init__"):
            if method in vars(kind):
                try:
                    source = inspect.getsource(vars(kind)[method])
                except OSError:  # A dataclass writes its own.
                    source = ""
                keys |= set(re.findall(r'kwargs\.(?:pop|get)\(\s*"(\w+)"', source))
                keys |= {p for p in inspect.signature(vars(kind)[method]).parameters}
    keys |= {key for key in GenerationConfig().to_dict() if not key.startswith("_")}
    keys |= {"auto_map", "quantization_config", "tie_encoder_decoder", "_name_or_path"}
    # What is said of a class and is never read from a file.
    constants = {k for k in keys if k.endswith("_plan")}
    constants |= {k for k in keys if k.startswith(("base_config", "sub_config"))}
    constants |= {"attribute_map", "has_no_defaults_at_init", "_auto_class"}
    constants |= {"keys_to_ignore_at_inference", "extra_files", "extra_config_files"}
    return keys - constants - {"self", "args", "kwargs"}


def write(folder, architectures):
    for name, prefix in architectures.items():
        path = os.path.join(folder, f"{name}-{transformers.__version__}.txt")
        with open(path, "w", encoding="utf-8") as file:
            print("# transformers " + transformers.__version__, file=file)
            keys = keys_of(getattr(transformers, prefix + "Config"))
            print("\n".join(sorted(keys)), file=file)


write(HERE, ARCHITECTURES)
write(os.path.join(HERE, "..", "causal-config"), CAUSAL)
