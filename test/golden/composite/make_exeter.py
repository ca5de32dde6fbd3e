"""Monthly medians of the Exeter series by gdalwarp and numpy.

Run: python3 test/golden/composite/make_exeter.py FOLDER_OF_THE_SERIES
Needs gdal-bin and python3-gdal. Each band is warped by itself, as Furrow does.
"""
import glob
import hashlib
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
from osgeo import gdal

HERE = pathlib.Path(__file__).parent
GRID = {"crs": "EPSG:32630", "bounds": [460260, 5615380, 467580, 5622340], "width": 366, "height": 348}
NODATA = 65535


def warped(path, band, resampling, folder):
    single = os.path.join(folder, "band.vrt")
    out = os.path.join(folder, "warped.tif")
    subprocess.run(["gdal_translate", "-q", "-of", "VRT", "-b", str(band), path, single], check=True)
    nodata = ["-srcnodata", "0", "-dstnodata", "0"]
    grid = ["-t_srs", GRID["crs"], "-te", *map(str, GRID["bounds"]), "-ts", str(GRID["width"]), str(GRID["height"])]
    subprocess.run(["gdalwarp", "-q", "-overwrite", *grid, "-r", resampling, *nodata, single, out], check=True)
    return gdal.Open(out).ReadAsArray()


def observation(path, resampling):
    with tempfile.TemporaryDirectory() as folder:
        stored = np.stack([warped(path, band, resampling, folder) for band in range(1, 5)]).astype(np.int32)
        codes = warped(path, 5, "near", folder)
    values = np.clip(stored - 1000, 0, 65534)
    clear = np.isin(codes, [4, 5, 6, 7]) & (stored != 0).all(axis=0)
    return np.where(clear, values, -1)


def month(paths, resampling):
    stack = np.stack([observation(path, resampling) for path in paths]).astype(np.float32)
    stack[stack < 0] = np.nan
    count = (~np.isnan(stack[:, 0])).sum(axis=0)
    median = np.nan_to_num(np.nanmedian(stack, axis=0)).astype(np.uint16)
    median[:, count == 0] = NODATA
    planes = [*median, count.astype(np.uint16)]
    return [{"sha256": hashlib.sha256(plane.astype("<u2").tobytes()).hexdigest(), "sum": int(plane.astype(np.int64).sum())} for plane in planes]


def main():
    paths = sorted(glob.glob(os.path.join(sys.argv[1], "*.tif")))
    june, august = ([path for path in paths if f"2024-{number}-" in path] for number in ("06", "08"))
    results = {resampling: {"2024-06": month(june, resampling), "2024-08": month(august, resampling)} for resampling in ("bilinear", "cubic")}
    (HERE / "exeter.json").write_text(json.dumps({"gdal": gdal.__version__, "grid": GRID, "results": results}, indent=1) + "\n")


main()
