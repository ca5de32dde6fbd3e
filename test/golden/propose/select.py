"""Fields to visit by numpy: uncertainty and greedy farthest-first, as selectToVisit describes them.

Writes select.json beside this file: candidates and what is chosen. Run: python3 test/golden/propose/select.py
"""
import json
import pathlib

import numpy as np

rng = np.random.default_rng(11)
COUNT, CLASSES, WANTED = 400, 5, 25
p = rng.dirichlet(np.full(CLASSES, 0.6), COUNT)
x = rng.uniform(600_000, 640_000, COUNT)
y = rng.uniform(5_600_000, 5_620_000, COUNT)


def uncertainty(measure):
    if measure == "entropy":
        return -np.sum(np.where(p > 0, p * np.log(np.maximum(p, 1e-300)), 0), axis=1) / np.log(CLASSES)
    ordered = np.sort(p, axis=1)
    return 1 - (ordered[:, -1] - ordered[:, -2])


def choose(measure, diversity):
    u = uncertainty(measure)
    pool = np.argsort(-u, kind="stable")[: WANTED * 20]
    reach = np.hypot(np.ptp(x), np.ptp(y)) / np.sqrt(WANTED)
    near = np.ones(len(pool))
    rows = []
    for _ in range(WANTED):
        score = (1 - diversity) * u[pool] + diversity * near
        score[np.isin(pool, rows)] = -np.inf
        best = pool[int(np.argmax(score))]
        rows.append(int(best))
        inside = np.linalg.norm(p[pool] - p[best], axis=1) / np.sqrt(2)
        way = np.minimum(1, np.hypot(x[pool] - x[best], y[pool] - y[best]) / reach)
        near = np.minimum(near, (inside + way) / 2)
    return {"measure": measure, "diversity": diversity, "rows": rows, "uncertainty": u[rows].tolist()}


runs = [choose(measure, diversity) for measure in ("margin", "entropy") for diversity in (0.0, 0.5, 1.0)]
out = {"classes": CLASSES, "wanted": WANTED, "p": p.ravel().tolist(), "x": x.tolist(), "y": y.tolist(), "runs": runs}
pathlib.Path(__file__).with_name("select.json").write_text(json.dumps(out) + "\n")
