#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Ratios of a stack equal those of an independent computation: |difference| <= 1e-6 max(1, |x|), and the same missing pixels.
. "$(dirname "$0")/common.sh"
"$here/../bench/make_stack.py" 700 "$work/stack.tif"
"$greisen" compute "$work/stack.tif" -o "$work/out" --sensor sentinel2 --scale 0.0001 --format gtiff \
  --expr 'ferric=B04/B02' --expr 'ndvi=(nir-red)/(nir+red)' --expr 'sum=r1610+2*r2190' \
  --expr 'bsi=((B11+B04)-(B08+B02))/((B11+B04)+(B08+B02))' --expr 'chosen=if(B11 > 0.30005, B12, missing)'
/usr/bin/python3 - "$work" <<'PY' || fail "values differ"
import sys
import numpy as np
from osgeo import gdal
gdal.UseExceptions()
work = sys.argv[1]
stack = gdal.Open(work + "/stack.tif")
band = {stack.GetRasterBand(i).GetDescription(): stack.GetRasterBand(i).ReadAsArray().astype(np.float64) for i in range(1, 11)}
band = {name: np.where(dn == 0, np.nan, dn * 1e-4) for name, dn in band.items()}
b02, b04, b08, b11, b12 = (band[name] for name in ("B02", "B04", "B08", "B11", "B12"))
expected = {
    "ferric": b04 / b02, "ndvi": (b08 - b04) / (b08 + b04), "sum": b11 + 2 * b12,
    "bsi": ((b11 + b04) - (b08 + b02)) / ((b11 + b04) + (b08 + b02)), "chosen": np.where(b11 > 0.30005, b12, np.nan)}
worst = 0
for name, want in expected.items():
    raster = gdal.Open(f"{work}/out/{name}.tif")  # kept: a band does not live longer than its raster
    got = raster.ReadAsArray().astype(np.float64)
    got = np.where(got == raster.GetRasterBand(1).GetNoDataValue(), np.nan, got)
    if not np.array_equal(np.isnan(got), np.isnan(want)):
        sys.exit(f"{name}: other pixels are missing")
    error = np.nanmax(np.abs(got - want) / np.maximum(1, np.abs(want)))
    worst = max(worst, error)
    print(f"{name}: {np.count_nonzero(~np.isnan(want))} pixels, largest difference {error:.2e}")
sys.exit(0 if worst <= 1e-6 else 1)
PY
finish
