#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The catalogue beside a run: what it tells of rasters is what GDAL finds in them, and GDAL opens it as a mosaic.
. "$(dirname "$0")/common.sh"
"$greisen" demo "$work/demo" >"$work/stdout" 2>"$work/stderr" </dev/null || { cat "$work/stderr" >&2; fail "demo"; finish; }
run=$work/demo/run
/usr/bin/python3 - "$run" <<'PY' || fail "the item does not tell of the files"
import json, os, sys
from osgeo import gdal
gdal.UseExceptions()
run = sys.argv[1]
item = json.load(open(run + "/stac/item.json"))
assert item["stac_version"] == "1.0.0" and item["geometry"]["type"] == "MultiPolygon"
assert item["properties"]["start_datetime"].startswith("2023-07-14"), item["properties"]
rasters = {os.path.relpath(os.path.join(folder, name), run) for folder, _, names in os.walk(run) if "/." not in folder
           for name in names if name.endswith(".tif")}
told = {os.path.normpath(os.path.join("stac", asset["href"])) for asset in item["assets"].values() if "raster:bands" in asset}
assert rasters == told, rasters ^ told
asset = item["assets"]["prospectivity_li-pegmatite"]
raster = gdal.Open(run + "/prospectivity_li-pegmatite.tif")
west, pixel, _, north, _, _ = raster.GetGeoTransform()
assert item["properties"]["proj:transform"] == [pixel, 0, west, 0, -pixel, north], item["properties"]["proj:transform"]
assert item["properties"]["proj:shape"] == [raster.RasterYSize, raster.RasterXSize]
band = asset["raster:bands"][0]
assert band["data_type"] == "float32" and band["nodata"] == -9999
pixels = raster.GetRasterBand(1).ReadAsArray()
seen = pixels[pixels != -9999]
assert abs(band["statistics"]["mean"] - seen.mean(dtype="f8")) < 1e-6, band
assert len(item["assets"]["classes_li-pegmatite"]["classification:classes"]) >= 6
PY
(cd "$run/stac" && gdalinfo 'STACIT:"items.json":asset=prospectivity_li-pegmatite') >"$work/info" 2>&1 || fail "GDAL does not open it: $(head -n 2 "$work/info")"
gdalinfo "$run/prospectivity_li-pegmatite.tif" >"$work/direct"
for word in "Size is" "Origin =" "Pixel Size ="; do
  [ "$(grep "^$word" "$work/info")" = "$(grep "^$word" "$work/direct")" ] || fail "another $word: $(grep "^$word" "$work/info")"
done
grep -q 'ID\["EPSG",32629\]' "$work/info" || fail "no CRS"
finish
