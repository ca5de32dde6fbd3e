"""Areas of lon/lat rings on the WGS 84 ellipsoid through GDAL/PROJ's equal-area projections.

    /usr/bin/python3 ellipsoid.py > ellipsoid.json

Edges are densified in degrees before they are projected, so both sides measure the same curve.
"""
import json

from osgeo import ogr, osr

RINGS = {
    "field": [[1.90, 48.20], [1.91, 48.20], [1.912, 48.206], [1.90, 48.205]],
    "tile": [[2.0, 48.6], [3.5, 48.6], [3.5, 49.6], [2.0, 49.6]],
    "north": [[24.0, 56.0], [28.0, 56.0], [28.0, 58.0], [24.0, 58.0]],
    "south": [[-60.0, -34.0], [-58.0, -34.0], [-58.0, -32.5], [-60.0, -33.0]],
    "antimeridian": [[179.5, -17.0], [-179.5, -17.0], [-179.5, -16.0], [179.5, -16.0]],
}
STEPS = 200


def dense(ring):
    for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1]):
        across = (x1 - x0 + 180) % 360 - 180
        for i in range(STEPS):
            yield x0 + across * i / STEPS, y0 + (y1 - y0) * i / STEPS


def area(ring):
    lon0, lat0 = ring[0]
    target = osr.SpatialReference()
    target.ImportFromProj4(f"+proj=laea +lat_0={lat0} +lon_0={lon0} +datum=WGS84 +units=m")
    source = osr.SpatialReference()
    source.ImportFromProj4("+proj=longlat +datum=WGS84")
    change = osr.CoordinateTransformation(source, target)
    line = ogr.Geometry(ogr.wkbLinearRing)
    for x, y in dense(ring):
        px, py, _ = change.TransformPoint(x, y)
        line.AddPoint_2D(px, py)
    line.CloseRings()
    polygon = ogr.Geometry(ogr.wkbPolygon)
    polygon.AddGeometry(line)
    return polygon.GetArea()


print(json.dumps({name: {"ring": ring, "m2": area(ring)} for name, ring in RINGS.items()}, indent=1))
