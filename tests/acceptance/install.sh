#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The installed tree is whole, readable by all, the same bytes each time, and works wherever it is carried.
. "$(dirname "$0")/common.sh"
build=$(dirname "$greisen")
command -v cmake >/dev/null || skip "no cmake here"
[ -f "$build/cmake_install.cmake" ] || skip "the program does not lie in its build folder"
export SOURCE_DATE_EPOCH=86400

umask 022

into() { cmake --install "$build" --prefix "$1" --strip >"$work/log" 2>&1 || { cat "$work/log" >&2; fail "install into $1"; finish; }; }
into "$work/usr"
tree=$work/usr
for file in bin/greisen share/man/man1/greisen.1.gz share/bash-completion/completions/greisen \
  share/zsh/vendor-completions/_greisen share/fish/vendor_completions.d/greisen.fish \
  share/doc/greisen/{README.md,THIRD_PARTY_NOTICES.md,LICENSE,copyright,changelog.gz,docs/models.md}; do
  [ -s "$tree/$file" ] || fail "not installed: $file"
done
for verb in $("$greisen" completion words -- '' | cut -f 1); do
  [ "$verb" = help ] || [ -s "$tree/share/man/man1/greisen-$verb.1.gz" ] || fail "no page of $verb"
done
gzip -dc "$tree/share/man/man1/greisen-run.1.gz" | grep -q '^\.TH GREISEN\\-RUN 1 "1970-01-02"' || fail "the page of run has another date"
wrong=$(find "$tree" -type d ! -perm 755 -o -type f ! -path '*/bin/*' ! -perm 644 | head -n 3)
[ -z "$wrong" ] || fail "not readable by all: $wrong"
grep -rIl --exclude=README.md -- "$build" "$tree" >"$work/told" && fail "names the build folder: $(head -n 1 "$work/told")"

mv "$tree" "$work/carried"
expect 0 -- "$work/carried/bin/greisen" --version
into "$work/usr"
diff -r "$work/usr" "$work/carried" >"$work/differs" || fail "installed again, it differs: $(head -n 1 "$work/differs")"
into "$work/local"
[ -s "$work/local/share/zsh/site-functions/_greisen" ] || fail "zsh does not look there under such a prefix"
finish
