"""Golden numbers of the self-organising map, of its posteriors and of nearest neighbours: run with /usr/bin/python3 (numpy, scikit-learn).

The map is written here in numpy after docs (batch and sequential rule), not translated from the TypeScript.
"""
import json
import pathlib

import numpy as np
from sklearn.metrics.pairwise import nan_euclidean_distances
from sklearn.neighbors import NearestNeighbors

HERE = pathlib.Path(__file__).parent
U32 = 0xFFFFFFFF


def hash32(seed, *values):
    """MurmurHash3's finaliser over whole numbers: the generator that Furrow draws with."""
    h = seed & U32
    for value in values:
        h = ((h ^ (value & U32)) * 0xCC9E2D51) & U32
        h = ((h << 15) | (h >> 17)) & U32
        h = ((h * 0x1B873593) & U32) ^ (h >> 13)
    h ^= h >> 16
    h = (h * 0x85EBCA6B) & U32
    h ^= h >> 13
    h = (h * 0xC2B2AE35) & U32
    return h ^ (h >> 16)


rng = np.random.default_rng(5)
ROWS, COLUMNS, SIDE, EPOCHS, SEED, RADIUS = 120, 6, 4, 8, 42, 2
truth = rng.integers(0, 3, ROWS)
codes_text = np.array(["a", "b", "c"])
labels = truth.copy()
labels[:9] = (labels[:9] + 1) % 3
x = (rng.normal(0, 0.6, (ROWS, COLUMNS)) + np.eye(3, COLUMNS)[truth] * 3).astype(np.float32).astype(float)
x[rng.random(x.shape) < 0.05] = np.nan
x[50] = np.nan

alive = np.array([r for r in range(ROWS) if not np.isnan(x[r]).all()])
grid = np.array([(n % SIDE, n // SIDE) for n in range(SIDE * SIDE)], float)
squared = ((grid[:, None] - grid[None]) ** 2).sum(-1)
start = sorted(alive, key=lambda r: (hash32(SEED, int(r)), r))[: SIDE * SIDE]


def winners(codes):
    return np.array([np.nansum((x[r] - codes) ** 2, axis=1).argmin() for r in alive])


def batch():
    codes = np.nan_to_num(x[start], nan=0.0)
    for epoch in range(EPOCHS):
        radius = 2 + (0.5 - 2) * epoch / (EPOCHS - 1)
        weight = np.exp(-squared / (2 * radius * radius))[:, winners(codes)]
        there = ~np.isnan(x[alive])
        total = weight @ there
        codes = np.where(total > 1e-12, weight @ np.nan_to_num(x[alive]) / np.maximum(total, 1e-300), codes)
    return codes


def sequential():
    codes = np.nan_to_num(x[start], nan=0.0)
    for epoch in range(EPOCHS):
        for step in range(len(alive)):
            done = (epoch * len(alive) + step) / (EPOCHS * len(alive))
            radius, rate = 2 - 1.5 * done, 0.05 - 0.04 * done
            row = x[alive[hash32(SEED, epoch, step) % len(alive)]]
            best = np.nansum((row - codes) ** 2, axis=1).argmin()
            pull = rate * np.exp(-squared[best] / (2 * radius * radius))
            pull[pull < 1e-6] = 0
            codes = codes + pull[:, None] * np.nan_to_num(row - codes)
    return codes


def posteriors(neuron_of):
    shares = []
    for n in range(SIDE * SIDE):
        mine = labels[alive][neuron_of == n]
        shares.append({c: np.mean(mine == c) for c in np.unique(mine)})
    out = []
    for n in range(SIDE * SIDE):
        around = [shares[o] for o in range(SIDE * SIDE) if o != n and np.abs(grid[o] - grid[n]).max() <= RADIUS and shares[o]]
        entry = {}
        for c, p in shares[n].items():
            eta = abs(0.9999999 - max(shares[n].values()))
            q = np.array([s.get(c, 0.0) for s in around])
            v, m = np.var(q, ddof=1), q.mean()
            entry[str(codes_text[c])] = [float(p), float(v / (eta + v) * p + eta / (eta + v) * m)]
        out.append(entry)
    return out


codes = batch()
neuron_of = np.full(ROWS, -1)
neuron_of[alive] = winners(codes)
K = 5
distance = nan_euclidean_distances(x)
nearest = []
for r in range(ROWS):
    order = [int(o) for o in np.argsort(distance[r], kind="stable") if o != r and np.isfinite(distance[r, o])][:K]
    nearest.append({"rows": order, "distances": [float(distance[r, o]) for o in order]})
full = np.nan_to_num(x)
found = NearestNeighbors(n_neighbors=K + 1, algorithm="brute").fit(full)
d, i = found.kneighbors(full)
complete = [{"rows": [int(o) for o in i[r] if o != r][:K], "distances": [float(v) for o, v in zip(i[r], d[r]) if o != r][:K]} for r in range(ROWS) if r != 50]

(HERE / "som.json").write_text(json.dumps({
    "rows": ROWS, "columns": COLUMNS, "side": SIDE, "epochs": EPOCHS, "seed": SEED, "radius": RADIUS, "k": K,
    "values": [[None if np.isnan(v) else float(v) for v in row] for row in x],
    "labels": codes_text[labels].tolist(),
    "batch": codes.tolist(), "sequential": sequential().tolist(), "neuronOf": neuron_of.tolist(), "posteriors": posteriors(neuron_of[alive]),
    "nearest": nearest, "complete": complete,
}, separators=(",", ":")) + "\n")
