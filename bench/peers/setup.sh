#!/bin/sh
# Makes the Python that the peers of `blick bench` run in: a venv in BLICK_PEERS, or else in
# ${XDG_CACHE_HOME:-~/.cache}/blick/peers, with the newest official wheels. Run again, it brings
# them up to date.
#
# PyTorch's own wheel for Linux brings libraries for graphics cards too, some GB that stay unused; a
# machine whose pip is set up with PyTorch's index for the CPU gets the same kernels in 200 MB.
set -eu

python=${BLICK_PYTHON:-python3}
folder=${BLICK_PEERS:-${XDG_CACHE_HOME:-$HOME/.cache}/blick/peers}

command -v "$python" >/dev/null || {
  echo "setup.sh: needs Python 3, and there is no $python; install it, or name one in BLICK_PYTHON" >&2
  exit 1
}
[ -x "$folder/bin/python" ] || "$python" -m venv "$folder" || {
  echo "setup.sh: $python cannot make a venv; its package for that is often called python3-venv" >&2
  exit 1
}
"$folder/bin/python" -m pip install --upgrade \
  torch numpy safetensors transformers sentence-transformers onnxruntime
echo "setup.sh: the peers are in $folder"
