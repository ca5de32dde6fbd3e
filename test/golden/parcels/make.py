"""Golden figures of test/engine/parcel-product.test.ts, from OGR, GEOS and numpy: python3 make.py > product.json

An interior pixel is one whose whole square lies within the parcel (GEOS `Within`), an edge pixel one whose centre does
and whose square does not. Nothing of Furrow is used. The rasters are formulas that the test repeats.
"""
import json
import math
import random

import numpy as np
from osgeo import ogr, osr

osr.UseExceptions()
ogr.UseExceptions()
WIDTH, HEIGHT, PIXEL, WEST, NORTH = 120, 90, 10, 600_000, 5_600_000
VALUES = [3, 7, 250]
NODATA, OUTSIDE = 255, 254


def rasters():
    row, column = np.mgrid[0:HEIGHT, 0:WIDTH]
    pick = (row // 4 * 5 + column // 6 * 3 + (row * column) % 7 // 5) % 8
    values = np.array([3, 3, 3, 7, 7, 250, OUTSIDE, NODATA])[pick]
    confidence = (row * 13 + column * 29) % 101
    return values, confidence


def star(rng, x, y, radius, corners):
    angles = sorted(rng.uniform(0, 2 * math.pi) for _ in range(corners))
    spokes = [(a, radius * rng.uniform(0.3, 1)) for a in angles]
    points = [(x + r * math.cos(a), y + r * math.sin(a)) for a, r in spokes]
    return points + points[:1]


def polygons():
    rng = random.Random(20260102)
    out = []
    for _ in range(60):
        x, y = rng.uniform(WEST - 60, WEST + WIDTH * PIXEL + 60), rng.uniform(NORTH - HEIGHT * PIXEL - 60, NORTH + 60)
        out.append([[star(rng, x, y, rng.choice([6, 15, 40, 120, 250]), rng.randrange(5, 24))]])
    square = lambda x, y, side: [(x, y), (x + side, y), (x + side, y - side), (x, y - side), (x, y)]
    out.append([[square(WEST + 100, NORTH - 100, 50)]])  # on the lines between pixels: all 25 are interior
    out.append([[square(WEST + 103, NORTH - 103, 50)]])
    out.append([[square(WEST + 400, NORTH - 300, 200), square(WEST + 450, NORTH - 350, 63)[::-1]]])  # a hole
    out.append([[square(WEST + 700, NORTH - 500, 31)], [square(WEST + 900, NORTH - 700, 47)]])  # two parts
    out.append([[[(WEST + 300, NORTH - 700), (WEST + 700, NORTH - 703), (WEST + 700, NORTH - 711), (WEST + 300, NORTH - 709), (WEST + 300, NORTH - 700)]]])  # a strip
    out.append([[square(WEST + 556, NORTH - 556, 3)]])  # no pixel centre
    out.append([[square(WEST - 5_000, NORTH, 40)]])  # beside the map
    out.append([[square(WEST - 500, NORTH + 500, 3_000)]])  # all of the map
    return [polygon for polygon in out if geometry(polygon).IsValid()]


def geometry(parts):
    multi = ogr.Geometry(ogr.wkbMultiPolygon)
    for rings in parts:
        polygon = ogr.Geometry(ogr.wkbPolygon)
        for ring in rings:
            line = ogr.Geometry(ogr.wkbLinearRing)
            for x, y in ring:
                line.AddPoint_2D(x, y)
            polygon.AddGeometry(line)
        multi.AddGeometry(polygon)
    return multi


def box(row, column):
    x, y = WEST + column * PIXEL, NORTH - row * PIXEL
    return geometry([[[(x, y), (x + PIXEL, y), (x + PIXEL, y - PIXEL), (x, y - PIXEL), (x, y)]]])


def measure(shape, values, confidence):
    found = {"inside": [], "edge": []}
    west, east, south, north = shape.GetEnvelope()
    rows = range(max(0, int((NORTH - north) // PIXEL)), min(HEIGHT, int((NORTH - south) // PIXEL) + 1))
    columns = range(max(0, int((west - WEST) // PIXEL)), min(WIDTH, int((east - WEST) // PIXEL) + 1))
    meets = False
    for row in rows:
        for column in columns:
            square = box(row, column)
            meets = meets or square.Intersects(shape)
            if square.Within(shape):
                found["inside"].append((values[row, column], confidence[row, column]))
            elif square.Centroid().Within(shape):
                found["edge"].append((values[row, column], confidence[row, column]))
    used = found["inside"] or found["edge"]
    counts = [sum(1 for value, _ in used if value == wanted) for wanted in VALUES]
    classified = sum(counts)
    trust = [float(sum(c for value, c in used if value == wanted)) for wanted in VALUES]
    order = sorted((i for i in range(3) if counts[i]), key=lambda i: (-counts[i], -trust[i], i))
    return {
        "basis": "interior" if found["inside"] else "edge" if found["edge"] else "none",
        "onMap": bool(meets), "pixels": len(used), "classified": classified, "edgePixels": len(found["edge"]),
        "crop": order[0] if order else None, "runnerUp": order[1] if len(order) > 1 else None,
        "shares": [count / classified for count in counts] if classified else None,
        "confidence": sum(trust) / classified if classified else None,
    }


def reference(code):
    made = osr.SpatialReference()
    made.ImportFromEPSG(code)
    made.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return made


def main():
    values, confidence = rasters()
    shapes = [geometry(polygon) for polygon in polygons()]
    there = osr.CoordinateTransformation(reference(32631), reference(2154))
    back = osr.CoordinateTransformation(reference(2154), reference(32631))
    lambert, returned = [], []
    for shape in shapes:
        moved = shape.Clone()
        moved.Transform(there)
        moved = ogr.CreateGeometryFromJson(moved.ExportToJson(["COORDINATE_PRECISION=3"]))
        lambert.append(moved)
        again = moved.Clone()
        again.Transform(back)
        returned.append(again)
    sets = {"EPSG:32631": (shapes, shapes), "EPSG:2154": (lambert, returned)}
    print(json.dumps({
        crs: [{"geometry": json.loads(own.ExportToJson(["COORDINATE_PRECISION=9"])), **measure(flat, values, confidence)} for own, flat in zip(*pair)]
        for crs, pair in sets.items()
    }, separators=(",", ":")).replace('},{"geometry"', '},\n{"geometry"'))


main()
