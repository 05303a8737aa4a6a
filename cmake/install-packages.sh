#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs the Debian or Ubuntu packages this project needs: the one list, used by ./dev, CI and docker/Dockerfile.
#   cmake/install-packages.sh [--print] SET...          sets: build test browser tools package
#   cmake/install-packages.sh --packages NAME...        packages by name (the image's run-time libraries)
# Names no package host: apt's own sources are used. Does nothing, and needs no root, when all is there already.
set -euo pipefail

build=(g++ cmake ninja-build pkg-config ccache mold
  libgdal-dev libproj-dev libsqlite3-dev libcli11-dev libyaml-cpp-dev nlohmann-json3-dev libfmt-dev libeigen3-dev libopencv-core-dev
  libssl-dev libxxhash-dev libdeflate-dev libutf8proc-dev libcairo2-dev libpango1.0-dev fonts-dejavu-core)
test=(libgtest-dev libgmock-dev libhdf4-alt-dev gdal-bin python3-gdal poppler-utils locales groff-base mandoc zsh fish)
browser=(chromium nodejs npm)
package=(dpkg-dev file lintian)
tools=(clang clang-format clang-tidy libomp-dev gcovr git)

say() { printf 'install-packages: %s\n' "$*" >&2; }

wanted() {
  local set
  for set in "$@"; do
    case $set in
      build) printf '%s\n' "${build[@]}" ;;
      test) printf '%s\n' "${test[@]}" ;;
      browser) printf '%s\n' "${browser[@]}" ;;
      tools) printf '%s\n' "${tools[@]}" ;;
      package) printf '%s\n' "${package[@]}" ;;
      *) say "unknown set '$set'; there are: build test browser tools package"; exit 2 ;;
    esac
  done
}

missing() {
  local package
  for package in "$@"; do
    # node and npm may well come from elsewhere than Debian, and Debian's would not go beside them
    case $package in nodejs) command -v node >/dev/null && continue ;; npm) command -v npm >/dev/null && continue ;; esac
    dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -q '^installed' || printf '%s\n' "$package"
  done
}

as_root() {
  if [ "$(id -u)" = 0 ]; then
    env DEBIAN_FRONTEND=noninteractive "$@"
  elif command -v sudo >/dev/null; then
    sudo env DEBIAN_FRONTEND=noninteractive "$@"
  else
    say "packages are missing and this user is neither root nor has sudo; as root, run: $command_line"
    exit 1
  fi
}

apt_get() { as_root apt-get -q -y -o Acquire::Retries=3 -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 "$@"; }

# a mirror that moves on between update and install mends itself with a second update
install_packages() {
  local attempt
  for attempt in 1 2 3; do
    # lists that are there may be old: the first try uses them, the others fetch them again
    if [ "$attempt" -gt 1 ] || ! compgen -G '/var/lib/apt/lists/*Packages*' >/dev/null; then apt_get update || true; fi
    if apt_get install --no-install-recommends "$@"; then return 0; fi
    say "attempt $attempt of 3 failed"
    sleep $((attempt * 5))
  done
  say "could not install: $*"
  say "this needs Debian 12 or Ubuntu 24.04 with working package sources (apt-get update)"
  return 1
}

main() {
  command_line="$0 $*"
  local names packages
  case "${1:-}" in
    --print)
      shift
      wanted "$@"
      return
      ;;
    --packages) shift && names="$*" ;;
    *) names=$(wanted "$@") ;;
  esac
  if ! command -v apt-get >/dev/null; then
    say "no apt-get here: install by hand what these names mean on your system: ${names//$'\n'/ }"
    return
  fi
  # shellcheck disable=SC2086  # names are words
  mapfile -t packages < <(missing $names)
  if [ "${#packages[@]}" = 0 ]; then return; fi
  say "installing ${#packages[@]} packages: ${packages[*]}"
  install_packages "${packages[@]}"
}

main "$@"
