"""Makes the stacks, takes their medians with numpy.nanmedian and says how long that took (reading and writing apart).

Usage: kernel-numpy.py FOLDER PIXELS BANDS PERIODS DATES_PER_PERIOD
"""
import sys
import time
import warnings

import numpy as np

folder, pixels, bands, periods, dates = sys.argv[1], *map(int, sys.argv[2:])
rng = np.random.default_rng(72)
warnings.simplefilter("ignore")
seconds = 0.0
for period in range(periods):
    values = rng.integers(1, 12000, size=(dates, bands, pixels), dtype=np.uint16)
    clear = (rng.random((dates, pixels), dtype=np.float32) < 0.65).astype(np.uint8)
    values.tofile(f"{folder}/values-{period}.u16")
    clear.tofile(f"{folder}/clear-{period}.u8")
    start = time.perf_counter()
    series = values.astype(np.float32)
    series[np.broadcast_to(clear[:, None] == 0, series.shape)] = np.nan
    median = np.nanmedian(series, axis=0)
    result = np.where(np.isnan(median), 65535, np.nan_to_num(median)).astype(np.uint16)
    seconds += time.perf_counter() - start
    result.tofile(f"{folder}/median-{period}.u16")
print(seconds)
