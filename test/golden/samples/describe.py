"""Golden statistics and profiles of a made sample table, by numpy: python3 describe.py > describe.json

Row r of 150, plane p of 3 months x 3 bands (B04, B08, VV; plane = month * 3 + band): stored value
(r * 37 + p * 101 + r * p) % 4000 + 500, missing where (r + p) % 11 == 0, and wholly missing in month 2 for class c.
Class r % 3 -> a, b, c.
"""
import json
import sys

import numpy as np

ROWS, MONTHS, BANDS = 150, 3, ["B04", "B08", "VV"]
r = np.arange(ROWS)[None, :]
p = np.arange(MONTHS * 3)[:, None]
stored = ((r * 37 + p * 101 + r * p) % 4000 + 500).astype(float)
stored[(r + p) % 11 == 0] = np.nan
cls = np.arange(ROWS) % 3
stored[np.ix_(range(6, 9), np.flatnonzero(cls == 2))] = np.nan
cube = stored.reshape(MONTHS, 3, ROWS)
physical = np.stack([cube[:, 0] * 1e-4, cube[:, 1] * 1e-4, 20 * np.log10(cube[:, 2]) - 83], axis=1)
ndvi = (cube[:, 1] - cube[:, 0]) / (cube[:, 1] + cube[:, 0])
QUANTILES = [0.1, 0.25, 0.5, 0.75, 0.9]

bands = []
for b, band in enumerate(BANDS):
    values = physical[:, b][~np.isnan(physical[:, b])]
    bands.append({"band": band, "n": int(values.size), "missing": int(ROWS * MONTHS - values.size), "min": values.min(), "max": values.max(), "mean": values.mean(),
                  "sd": values.std(), "p2": np.percentile(values, 2), "p50": np.percentile(values, 50), "p98": np.percentile(values, 98)})
profiles = {}
for k, code in enumerate("abc"):
    profiles[code] = {}
    for name, values in (("NDVI", ndvi), ("VV", physical[:, 2])):
        curve = []
        for month in range(MONTHS):
            v = values[month, cls == k]
            v = v[~np.isnan(v)]
            curve.append({"n": int(v.size), "mean": v.mean() if v.size else None, "quantiles": list(np.quantile(v, QUANTILES)) if v.size else None})
        profiles[code][name] = curve
json.dump({"bands": bands, "profiles": profiles}, sys.stdout)
