"""Golden numbers for falling back to parent classes: python3 test/golden/schemes/fallback.py

Independent of Furrow's code: the chosen class of each row is climbed up with numpy. Writes fallback.json beside itself.
"""
import json
import pathlib

import numpy as np

here = pathlib.Path(__file__).parent
scheme = json.loads((here / "../../../resources/schemes/zuericrop.json").read_text())
parent = {c["code"]: c["parent"] for c in scheme["classes"]}
value = {c["code"]: c["value"] for c in scheme["classes"]}
leaves = [c["code"] for c in scheme["classes"] if not c["code"].startswith("L")]


def line(code):
    out = [code]
    while parent[out[-1]] is not None:
        out.append(parent[out[-1]])
    return out


def climb(row, thresholds):
    at = leaves[int(np.argmax(row))]
    while True:
        below = np.array([at in line(leaf) for leaf in leaves])
        p = float(row[below].astype(np.float64).sum())
        level = len(line(at))
        if parent[at] is None or level not in thresholds or p >= thresholds[level]:
            return at, p
        at = parent[at]


rng = np.random.default_rng(7)
rows = np.concatenate([rng.dirichlet(np.full(len(leaves), a), 15) for a in (0.02, 0.05, 0.2)]).astype(np.float32)
cases = []
for thresholds in ({3: 0.5, 2: 0.6}, {3: 0.9}, {3: 0.3, 2: 0.3}, {3: 0.0, 2: 0.99}, {3: 1.0, 2: 1.0}):
    found = [climb(row, thresholds) for row in rows]
    cases.append({
        "rules": [{"level": level, "threshold": t} for level, t in thresholds.items()],
        "codes": [code for code, _ in found],
        "values": [value[code] for code, _ in found],
        "probabilities": [round(p, 9) for _, p in found],
    })
(here / "fallback.json").write_text(json.dumps({
    "tool": f"numpy {np.__version__}",
    "classes": leaves,
    "rows": len(rows),
    "inputs": [float(f"{v:.9g}") for v in rows.ravel()],
    "cases": cases,
}) + "\n")
