#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A delivery as it is made is whole, also when it is carried elsewhere; every kind of damage is named; the report can be
# made again with the same bytes.
. "$(dirname "$0")/common.sh"
"$greisen" demo "$work/demo" >"$work/stdout" 2>"$work/stderr" </dev/null || { cat "$work/stderr" >&2; fail "demo"; finish; }
run=$work/demo/run
expect 0 -- "$greisen" verify "$run"
grep -q '^whole: ' "$work/stdout" || fail "does not say that all is whole"
(cd "$run" && sha256sum --quiet -c checksums.sha256) || fail "sha256sum says otherwise"
grep -rIl --exclude-dir=.greisen -- "$work" "$run" >"$work/told" && fail "a path of this machine: $(head -n 1 "$work/told")"
cp -r "$run" "$work/carried"
expect 0 -- "$greisen" verify "$work/carried/"

damaged() { rm -rf "$work/carried"; cp -r "$run" "$work/carried"; }
damaged; rm "$work/carried/targets.csv"
expect 4 E4250 "targets.csv: is missing" -- "$greisen" verify "$work/carried"
damaged; echo >>"$work/carried/targets.csv"
expect 4 E4250 "targets.csv: is not as the run wrote it" -- "$greisen" verify "$work/carried"
damaged; touch "$work/carried/extra.txt"
expect 4 "extra.txt: a file that the run did not write" -- "$greisen" verify "$work/carried"
damaged; /usr/bin/python3 -c 'import sys; from osgeo import gdal; gdal.Open(sys.argv[1], gdal.GA_Update).SetMetadataItem("a", "b")' "$work/carried/reasons.tif" 2>/dev/null
expect 4 "reasons.tif: is not laid out" -- "$greisen" verify "$work/carried"
damaged; mv "$work/carried/inputs.gpkg" "$work/carried/moved.gpkg"
expect 4 "project.qgz: points to what is not there: inputs.gpkg" -- "$greisen" verify "$work/carried"
damaged; sed -i 's|  targets.csv|  ../targets.csv|' "$work/carried/checksums.sha256"
expect 4 "a path that leaves the folder" -- "$greisen" verify "$work/carried"
damaged; sed -i 's|"../survey.yaml"|"https://ana:hunter2@host/survey.yaml"|' "$work/carried/run.json"
expect 4 "run.json: tells a password" -- "$greisen" verify "$work/carried"
damaged; sed -i "s|\"../survey.yaml\"|\"$work/survey.yaml\"|" "$work/carried/run.json"
expect 4 "run.json: tells a path of this machine" -- "$greisen" verify "$work/carried"
expect 3 E3020 -- "$greisen" verify "$work/demo"

cp "$run/report.html" "$work/before.html"
cp "$run/run.json" "$work/before.json"
expect 0 -- "$greisen" report "$run"
cmp "$work/before.html" "$run/report.html" || fail "another report"
/usr/bin/python3 - "$work/before.json" "$run/run.json" <<'PY' || fail "the record lost what the run found"
import json, sys
before, after = (json.load(open(path)) for path in sys.argv[1:3])
assert [model["outcome"] for model in before["models"]] == [model["outcome"] for model in after["models"]]
assert before["exit_code"] == after["exit_code"]
PY
expect 0 -- "$greisen" verify "$run"
expect 3 E3020 -- "$greisen" report "$work"
mv "$work/demo/survey.yaml" "$work/demo/elsewhere.yaml"
expect 3 "the survey of this run" -- "$greisen" report "$run"
finish
