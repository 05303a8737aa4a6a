#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A whole run beside its golden numbers:  golden.sh GREISEN WORK_FOLDER CASE [--accept]
# CASE is demo. The difference is printed; --accept rewrites tests/golden/CASE.txt, and the commit says why.
set -euo pipefail
here=$(dirname "$(realpath "$0")")
greisen=$(realpath "$1") work=$2 case=$3 accept=${4:-}

run_demo() { "$greisen" demo "$work/demo" >"$work/demo.log" 2>&1; }

rm -rf "${work:?}/$case"
mkdir -p "$work"
case $case in
  demo) run_demo || { cat "$work/demo.log" >&2; exit 1; } ;;
  *) echo "golden: no case '$case'; there is: demo" >&2; exit 2 ;;
esac
"$here/summary.py" "$work/$case/run" >"$work/$case.txt"
if [ "$accept" = --accept ]; then
  cp "$work/$case.txt" "$here/$case.txt"
  echo "accepted: $here/$case.txt"
elif diff -u "$here/$case.txt" "$work/$case.txt"; then
  echo "golden: $case is as it was"
else
  echo "golden: $case differs; ./dev golden $case --accept rewrites it, and the commit says why" >&2
  exit 1
fi
