#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A run killed again and again at random moments ends with the bytes of an undisturbed one.
. "$(dirname "$0")/common.sh"
"$greisen" demo "$work/demo" >"$work/stdout" 2>"$work/stderr" </dev/null || { cat "$work/stderr" >&2; fail "demo"; finish; }
RANDOM=42
killed=0
# `wait … || true`: what a killed process ends with is no failure of this script
for _ in 1 2 3 4 5 6 7 8 9 10; do
  "$greisen" run "$work/demo/survey.yaml" -o "$work/killed" >/dev/null 2>&1 </dev/null &
  process=$!
  sleep "0.$(printf '%03d' $((RANDOM % 600 + 50)))"
  if kill -KILL "$process" 2>/dev/null; then killed=$((killed + 1)); fi
  wait "$process" 2>/dev/null || true
  # under final names there are whole files only: each opens and has its pixels
  while read -r raster; do
    gdalinfo -checksum "$raster" >/dev/null 2>&1 || fail "not whole after a kill: $raster"
  done < <(find "$work/killed" -name '*.tif' -not -path '*/.*' -not -name '*.part*' 2>/dev/null)
done
"$greisen" run "$work/demo/survey.yaml" -o "$work/killed" >"$work/stdout" 2>"$work/stderr" </dev/null ||
  { cat "$work/stderr" >&2; fail "the last run"; }
echo "killed $killed times"

# killed while files are written: what was computed is not computed again
"$greisen" run "$work/demo/survey.yaml" -o "$work/late" >/dev/null 2>&1 </dev/null &
process=$!
for _ in $(seq 3000); do
  if [ -n "$(find "$work/late" -name '*.tif' -not -path '*/.*' -print -quit 2>/dev/null)" ]; then break; fi
  sleep 0.02
done
kill -KILL "$process" 2>/dev/null || fail "the run ended before it could be killed"
wait "$process" 2>/dev/null || true
"$greisen" run "$work/demo/survey.yaml" -o "$work/late" >"$work/stdout" 2>"$work/stderr" </dev/null ||
  { cat "$work/stderr" >&2; fail "the run after the late kill"; }
/usr/bin/python3 - "$work/late/run.json" <<'PY' || fail "passes were computed again"
import json, sys
passes = json.load(open(sys.argv[1]))["passes"]
print([one["resumed"] for one in passes])
sys.exit(0 if passes and all(one["resumed"] for one in passes) else 1)
PY
diff <(sums "$work/demo/run") <(sums "$work/late") || fail "other bytes after a late kill"
diff <(sums "$work/demo/run") <(sums "$work/killed") || fail "other bytes after kills"
finish
