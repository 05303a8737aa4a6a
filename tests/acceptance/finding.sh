#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The pegmatite model finds more of the planted dykes than any of its layers, and most of the wide ones.
. "$(dirname "$0")/common.sh"
/usr/bin/python3 "$here/../bench/finding.py" "$greisen" "$work" --seeds 4 --check || fail "the model is worse than its best layer, or finds too little"
finish
