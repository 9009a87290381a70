"""The contrastive fit in plain NumPy, with the gradient written out by hand."""

import numpy as np

from lines import serve

OUT = 64


def step(P, x, y, settings, rate):
    alpha, beta, weight = settings
    z = x @ P
    norms = np.sum(z * z, axis=1)
    distances = norms[:, None] + norms[None, :] - 2 * z @ z.T
    same = y[:, None] == y[None, :]
    entries = np.float32(distances.size)
    pull = same & (distances > alpha)
    push = ~same & (distances < beta)
    loss = (np.sum((distances - alpha)[pull]) + weight * np.sum((beta - distances)[push])) / entries
    slopes = (pull.astype(np.float32) - np.float32(weight) * push.astype(np.float32)) / entries
    pairs = slopes + slopes.T
    gradient = 2 * (np.sum(pairs, axis=1)[:, None] * z - pairs @ z)
    P -= rate * (x.T @ gradient)
    return loss


def fit(data, question):
    given = question["params"]
    rate = np.float32(given.get("learningRate", 0.05))
    settings = (
        given.get("positiveMargin", 0.1),
        given.get("negativeMargin", 0.95),
        given.get("negativeWeight", 0.75),
    )
    x, y, batch = data["x"][: data["train"]], data["y"][: data["train"]], given.get("batchSize", 50)
    random = np.random.default_rng(question["seed"])
    P = random.standard_normal((data["size"], OUT), np.float32) / np.float32(np.sqrt(data["size"] + OUT))
    means = []
    for _ in range(question.get("stopAfter", given.get("epochs", 100))):
        order = random.permutation(len(x))
        losses = []
        for start in range(0, len(x), batch):
            rows = order[start : start + batch]
            losses.append(step(P, x[rows], y[rows], settings, rate))
        means.append(np.mean(losses))
    return {"loss": float(np.mean(means))}


serve({"fit": fit})
