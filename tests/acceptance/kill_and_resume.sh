#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A run killed again and again at random moments ends with the bytes of an undisturbed one.
. "$(dirname "$0")/common.sh"
"$greisen" demo "$work/demo" >"$work/stdout" 2>"$work/stderr" </dev/null || { cat "$work/stderr" >&2; fail "demo"; finish; }
RANDOM=42
killed=0
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
diff <(sums "$work/demo/run") <(sums "$work/killed") || fail "other bytes after kills"
finish
