"""Runs the snippet of docs/exports.md on exported runs and prints what it gives, one JSON line a run.

Arguments: the documentation, a folder with images.u8 and manifest.json, queries (rows, by commas), k, files (npz).
"""

import json
import os
import re
import sys

import numpy as np
from safetensors.numpy import load_file

doc, data, queries, k, *files = sys.argv[1:]
snippet = re.search(r"```python\n(.*?)```", open(doc, encoding="utf-8").read(), re.S).group(1)
manifest = json.load(open(os.path.join(data, "manifest.json"), encoding="utf-8"))
images = np.fromfile(os.path.join(data, "images.u8"), np.uint8).reshape(-1, *manifest["shape"])
train = manifest["splits"]["train"]
rows = [int(row) for row in queries.split(",")]
for file in files:
    scope = {}
    exec(snippet.replace("r1.npz", file), scope)
    z = scope["transform"](images)
    found = scope["distances"](z[rows], z[:train])
    tensors = load_file(file.replace(".npz", ".safetensors"))
    same = all(np.array_equal(tensors[name], scope["run"][name]) for name in tensors)
    parts = np.split(scope["run"]["labels"], np.cumsum(scope["run"]["splits"])[:2])
    sizes = [manifest["splits"][split] for split in ("train", "validation", "test")]
    nearest = np.argsort(found, axis=1, kind="stable")[:, : int(k)]
    print(
        json.dumps(
            {
                "file": os.path.basename(file),
                "indices": nearest.tolist(),
                "distances": np.take_along_axis(found, nearest, 1).tolist(),
                "sameTensors": bool(same and len(tensors) > 0),
                "sameSplits": [len(part) for part in parts] == sizes,
                "embeddingError": float(np.abs(scope["run"]["embedding"] - z).max()) if "embedding" in scope["run"] else 0,
            }
        )
    )
