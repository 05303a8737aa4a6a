#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What QGIS and ArcGIS open: a style beside every raster, class tables, a project whose paths are relative and lead to
# what is there, the same bytes in any folder; where QGIS is installed, it opens all of it without a complaint.
. "$(dirname "$0")/common.sh"
well_formed() { /usr/bin/python3 -c 'import sys, xml.dom.minidom as dom; dom.parse(sys.argv[1])' "$1" 2>/dev/null; }
"$greisen" demo "$work/demo" >"$work/stdout" 2>"$work/stderr" </dev/null || { cat "$work/stderr" >&2; fail "demo"; finish; }
run=$work/demo/run
while read -r raster; do
  [ -s "${raster%.tif}.qml" ] || fail "no style: $raster"
  well_formed "${raster%.tif}.qml" || fail "not well-formed: ${raster%.tif}.qml"
done < <(find "$run" -name '*.tif' -not -path '*/.*')
for file in classes_li-pegmatite reasons lookalikes/carbonate; do
  [ -s "$run/$file.tif.vat.dbf" ] || fail "no $file.tif.vat.dbf"
  gdalinfo "$run/$file.tif" >"$work/info"
  grep -q GDALRasterAttributeTable "$work/info" || fail "no class table: $file.tif"
done
gdalinfo "$run/classes_li-pegmatite.tif" >"$work/info"
grep -q '5: top 1 % of the judged area' "$work/info" || fail "no class names"
ogrinfo -al "$run/classes_li-pegmatite.tif.vat.dbf" >"$work/info"
grep -q 'Red (Real) = 0.215686' "$work/info" || fail "no colour in the attribute table"

/usr/bin/python3 - "$run" <<'PY' || fail "project.qgz"
import os, sys, zipfile
import xml.etree.ElementTree as tree
run = sys.argv[1]
archive = zipfile.ZipFile(run + "/project.qgz")
assert archive.namelist() == ["project.qgs"], archive.namelist()
text = archive.read("project.qgs").decode()
for path in (run, os.path.dirname(run), os.path.expanduser("~") + "/", "/vsi"):
    assert path not in text, "an absolute path: " + path
sources = [element.text for element in tree.fromstring(text).iter("datasource")]
assert len(sources) > 20, len(sources)
for source in sources:
    assert source.startswith("./"), source
    assert os.path.isfile(os.path.join(run, source.split("|")[0])), source
rasters = {os.path.join(folder, name) for folder, _, names in os.walk(run) if "/." not in folder for name in names if name.endswith(".tif")}
drawn = {os.path.normpath(os.path.join(run, source)) for source in sources if source.endswith(".tif")}
assert rasters == drawn, rasters ^ drawn
PY

# a style that was lost is made again with the same bytes, and nothing else changes
cp -r "$run" "$work/before"
rm "$run/reasons.qml" "$run/project.qgz"
"$greisen" run "$work/demo/survey.yaml" >"$work/stdout" 2>"$work/stderr" </dev/null || { cat "$work/stderr" >&2; fail "second run"; }
diff <(sums "$work/before") <(sums "$run") || fail "other bytes after a second run"
cmp "$work/before/project.qgz" "$run/project.qgz" || fail "another project"

# none is written where none is asked for, and names that are markup stay names
sed -e 's/^name: .*/name: "\\"><script>\&amp;]]>"/' "$work/demo/survey.yaml" >"$work/demo/hostile.yaml"
"$greisen" run "$work/demo/hostile.yaml" -o "$work/hostile" >"$work/stdout" 2>"$work/stderr" </dev/null || { cat "$work/stderr" >&2; fail "hostile name"; }
/usr/bin/python3 -c 'import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).read("project.qgs").decode())' "$work/hostile/project.qgz" >"$work/hostile.xml"
well_formed "$work/hostile.xml" || fail "a name broke the project"
"$greisen" run "$work/demo/survey.yaml" --set outputs.qgis=false >"$work/stdout" 2>"$work/stderr" </dev/null || { cat "$work/stderr" >&2; fail "without QGIS"; }
[ -z "$(find "$run" -name '*.q??')" ] || fail "styles that were not asked for"

if ! /usr/bin/python3 -c 'import qgis.core' 2>/dev/null; then
  echo "note: QGIS is not here, so it was not opened; install python3-qgis" >&2
  finish
fi
mv "$work/before" "$work/elsewhere"
for folder in elsewhere hostile; do
  QT_QPA_PLATFORM=offscreen XDG_RUNTIME_DIR=$work /usr/bin/python3 "$here/qgis_open.py" "$work/$folder/project.qgz" 2>"$work/qgis.log" ||
    { tail -n 20 "$work/qgis.log" >&2; fail "QGIS: $folder"; }
done
finish
