#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The sample survey runs, is whole, and leaves the same bytes for other threads and in a German locale.
. "$(dirname "$0")/common.sh"
"$greisen" demo "$work/demo" >"$work/stdout" 2>"$work/stderr" </dev/null || { cat "$work/stderr" >&2; fail "demo"; finish; }
run=$work/demo/run
for file in run.json targets.gpkg targets.csv reasons.tif checksums.sha256; do [ -s "$run/$file" ] || fail "no $file"; done
compgen -G "$run/prospectivity_*.tif" >/dev/null || fail "no prospectivity"
(cd "$run" && sha256sum --quiet -c checksums.sha256) || fail "checksums"
while read -r raster; do
  /usr/bin/python3 -m osgeo_utils.samples.validate_cloud_optimized_geotiff -q --full-check=yes "$raster" >"$work/cog" 2>&1 ||
    { fail "no COG: $raster"; cat "$work/cog" >&2; }
done < <(find "$run" -name '*.tif' -not -path '*/.*')
[ "$(sums "$run" | wc -l)" -gt 8 ] || fail "few checksums"
[ -z "$(find "$run" -name '*.part*')" ] || fail "part files left"

environment=()
again() { # NAME OPTION...: the survey once more into a folder of its own
  local name=$1
  shift
  env "${environment[@]}" "$greisen" run "$work/demo/survey.yaml" -o "$work/$name" "$@" >"$work/stdout" 2>"$work/stderr" </dev/null ||
    { cat "$work/stderr" >&2; fail "run $name"; return 0; }
  diff <(sums "$run") <(sums "$work/$name") || fail "$name left other bytes"
}
again one_thread --threads 1
again two_threads --threads 2
mkdir -p "$work/locale"
if localedef -i de_DE -f UTF-8 "$work/locale/de_DE.UTF-8" 2>/dev/null || [ -d "$work/locale/de_DE.UTF-8" ]; then
  environment=("LOCPATH=$work/locale" LC_ALL=de_DE.UTF-8)
  again german
else
  echo "note: no German locale here; install the package 'locales'" >&2
fi
finish
