#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# report.html in a real browser: nothing is fetched, values are those of the data, table and map are linked, it prints,
# and fits a phone. The checks are those of web/test, on the report of the sample survey.
. "$(dirname "$0")/common.sh"
browser=${CHROMIUM:-/usr/bin/chromium}
[ -x "$browser" ] || skip "no browser: ./dev page installs one and runs this"
checks=$here/../../web/test
[ -d "$checks/node_modules" ] || skip "the checks of the page are not installed: ./dev page"
"$greisen" demo "$work/demo" >"$work/stdout" 2>"$work/stderr" </dev/null || { cat "$work/stderr" >&2; fail "demo"; finish; }
CHROMIUM=$browser node "$checks/run.mjs" "$work/demo/run/report.html" >"$work/checks" 2>&1 || { grep -E '^failed' "$work/checks" >&2 || tail "$work/checks" >&2; fail "the report in a browser"; }
grep -q '^[0-9]* passed, 0 failed' "$work/checks" || fail "no checks ran"
finish
