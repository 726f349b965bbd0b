"""Lists the keys that a config.json of a BERT may have, one a line, as transformers knows them.

    python3 make.py > keys-VERSION.txt

Of the installed transformers: the fields of BertConfig and of the classes that it extends, what
their constructors take out of further arguments, what a model's class reads of them, and the keys
of text generation, which older versions write into config.json. Needs no PyTorch.
"""

import inspect
import re

import transformers
from transformers import BertConfig, GenerationConfig

keys = set(BertConfig().to_dict()) | {"model_type", "architectures", "num_labels", "dtype", "torch_dtype"}
for kind in BertConfig.__mro__:
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
for no_key in ("self", "args", "kwargs"):
    keys.discard(no_key)
# What is said of a class and is never read from a file.
for constant in [k for k in keys if k.endswith("_plan") or k.startswith(("base_config", "sub_config"))]:
    keys.discard(constant)
keys -= {"attribute_map", "has_no_defaults_at_init", "_auto_class", "keys_to_ignore_at_inference"}
keys -= {"extra_files", "extra_config_files"}
print("# transformers " + transformers.__version__)
print("\n".join(sorted(keys)))
