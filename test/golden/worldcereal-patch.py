"""Golden numbers of the WorldCereal patch, by numpy over what gdal_translate copies out raw:
python3 test/golden/worldcereal-patch.py PATCH.nc > test/golden/worldcereal-patch.json

Per variable and month: sum, minimum and maximum of the values that are not 65535, how many are 65535, and the value at
row 17, column 42. Per month: how many pixels have any Sentinel-2 value.
"""
import json
import re
import subprocess
import sys
import tempfile

import numpy as np

path = sys.argv[1]
listing = subprocess.run(["gdalinfo", path], capture_output=True, text=True, check=True).stdout
names = re.findall(r'NETCDF:"[^"]*":(\S+)', listing)
result = {"variables": {}, "clear": []}
clear = np.zeros((12, 100, 100), bool)
for name in names:
    with tempfile.NamedTemporaryFile(suffix=".bin") as raw:
        subprocess.run(["gdal_translate", "-q", "-of", "ENVI", "-ot", "UInt16", f'NETCDF:"{path}":{name}', raw.name], check=True)
        planes = np.fromfile(raw.name, "<u2").reshape(12, 100, 100)
    if name.startswith("S2"):
        clear |= planes != 65535
    valid = np.ma.masked_equal(planes, 65535)
    result["variables"][name] = [
        {"sum": int(v.sum()) if v.count() else 0, "min": int(v.min()) if v.count() else None, "max": int(v.max()) if v.count() else None, "missing": int(np.ma.count_masked(v)), "at": int(p[17, 42])}
        for v, p in zip(valid, planes)
    ]
result["clear"] = [int(month.sum()) for month in clear]
json.dump(result, sys.stdout, indent=1)
