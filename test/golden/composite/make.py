"""Golden numbers of composites and masks, from numpy alone. Run: python3 test/golden/composite/make.py"""
import json
import pathlib

import numpy as np

HERE = pathlib.Path(__file__).parent
NODATA = 65535


def write(name, document):
    (HERE / name).write_text(json.dumps(document, separators=(",", ":")) + "\n")


def reduce_all(values):
    """values: uint16 [observations, bands, pixels]; an observation is clear in all bands or in none."""
    series = values.astype(np.float64)
    series[values == NODATA] = np.nan
    empty = np.isnan(series).all(axis=0)

    def stored(result):
        return np.where(empty, NODATA, np.nan_to_num(result)).astype(np.uint16).ravel().tolist()

    with np.errstate(all="ignore"):
        # The median in float32, as numpy.nanmedian is used on such stacks, cut to uint16.
        median = np.nanmedian(series.astype(np.float32), axis=0)
        return {
            "median": stored(median.astype(np.float64)),
            "mean": stored(np.floor(np.nanmean(series, axis=0) + 0.5)),
            "percentile25": stored(np.floor(np.nanpercentile(series, 25, axis=0) + 0.5)),
            "percentile90": stored(np.floor(np.nanpercentile(series, 90, axis=0) + 0.5)),
            "medoid": stored(medoid(series)),
            "maxNdvi": stored(max_ndvi(series)),
            "count": (~np.isnan(series[:, 0])).sum(axis=0).tolist(),
        }


def medoid(series):
    observations, bands, pixels = series.shape
    out = np.full((bands, pixels), np.nan)
    for pixel in range(pixels):
        clear = [o for o in range(observations) if not np.isnan(series[o, 0, pixel])]
        if not clear:
            continue
        spectra = series[clear, :, pixel]
        distances = np.sqrt(((spectra[:, None] - spectra[None]) ** 2).sum(axis=2)).sum(axis=1)
        out[:, pixel] = spectra[np.argmin(np.round(distances, 6))]
    return out


def max_ndvi(series):
    """Band 1 is red, band 2 near infrared."""
    observations, bands, pixels = series.shape
    out = np.full((bands, pixels), np.nan)
    red, nir = series[:, 1], series[:, 2]
    ndvi = np.where(nir + red == 0, -1, (nir - red) / np.where(nir + red == 0, 1, nir + red))
    for pixel in range(pixels):
        if not np.isnan(ndvi[:, pixel]).all():
            out[:, pixel] = series[np.nanargmax(ndvi[:, pixel]), :, pixel]
    return out


def stack(rng, observations, pixels, cloud):
    values = rng.integers(0, 65535, size=(observations, 3, pixels)).astype(np.uint16)
    values[:, :, : pixels // 4] %= 8  # many ties
    cloudy = rng.random((observations, pixels)) < cloud
    cloudy[:, 0] = True
    cloudy[:, 1] = False
    values[np.repeat(cloudy[:, None], 3, axis=1)] = NODATA
    return values


def disc(radius):
    reach = int(np.floor(radius))
    return [(dy, dx) for dy in range(-reach, reach + 1) for dx in range(-reach, reach + 1) if dy * dy + dx * dx <= radius * radius + 1e-6]


def dilate(mask, radius):
    out = np.zeros_like(mask)
    height, width = mask.shape
    for row, column in zip(*np.nonzero(mask)):
        for dy, dx in disc(radius):
            if 0 <= row + dy < height and 0 <= column + dx < width:
                out[row + dy, column + dx] = 1
    return out


def erode(mask, radius):
    return 1 - dilate(1 - mask, radius)


def convolved(mask, size):
    half = size // 2
    sigma = size / 6
    g = np.exp(-((np.arange(size) - half) ** 2) / (2 * sigma**2))
    kernel = np.outer(g, g)
    kernel /= kernel.sum()
    padded = np.pad(mask.astype(np.float64), half)
    height, width = mask.shape
    return np.array([[(padded[r : r + size, c : c + size] * kernel).sum() for c in range(width)] for r in range(height)])


def worldcereal(codes, small, large, erosion):
    unclear = erode((~np.isin(codes, [2, 4, 5, 6, 7])).astype(np.uint8), erosion // 2)
    clouds = erode(np.isin(codes, [3, 8, 9, 10, 11]).astype(np.uint8), erosion // 2)
    return ((convolved(unclear, small) > 0.057) | (convolved(clouds, large) > 0.025)).astype(np.uint8)


def classification(rng, height, width):
    codes = rng.choice([4, 5, 6, 7], size=(height, width)).astype(np.uint8)
    for code in [9, 8, 3, 0, 1, 10]:
        row, column = rng.integers(0, height), rng.integers(0, width)
        rows, columns = np.ogrid[:height, :width]
        codes[(rows - row) ** 2 + (columns - column) ** 2 <= rng.integers(2, 7) ** 2] = code
    codes[rng.random((height, width)) < 0.01] = 9
    return codes


def main():
    rng = np.random.default_rng(20210514)
    stacks = []
    for observations in [1, 2, 3, 4, 5, 6, 7, 8, 12, 13, 37]:
        values = stack(rng, observations, 48, 0.35)
        stacks.append({"observations": observations, "bands": 3, "pixels": 48, "values": values.ravel().tolist(), "expected": reduce_all(values)})
    write("reducers.json", stacks)

    mask = (rng.random((31, 37)) < 0.03).astype(np.uint8)
    mask[10:22, 12:29] = 1
    discs = [{"radius": r, "dilated": dilate(mask, r).ravel().tolist(), "eroded": erode(mask, r).ravel().tolist()} for r in [0.5, 1, 1.5, 2, 2.3, 3, 5, 7.5]]
    write("morphology.json", {"width": 37, "height": 31, "mask": mask.ravel().tolist(), "discs": discs})

    codes = classification(rng, 96, 88)
    cases = [{"small": s, "large": l, "erosion": e, "masked": worldcereal(codes, s, l, e).ravel().tolist()} for s, l, e in [(17, 77, 3), (9, 39, 1), (5, 13, 3)]]
    write("worldcereal.json", {"width": 88, "height": 96, "codes": codes.ravel().tolist(), "cases": cases})


main()
