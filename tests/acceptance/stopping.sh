#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Nothing waits for ever: what is no plain file is refused at once by every verb, and a first signal ends each of them
# within seconds, at any moment, so that it can be taken up again.
. "$(dirname "$0")/common.sh"
cd "$work"
"$greisen" demo demo >stdout 2>stderr </dev/null || { cat stderr >&2; fail "demo"; finish; }

mkfifo pipe.tif pipe.yaml pipe.csv pipe.gpkg
ln -s pipe.tif link.tif
mkdir -p folder && mkfifo folder/S2A.tif
expect 3 E3001 plain -- "$greisen" inspect pipe.tif
expect 3 E3001 -- "$greisen" inspect link.tif
expect 3 E3001 -- "$greisen" inspect /dev/zero
expect 3 E3001 -- "$greisen" inspect /proc/self/status
expect 3 E3001 -- "$greisen" inspect folder/S2A.tif
expect 3 E3001 -- "$greisen" check pipe.yaml
expect 3 E3001 -- "$greisen" compute pipe.tif -o out --sensor sentinel2 --scale 1 --expr x=red+0
expect 3 E3001 -- "$greisen" apply slope pipe.tif -o slope.tif

# Until it listens to signals: a job in the background begins deaf to SIGINT, and linking comes before main.
listens() {
  local caught
  for _ in $(seq 1000); do
    caught=$(sed -n 's/^SigCgt:[[:space:]]*//p' "/proc/$1/status" 2>/dev/null) || return 0
    [ -n "$caught" ] && [ $((0x$caught & 0x4000)) != 0 ] && return 0  # SIGTERM
    sleep 0.01
  done
}
# within SIGNAL CODE MOMENT COMMAND...: the signal comes MOMENT seconds after the start; 0 and 5 where it came too late
within() {
  local signal=$1 code=$2 moment=$3 got=0 start
  shift 3
  env -C "$work" "$@" >stdout 2>stderr </dev/null &
  local process=$!
  listens "$process"
  sleep "$moment"
  start=$(date +%s%N)
  kill "-$signal" "$process" 2>/dev/null || { wait "$process" || true; return 0; }
  wait "$process" || got=$?
  local took=$((($(date +%s%N) - start) / 1000000))
  [ "$got" = "$code" ] || [ "$got" = 0 ] || [ "$got" = 5 ] || { fail "exit $got, not $code, $moment s: $*"; cat stderr >&2; }
  [ "$got" != "$code" ] || grep -q stopping stderr || fail "does not say that it stops: $*"
  [ "$took" -lt 6000 ] || fail "ended $took ms after SIG$signal: $*"
  echo "SIG$signal after $moment s: exit $got, $took ms: ${*:2:1}"
}
for moment in 0.05 0.3 0.6 1.0 1.5 2.0 2.5 3.0; do within INT 130 "$moment" "$greisen" run demo/survey.yaml -o again; done
for moment in 0.2 0.8; do within TERM 143 "$moment" "$greisen" run demo/survey.yaml -o again; done
within HUP 129 0.5 "$greisen" run demo/survey.yaml -o again
"$greisen" run demo/survey.yaml -o again >stdout 2>stderr </dev/null || { cat stderr >&2; fail "the last run"; }
diff <(sums demo/run) <(sums again) || fail "other bytes after signals"
within INT 130 0.3 "$greisen" report again
within INT 130 0.3 "$greisen" export again --all
within TERM 143 0.2 "$greisen" plan demo/survey.yaml
within TERM 143 0.2 "$greisen" verify again
rm -rf demo again
finish
