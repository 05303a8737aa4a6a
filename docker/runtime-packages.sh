#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Prints the Debian packages a program needs at run time: the owners of the libraries it loads, the data of GDAL and PROJ,
# and the font of the map sheet.
#   docker/runtime-packages.sh PROGRAM
set -euo pipefail

# dpkg knows some files by their path before /lib moved under /usr, and some by the one after
owner() {
  dpkg-query -S "$1" 2>/dev/null || dpkg-query -S "${1#/usr}" 2>/dev/null || dpkg-query -S "/usr$1" 2>/dev/null ||
    { echo "runtime-packages: no package owns $1" >&2; return 1; }
}

ldd "$1" | awk '$2 == "=>" {print $3}' | while read -r library; do
  owner "$(readlink -f "$library")"
done | cut -d: -f1 | { cat; printf '%s\n' gdal-data proj-data fonts-dejavu-core; } | LC_ALL=C sort -u
