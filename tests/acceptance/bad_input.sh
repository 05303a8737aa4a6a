#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Bad input of every kind ends with its exit code, a code and a way to mend it; nothing is left under a final name.
. "$(dirname "$0")/common.sh"
cd "$work"

/usr/bin/python3 - <<'PY'
from osgeo import gdal, osr
import numpy
raster = gdal.GetDriverByName("GTiff").Create("stack.tif", 64, 64, 2, gdal.GDT_UInt16)
crs = osr.SpatialReference(); crs.ImportFromEPSG(32629)
raster.SetProjection(crs.ExportToWkt()); raster.SetGeoTransform([500000, 20, 0, 4500000, 0, -20])
for number, name in ((1, "B04"), (2, "B02")):
    band = raster.GetRasterBand(number)
    band.SetDescription(name)
    band.WriteArray(numpy.full((64, 64), 1000 * number, numpy.uint16))
del band, raster
PY
survey() { # TEXT...: a survey that is right but for what the text changes
  printf '%s\n' "version: 1" "name: Test" "aoi: {bbox: [500000, 4498720, 501280, 4500000], crs: EPSG:32629}" \
    "grid: {crs: EPSG:32629, resolution_m: 20}" \
    "scenes: [{path: stack.tif, sensor: sentinel2, scale: 0.0001, bands: [red, blue]}]" "models: [li-pegmatite]" "$@" >survey.yaml
}

# the command line (2)
expect 2 -- "$greisen" rnu
expect 2 run -- "$greisen" rnu
expect 2 -- "$greisen" run
expect 2 --jbos -- "$greisen" run survey.yaml --jbos 3
expect 2 -- "$greisen" compute stack.tif -o out
expect 2 fe_iox_rb -- "$greisen" compute stack.tif -o out --sensor sentinel2 --index fe_iox_rq
expect 2 E23 '^' -- "$greisen" compute stack.tif -o out --sensor sentinel2 --expr 'a=red //'
expect 2 pca -- "$greisen" apply pac stack.tif -o out.tif
expect 2 -- "$greisen" explain no_such_thing
expect 2 -- "$greisen" list nothing

# the survey (2): all problems at once, with line and column
survey "modl: [x]" "seed: -1" "language: fr"
expect 2 survey.yaml:7:1 survey.yaml:8 survey.yaml:9 models -- "$greisen" check survey.yaml
survey "name: twice"
expect 2 E2105 -- "$greisen" check survey.yaml
survey "models: [no-such-model]"
expect 2 -- "$greisen" check survey.yaml
printf 'a: [' >survey.yaml
expect 2 survey.yaml:1 -- "$greisen" check survey.yaml
head -c 4096 /dev/zero >survey.yaml
expect 2 -- "$greisen" check survey.yaml

# what cannot be read (3)
expect 3 missing.yaml -- "$greisen" check missing.yaml
expect 3 missing.tif -- "$greisen" inspect missing.tif
expect 3 missing.tif -- "$greisen" compute missing.tif -o out --sensor sentinel2 --expr a=red
printf 'not a raster' >text.tif
expect 3 text.tif -- "$greisen" inspect text.tif
head -c 1000 stack.tif >cut.tif
expect 3 -- "$greisen" compute cut.tif -o out --sensor sentinel2 --expr a=red

# a cube that does not say where it lies: no survey can use it (4), but it is computed on its own rows and columns
/usr/bin/python3 - <<'PY'
from osgeo import gdal
import numpy
cube = gdal.GetDriverByName("ENVI").Create("cube.img", 4, 3, 2, gdal.GDT_Float32)
for number in (1, 2):
    cube.GetRasterBand(number).WriteArray(numpy.full((3, 4), 0.1 * number, numpy.float32))
PY
survey
sed 's/stack.tif, sensor: sentinel2, scale: 0.0001, bands: .red, blue./cube.img, sensor: sentinel2, scale: 1, bands: [red, blue]/' survey.yaml >cube.yaml
expect 4 E4020 'greisen compute' -- "$greisen" run cube.yaml -o cube_run
expect 4 E4020 -- "$greisen" compute cube.img -o out --expr a=b2/b1 --resolution-m 10
expect 0 georeference -- "$greisen" compute cube.img -o cube --expr a=b2/b1

# a run that meets a damaged file (3) says so in its record and goes on once the file is mended
/usr/bin/python3 - <<'PY'
from osgeo import gdal, osr
import numpy
options = ["TILED=YES", "BLOCKXSIZE=64", "BLOCKYSIZE=64", "COMPRESS=DEFLATE"]
raster = gdal.GetDriverByName("GTiff").Create("whole.tif", 512, 512, 2, gdal.GDT_UInt16, options)
crs = osr.SpatialReference(); crs.ImportFromEPSG(32629)
raster.SetProjection(crs.ExportToWkt()); raster.SetGeoTransform([500000, 20, 0, 4500000, 0, -20])
noise = numpy.random.default_rng(1)
for number in (1, 2):
    raster.GetRasterBand(number).WriteArray(noise.integers(500, 3000, (512, 512), dtype=numpy.uint16))
del raster
PY
size=$(stat -c %s whole.tif)
head -c $((size * 2 / 3)) whole.tif >hurt.tif
survey "layers: [{name: a, expr: red / blue}]"
sed 's/stack\.tif/hurt.tif/; s/4498720, 501280/4489760, 510240/; /^models/d' survey.yaml >hurt.yaml
expect 3 hurt.tif -- "$greisen" run hurt.yaml -o hurt
grep -q '"status": "failed"' hurt/run.json || fail "no record of the failure"
cp whole.tif hurt.tif
expect 0 -- "$greisen" run hurt.yaml -o hurt
grep -q '"status": "done"' hurt/run.json || fail "no record of the mended run"

for left in out/*.tif out.tif; do [ ! -e "$left" ] || fail "left behind: $left"; done
finish
