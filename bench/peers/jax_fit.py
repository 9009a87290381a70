"""Metric learning in JAX as a tutorial writes it: a loss over the whole batch, jax.grad, a Python loop over batches."""

import jax
import jax.numpy as jnp
import numpy as np

from lines import serve

HIDDEN, OUT = 256, 64


def squared_distances(z):
    norms = jnp.sum(z**2, axis=1)
    return norms[:, None] + norms[None, :] - 2 * z @ z.T


def linear(params, x):
    return x @ params["P"]


def mlp(params, x):
    return jax.nn.relu(x @ params["P1"] + params["b1"]) @ params["P2"]


def contrastive_loss(params, x, y, settings):
    alpha, beta, weight = settings["positiveMargin"], settings["negativeMargin"], settings["negativeWeight"]
    distances = squared_distances(linear(params, x))
    same = (y[:, None] == y[None, :]).astype(jnp.float32)
    pull = jnp.mean(jnp.maximum(0, distances - alpha) * same)
    push = jnp.mean(jnp.maximum(0, beta - distances) * (1 - same))
    return pull + weight * push


def triplet_loss(params, x, y, settings):
    distances = squared_distances(mlp(params, x))
    same = (y[:, None] == y[None, :]).astype(jnp.float32)
    hinge = jnp.maximum(0, distances[:, :, None] - distances[:, None, :] + settings["margin"])
    return jnp.mean(hinge * same[:, :, None] * (1 - same)[:, None, :])


LOSSES = {"contrastive": contrastive_loss, "triplet": triplet_loss}
DEFAULTS = {
    "contrastive": {"positiveMargin": 0.1, "negativeMargin": 0.95, "negativeWeight": 0.75},
    "triplet": {"margin": 0.7},
}


def initial(distance, size, key):
    def normal(key, rows, columns):
        return jax.random.normal(key, (rows, columns)) / np.sqrt(rows + columns)

    first, second = jax.random.split(key)
    if distance == "contrastive":
        return {"P": normal(first, size, OUT)}
    return {"P1": normal(first, size, HIDDEN), "b1": jnp.zeros(HIDDEN), "P2": normal(second, HIDDEN, OUT)}


def make_update(loss, jitted):
    def update(params, x, y, settings, rate):
        value, gradients = jax.value_and_grad(compiled)(params, x, y, settings)
        return jax.tree.map(lambda p, g: p - rate * g, params, gradients), value

    if jitted:
        compiled = loss
        return jax.jit(update)
    # As printed: only the loss is compiled; its gradient and the step are dispatched one by one.
    compiled = jax.jit(loss)
    return update


UPDATES = {
    (name, style): make_update(loss, style == "jitted")
    for name, loss in LOSSES.items()
    for style in ("jitted", "as-printed")
}


def fit(data, question):
    distance, given = question["distance"], question["params"]
    update = UPDATES[distance, question.get("style", "jitted")]
    epochs, batch = question.get("stopAfter", given.get("epochs", 100)), given.get("batchSize", 50)
    rate = given.get("learningRate", 0.05)
    settings = {name: given.get(name, default) for name, default in DEFAULTS[distance].items()}
    x, y = data["x"][: data["train"]], data["y"][: data["train"]]
    random = np.random.default_rng(question["seed"])
    params = initial(distance, data["size"], jax.random.key(question["seed"]))
    means = []
    for _ in range(epochs):
        order = random.permutation(len(x))
        losses = []
        for start in range(0, len(x), batch):
            rows = order[start : start + batch]
            params, value = update(params, x[rows], y[rows], settings, rate)
            losses.append(value)
        means.append(np.mean([float(value) for value in losses]))
    jax.block_until_ready(params)
    return {"loss": float(np.mean(means))}


serve({"fit": fit})
