#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# On two drawn districts the models find what they once found there.
. "$(dirname "$0")/common.sh"
/usr/bin/python3 "$here/../bench/finding.py" "$greisen" "$work" --variety slate --variety marble --seeds 1 --districts-only \
  --check "$here/../bench/finding_floors.json" || fail "a model finds less than it did, or finds too much where nothing is"
finish
