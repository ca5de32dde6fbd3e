#!/usr/bin/python3
"""Degrees of points in UTM zones, from PROJ through GDAL: golden numbers for src/main/engine/export/stac/utm.ts.

    /usr/bin/python3 test/golden/unprojected-points.py > test/golden/unprojected-points.json
"""
import json

from osgeo import osr

POINTS = {
    "EPSG:32631": [(500000, 0), (166021.443, 0), (664000, 5612120), (799980, 5700000), (699960, 9200000)],
    "EPSG:32601": [(199980, 5000040), (309780, 4890240)],
    "EPSG:32660": [(809760, 8200020), (699960, 8300040)],
    "EPSG:32701": [(199980, 8100040), (309780, 7990240)],
    "EPSG:32760": [(809760, 8100040), (500000, 10000000), (699960, 1200000)],
}


def degrees(crs, points):
    source, target = osr.SpatialReference(), osr.SpatialReference()
    source.SetFromUserInput(crs)
    target.SetFromUserInput("EPSG:4326")
    for srs in (source, target):
        srs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    transform = osr.CoordinateTransformation(source, target)
    return [{"crs": crs, "x": x, "y": y, "longitude": (p := transform.TransformPoint(x, y))[0], "latitude": p[1]} for x, y in points]


print(json.dumps([row for crs, points in POINTS.items() for row in degrees(crs, points)], indent=1))
