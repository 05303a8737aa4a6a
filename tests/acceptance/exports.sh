#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A run in the formats of other programs: each opens in GDAL with what the run holds, the same bytes come out again, the
# delivery stays whole, and what is lacking or in the way is named.
. "$(dirname "$0")/common.sh"
"$greisen" demo "$work/demo" >"$work/stdout" 2>"$work/stderr" </dev/null || { cat "$work/stderr" >&2; fail "demo"; finish; }
run=$work/demo/run
expect 2 E2004 -- "$greisen" export "$run"
for flag in kmz gpx shp tab dxf fgb csv gdb mbtiles mail zip sld arcgis all; do
  grep -qF -- "--$flag" "$work/stderr" || fail "the error does not list --$flag"
done
expect 3 E3020 -- "$greisen" export "$work/demo" --kmz
expect 2 E2005 "among the files of the run" -- "$greisen" export "$run" --gpx --out "$run"
expect 4 E4010 -- "$greisen" export "$run" --shp --crs EPSG:1 --out "$work/no"
[ ! -e "$work/no" ] || fail "a wrong CRS left a folder"

expect 0 -- "$greisen" export "$run" --all
out=$run/exports
[ -z "$(find "$out" -name '.*' -not -path "$out")" ] || fail "scratch left"
expect 0 -- "$greisen" verify "$run"
expect 2 E2050 "targets.kmz" -- "$greisen" export "$run" --kmz
expect 0 -- "$greisen" export "$run" --all --out "$work/again"
diff -r "$out" "$work/again" >"$work/diff" || fail "other bytes: $(head -n 3 "$work/diff")"
expect 0 -- "$greisen" export "$run" --all --overwrite
diff -r "$out" "$work/again" >"$work/diff" || fail "other bytes when replaced: $(head -n 3 "$work/diff")"
grep -rIl -- "$work" "$out" >"$work/told" && fail "a path of this machine: $(head -n 1 "$work/told")"

/usr/bin/python3 - "$run" "$out" <<'PY' || fail "an export does not hold what the run does"
import csv, glob, json, math, os, sys, xml.dom.minidom, zipfile
from osgeo import gdal
gdal.UseExceptions()
run, out = sys.argv[1:3]
kept = []  # a layer does not keep its file open
def opened(path):
    kept.append(gdal.OpenEx(path))
    return kept[-1]
source = opened(run + "/targets.gpkg").GetLayerByName("targets")
wanted = {(f["model"], f["rank"]): (f["score"], f.GetGeometryRef().GetArea()) for f in source}
letters = {model["id"]: "ABCDEF"[i] for i, model in enumerate(json.load(open(run + "/run.json"))["models"])}
labels = {letters[model] + str(rank) for model, rank in wanted}
assert len(wanted) >= 5, wanted
for path in ("shp/targets.shp", "tab/targets.tab", "fgb/targets.fgb", "gdb/targets.gdb"):
    file = opened(out + "/" + path)
    layer = file.GetLayerByName("targets")
    got = {(f["model"], f["rank"]): (f["score"], f.GetGeometryRef().GetArea()) for f in layer}
    assert got.keys() == wanted.keys(), path
    for key in wanted:
        assert all(math.isclose(a, b, rel_tol=1e-4) for a, b in zip(got[key], wanted[key])), (path, key, got[key], wanted[key])
    layer.ResetReading()
    assert {f["label"] for f in layer} == labels, path
    assert layer.GetSpatialRef().IsProjected(), path
for name in ("centroids", "axes", "faults", "area", "not_judged"):
    assert opened(out + f"/shp/{name}.shp").GetLayer(0).GetFeatureCount() > 0, name
kml = opened(out + "/targets.kmz")
names = {f.GetField("Name") for i in range(kml.GetLayerCount()) for f in kml.GetLayer(i)}
assert labels <= names, labels - names
with zipfile.ZipFile(out + "/targets.kmz") as kmz:
    xml.dom.minidom.parseString(kmz.read("doc.kml"))
    assert sum(name.startswith("pictures/favourability") for name in kmz.namelist()) == len(glob.glob(run + "/prospectivity_*.tif"))
gpx = opened(out + "/targets.gpx")
assert {f["name"] for f in gpx.GetLayerByName("waypoints")} == labels
drawing = [f for f in opened(out + "/dxf/targets.dxf").GetLayer(0)]
assert labels == {f["Text"] for f in drawing if f["Text"]}, "labels of the drawing"
assert {model for model, _ in wanted} <= {f["Layer"] for f in drawing}
with open(out + "/targets.csv", encoding="utf-8") as text:
    assert {row["label"] for row in csv.DictReader(text)} == labels
tiles = opened(out + "/favourability.mbtiles")
assert tiles.RasterCount == 4 and tiles.GetRasterBand(1).GetOverviewCount() > 0
mail = opened(out + "/mail/favourability.tif")
assert os.path.getsize(out + "/mail/favourability.tif") < 2 << 20
assert mail.GetGeoTransform()[0] == opened(run + "/prospectivity_li-pegmatite.tif").GetGeoTransform()[0]
with zipfile.ZipFile(out + "/delivery.zip") as delivery:
    listed = {line.split("  ", 1)[1].rstrip("\n") for line in open(run + "/checksums.sha256")} | {"run.json", "checksums.sha256"}
    assert set(delivery.namelist()) == listed and len(listed) == len(delivery.namelist())
    finished = json.load(open(run + "/run.json"))["times"]["finished"]
    assert all("%04d-%02d-%02dT%02d:%02d" % info.date_time[:5] == finished[:16] for info in delivery.infolist())
    delivery.extractall(run + "/../unzipped")
for path in glob.glob(out + "/**/*.sld", recursive=True):
    xml.dom.minidom.parse(path)
assert os.path.isfile(out + "/sld/layers/sentinel2/al_clay.sld") and os.path.isfile(out + "/arcgis/classes_li-pegmatite.clr")
PY
expect 0 -- "$greisen" verify "$work/demo/unzipped"

expect 0 -- "$greisen" export "$run" --shp --csv --crs EPSG:25830 --out "$work/moved"
ogrinfo -al -so "$work/moved/shp/targets.shp" >"$work/info"
grep -q 'ID\["EPSG",25830\]' "$work/info" || fail "not in the CRS asked for"
expect 0 -- "$greisen" export "$run" --gpx --json --out "$work/json"
/usr/bin/python3 -c 'import json, sys; told = json.load(open(sys.argv[1])); assert told["written"][0]["format"] == "gpx", told' "$work/stdout" ||
  fail "--json does not tell what was written"

cp -r "$run" "$work/bare"
rm "$work/bare/targets.gpkg"
expect 5 "--gpx is skipped" "no targets.gpkg" -- "$greisen" export "$work/bare" --gpx --shp --out "$work/less"
[ -e "$work/less/shp/area.shp" ] && [ ! -e "$work/less/targets.gpx" ] && [ ! -e "$work/less/shp/targets.shp" ] || fail "an empty export"
expect 6 "--csv is skipped" -- "$greisen" export "$work/bare" --csv --out "$work/less"
expect 4 E4250 "targets.gpkg: is missing" -- "$greisen" export "$work/bare" --zip --out "$work/less"
[ ! -e "$work/less/delivery.zip" ] || fail "a zip of half a delivery"
finish
