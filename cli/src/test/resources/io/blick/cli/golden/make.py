"""Writes the golden results anew: python3 make.py BLICK, in the folder cli. Do so only when a result changes on purpose."""
import hashlib
import pathlib
import subprocess
import sys

folder = pathlib.Path(__file__).parent
digests = []
for line in (folder / "commands.tsv").read_text(encoding="utf-8").splitlines():
    name, *arguments = line.split("\t")
    for n, argument in enumerate(arguments):
        arguments[n] = argument.replace("\\\\", "\0").replace("\\t", "\t").replace("\\e", "\x1b").replace("\0", "\\")
    result = subprocess.run([sys.argv[1], *arguments], check=True, stdout=subprocess.PIPE).stdout
    if name.endswith(".json"):
        (folder / name).write_bytes(result)
    else:
        digests.append(f"{name}\t{hashlib.sha256(result).hexdigest()}\n")
(folder / "digests.tsv").write_text("".join(digests), encoding="utf-8")
