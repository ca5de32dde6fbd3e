"""Golden sides of WorldCereal's split by bins and sizes of a stratified split: run with /usr/bin/python3 (numpy, scikit-learn)."""
import json
import pathlib

import numpy as np
from sklearn.model_selection import train_test_split

HERE = pathlib.Path(__file__).parent
rng = np.random.default_rng(11)
ROWS = 600
CODES = np.array(["a", "b", "c", "d"])
classes = CODES[rng.choice(4, ROWS, p=[0.5, 0.3, 0.185, 0.015])]
lon = np.round(2 + 4 * rng.random(ROWS) ** 2, 5)
lat = np.round(46 + 2 * rng.random(ROWS), 5)
row_bin = np.floor((lat + 90) / 0.25).astype(int)
col_bin = np.floor((lon + 180) / 0.25).astype(int)
bins = [f"{r}:{c}" for r, c in zip(row_bin, col_bin)]

majority = {}
for name in sorted(set(bins)):
    codes, counts = np.unique(classes[[b == name for b in bins]], return_counts=True)
    majority[name] = codes[np.argmax(counts)]
sizes = {}
for code in CODES:
    n = sum(value == code for value in majority.values())
    if n:
        test = max(1, int(np.floor(n * 0.15)))
        sizes[str(code)] = {"bins": n, "test": test, "validation": min(test, n - test), "train": max(0, n - 2 * test)}

present, counts = np.unique(classes, return_counts=True)
kept = classes[np.isin(classes, present[counts >= 10])]
rest, test = train_test_split(kept, test_size=0.15, stratify=kept, random_state=42)
train, validation = train_test_split(rest, test_size=0.15 / 0.85, stratify=rest, random_state=42)
side = lambda part: {str(c): int(n) for c, n in zip(*np.unique(part, return_counts=True))}
stratified = {"train": side(train), "validation": side(validation), "test": side(test), "left_out": [str(c) for c in present[counts < 10]]}

(HERE / "splits.json").write_text(json.dumps({
    "classes": classes.tolist(), "lon": lon.tolist(), "lat": lat.tolist(),
    "bins": bins, "majority": {k: str(v) for k, v in majority.items()}, "sizes": sizes, "stratified": stratified,
}, indent=None, separators=(",", ":")) + "\n")
