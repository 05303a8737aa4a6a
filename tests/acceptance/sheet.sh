#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The map sheet: one page with its fonts, its place on the ground and its texts; names that are markup stay names; the
# same bytes again and with any number of threads; none where none is asked for.
. "$(dirname "$0")/common.sh"
"$greisen" demo "$work/demo" >"$work/stdout" 2>"$work/stderr" </dev/null || { cat "$work/stderr" >&2; fail "demo"; finish; }
run=$work/demo/run
for file in sheet.pdf sheet.png sheet.svg; do [ -s "$run/$file" ] || fail "no $file"; done
gdalinfo "$run/sheet.pdf" >"$work/info" 2>"$work/gdal.log" || fail "GDAL does not read the PDF"
zone=$(gdalinfo "$run/reasons.tif" | grep -o 'ID\["EPSG",32[67][0-9]*\]\]$' | tail -n 1)
{ [ -n "$zone" ] && grep -qF "$zone" "$work/info"; } || fail "another CRS: $zone"
grep -q NEATLINE "$work/info" || fail "no frame"
# an upright frame with all targets in it
/usr/bin/python3 - "$work/info" "$run/targets.csv" <<'PY' || fail "the frame"
import csv, re, sys
ring = re.search(r"NEATLINE=POLYGON *\(\((.*?)\)\)", open(sys.argv[1]).read()).group(1)
points = [tuple(map(float, point.split()[:2])) for point in ring.split(",")]
xs, ys = sorted({round(x, 1) for x, _ in points}), sorted({round(y, 1) for _, y in points})
assert len(xs) == 2 and len(ys) == 2, (xs, ys)
with open(sys.argv[2], newline="") as table:
    for row in csv.DictReader(table):
        assert xs[0] < float(row["x"]) < xs[1] and ys[0] < float(row["y"]) < ys[1], row
PY
if command -v pdffonts >/dev/null && command -v pdftotext >/dev/null; then
  pdfinfo "$run/sheet.pdf" | grep -q '^Pages: *1$' || fail "not one page"
  pdffonts "$run/sheet.pdf" | tail -n +3 >"$work/fonts"
  grep -q DejaVuSans "$work/fonts" || fail "another font"
  # the columns from the right: object, generation, unicode, subset, embedded
  awk '$(NF - 4) != "yes" { bad = 1 } END { exit bad }' "$work/fonts" || fail "a font is not embedded"
  pdftotext -layout "$run/sheet.pdf" "$work/text"
  for text in 'Valle del Ejemplo' 'JORC' 'Synthetic' 'EPSG:32' 'WGS 84'; do
    tr '\n' ' ' <"$work/text" | grep -qF "$text" || fail "not on the sheet: $text"
  done
  ! grep -qF 'Copernicus' "$work/text" || fail "an agency is credited with ground that was made up"
else
  echo "note: pdffonts and pdftotext are not here, so fonts and texts were not looked at; install poppler-utils" >&2
fi

cp "$run"/sheet.* "$work"
rm "$run"/sheet.*
"$greisen" run "$work/demo/survey.yaml" --threads 1 >"$work/stdout" 2>"$work/stderr" </dev/null || { cat "$work/stderr" >&2; fail "again"; }
for file in sheet.pdf sheet.png sheet.svg; do cmp "$work/$file" "$run/$file" || fail "other bytes: $file"; done

sed -e 's/^name: .*/name: "\\"><b>\&amp;]]>"/' "$work/demo/survey.yaml" >"$work/demo/hostile.yaml"
"$greisen" run "$work/demo/hostile.yaml" -o "$work/hostile" --set language=es --set outputs.qgis=false --set outputs.paper=A4 --set outputs.report=false \
  >"$work/stdout" 2>"$work/stderr" </dev/null || { cat "$work/stderr" >&2; fail "hostile name"; }
[ -s "$work/hostile/sheet.pdf" ] || fail "no sheet of a hostile name"
if command -v pdftotext >/dev/null; then
  pdftotext "$work/hostile/sheet.pdf" "$work/text"
  grep -qF '"><b>&amp;]]>' "$work/text" || fail "the hostile name is not drawn as it stands"
fi
"$greisen" run "$work/demo/survey.yaml" --set outputs.sheet=false >"$work/stdout" 2>"$work/stderr" </dev/null || { cat "$work/stderr" >&2; fail "without a sheet"; }
[ -z "$(find "$run" -name 'sheet.*')" ] || fail "a sheet that was not asked for"
finish
