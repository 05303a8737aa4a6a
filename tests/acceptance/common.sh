# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2034  # for the scripts that include this
# What the acceptance scripts share. Each is called as: script.sh GREISEN WORK_FOLDER; 77 means skipped, and says why.
set -euo pipefail
greisen=$(realpath "$1")
work=$2/$(basename "$0" .sh)
here=$(dirname "$(realpath "$0")")
rm -rf "${work:?}"
mkdir -p "$work"
failures=0

fail() { echo "FAILED: $*" >&2; failures=$((failures + 1)); }
skip() { echo "SKIPPED: $*" >&2; exit 77; }
finish() { [ "$failures" = 0 ] || { echo "$failures failed" >&2; exit 1; }; echo "all held"; exit 0; }

# expect STATUS WORD... -- COMMAND...: its exit status, and words its stderr must hold
expect() {
  local status=$1 words=() got=0
  shift
  while [ "$1" != -- ]; do words+=("$1"); shift; done
  shift
  timeout 120 "$@" >"$work/stdout" 2>"$work/stderr" </dev/null || got=$?
  [ "$got" = "$status" ] || { fail "exit $got, not $status: $*"; head -n 5 "$work/stderr" >&2; }
  local word
  for word in "${words[@]}"; do
    grep -qF -- "$word" "$work/stderr" || { fail "does not say '$word': $*"; head -n 5 "$work/stderr" >&2; }
  done
}

# The hashes a run says it left, without the record of times.
sums() { grep -v 'run\.json' "$1/checksums.sha256"; }
