#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Small inputs as people have them, with right values from elsewhere: they lie beside the project, with the real data.
. "$(dirname "$0")/common.sh"
cases=${GREISEN_SHARED_DATA:-$here/../../../shared/data}/../cases
[ -x "$cases/check_cases.py" ] || skip "no cases beside the project: $cases"
/usr/bin/python3 "$cases/make_cases.py" "$work/inputs" >"$work/made" || fail "make_cases.py"
/usr/bin/python3 "$cases/check_cases.py" "$greisen" "$work/inputs" >"$work/told" || fail "a case falls short"
grep -v '^ok ' "$work/told" || fail "the checker said nothing"
finish
