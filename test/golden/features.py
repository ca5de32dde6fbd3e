"""Golden numbers of the spectral-temporal features, by numpy: python3 test/golden/features.py > test/golden/features.json

A small stored series (periods, bands, pixels), uint16, nodata 65535, and the columns worked out from the papers' formulas
in float64. NaN is written as null.
"""
import datetime as dt
import json

import numpy as np

BANDS = ["B02", "B03", "B04", "B05", "B06", "B07", "B08", "B11", "B12", "VV", "VH", "elevation"]
PERIODS = [("2020-11-01", "2020-11-30"), ("2020-12-01", "2020-12-31")] + [
    (f"2021-{m:02d}-01", (dt.date(2021 + m // 12, m % 12 + 1, 1) - dt.timedelta(days=1)).isoformat()) for m in range(1, 11)
]
PIXELS = 300  # more than one block of the implementation

rng = np.random.default_rng(20211101)
stored = rng.integers(1, 6000, size=(len(PERIODS), len(BANDS), PIXELS)).astype(np.uint16)
gone = rng.random((len(PERIODS), 1, PIXELS)) < np.linspace(0, 1, PIXELS)[None, None, :]
stored = np.where(gone, np.uint16(65535), stored)
stored[:, -1, :] = 150
stored[0, 6, 1] = 0
stored[0, 2, 1] = 0  # 0 / 0

values = np.where(stored == 65535, np.nan, stored.astype(np.float64))
band = {name: values[:, i, :] for i, name in enumerate(BANDS)}
reflectance = {name: block / 10000 for name, block in band.items()}
r = reflectance

with np.errstate(all="ignore"):
    series = {
        "NDVI": (r["B08"] - r["B04"]) / (r["B08"] + r["B04"]),
        "EVI": 2.5 * (r["B08"] - r["B04"]) / (r["B08"] + 6 * r["B04"] - 7.5 * r["B02"] + 1),
        "NDWI": (r["B03"] - r["B08"]) / (r["B03"] + r["B08"]),
        "NDMI": (r["B08"] - r["B11"]) / (r["B08"] + r["B11"]),
        "NDTI": (r["B11"] - r["B12"]) / (r["B11"] + r["B12"]),
        "NDRE": (r["B08"] - r["B05"]) / (r["B08"] + r["B05"]),
        "CIre": r["B07"] / r["B05"] - 1,
        "IRECI": (r["B07"] - r["B04"]) / (r["B05"] / r["B06"]),
        "S2REP": 705 + 35 * ((r["B07"] + r["B04"]) / 2 - r["B05"]) / (r["B06"] - r["B05"]),
        "PSRI": (r["B04"] - r["B02"]) / r["B06"],
        "VHVV": (20 * np.log10(band["VH"]) - 83) - (20 * np.log10(band["VV"]) - 83),
        "B04": band["B04"],
    }
for name in series:
    series[name] = np.where(np.isfinite(series[name]), series[name], np.nan)

start = [dt.date.fromisoformat(s) for s, _ in PERIODS]
end = [dt.date.fromisoformat(e) for _, e in PERIODS]
middle = np.array([(s.toordinal() + e.toordinal()) / 2 for s, e in zip(start, end)])
new_year = np.array([dt.date.fromordinal(int(np.floor(m))).replace(month=1, day=1).toordinal() for m in middle])
angle = 2 * np.pi * (middle - new_year) / 365.25


def harmonic(y, order):
    """Coefficients by numpy.linalg.lstsq over the periods that are there; NaN where the rank does not suffice."""
    design = np.column_stack([np.ones_like(angle)] + [f(k * angle) for k in range(1, order + 1) for f in (np.cos, np.sin)])
    out = np.full((design.shape[1], y.shape[1]), np.nan)
    for p in range(y.shape[1]):
        ok = ~np.isnan(y[:, p])
        if ok.sum() < design.shape[1]:
            continue
        solution, _, rank, _ = np.linalg.lstsq(design[ok], y[ok, p], rcond=None)
        if rank == design.shape[1]:
            out[:, p] = solution
    return out


columns = {}
for name in ("NDVI", "EVI", "NDWI", "NDMI", "NDTI", "NDRE", "CIre", "IRECI", "S2REP", "PSRI", "VHVV"):
    columns[f"{name}@0"] = series[name][0]
    columns[f"{name}@11"] = series[name][11]
columns["B04@3"] = band["B04"][3]
columns["elevation"] = band["elevation"][0]
import warnings
warnings.simplefilter("ignore")
for name in ("NDVI", "EVI", "B04"):
    y = series[name]
    for p in (10, 25, 50, 75, 90):
        columns[f"{name}:p{p}"] = np.nanpercentile(y, p, axis=0)
    columns[f"{name}:amplitude"] = np.nanmax(y, axis=0) - np.nanmin(y, axis=0)
    first, second = harmonic(y, 1), harmonic(y, 2)
    columns[f"{name}:h0"], columns[f"{name}:h1cos"], columns[f"{name}:h1sin"] = first
    columns[f"{name}:h2cos"], columns[f"{name}:h2sin"] = second[3], second[4]

print(json.dumps({
    "bands": BANDS,
    "periods": [{"start": s, "end": e} for s, e in PERIODS],
    "pixels": PIXELS,
    "series": stored.ravel().tolist(),
    "columns": {k: [None if np.isnan(v) else float(f"{v:.9g}") for v in c] for k, c in columns.items()},
}))
