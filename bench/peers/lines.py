"""The peers' side of the bench's protocol: one JSON question a line in, one JSON answer a line out."""

import json
import os
import sys
import time

import numpy as np


def serve(tasks):
    """Reads the data, then answers until the input ends. Each task takes (data, question) and returns a dict."""
    file = json.loads(sys.argv[1])
    images = np.fromfile(os.path.join(file["folder"], "images.u8"), np.uint8).reshape(file["count"], file["size"])
    data = {
        **file,
        "x": images.astype(np.float32) / np.float32(127.5) - np.float32(1),
        "y": np.fromfile(os.path.join(file["folder"], "labels.i32"), np.int32),
    }
    del images
    say({"ms": 0})
    for line in sys.stdin:
        question = json.loads(line)
        began = time.perf_counter()
        facts = tasks[question["task"]](data, question)
        say({"ms": (time.perf_counter() - began) * 1000, **facts})


def say(facts):
    print(json.dumps({**facts, "peakMb": peak_mb(), "cpuMs": time.process_time() * 1000}), flush=True)


def peak_mb():
    """Largest resident memory of this program."""
    try:
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024
    except (OSError, StopIteration):
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
