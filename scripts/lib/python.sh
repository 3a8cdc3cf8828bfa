# shellcheck shell=bash disable=SC2154,SC2034
# Find Python 3.14.2 or later, and uv. Sourced by scripts/setup, which sets `cache` and `say`.
#
# find_python sets `python` (the interpreter) and `way` (where it came from); find_uv sets `uv`.

tools=$cache/tools
prefix=$cache/python
export UV_PYTHON_INSTALL_DIR=$cache/managed-python
# A network that checks what passes has certificates of its own; the system knows them.
export UV_SYSTEM_CERTS=true

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 14, 2))' 2>/dev/null; }

find_python() {
  local candidate
  for candidate in "$(command -v python3.14 || true)" "$(command -v python3 || true)"; do
    if [[ -n $candidate ]] && new_enough "$candidate"; then
      python=$candidate way='a Python on PATH'
      return
    fi
  done
  if new_enough "$prefix/usr/bin/python3.14"; then
    python=$prefix/usr/bin/python3.14 way="Debian's packages, unpacked by an earlier run"
  elif find_uv && managed_python; then
    way="uv's managed Python"
  elif command -v apt-get >/dev/null && debian_python; then
    python=$prefix/usr/bin/python3.14 way="Debian's packages, unpacked into a private prefix"
  else
    return 1
  fi
}

managed_python() {
  # No retries: a machine that cannot reach the download at once has Debian's way left.
  UV_HTTP_RETRIES=0 UV_HTTP_CONNECT_TIMEOUT=5 "$uv" python install --quiet 3.14 2>/dev/null || return 1
  python=$("$uv" python find --managed-python '>=3.14.2,<3.15' 2>/dev/null)
}

find_uv() {
  uv=$(command -v uv || true)
  [[ -n $uv ]] && return
  fetch_tool uv 0.13.8
  uv=$tools/uv/bin/uv
}

# Fetch one program from PyPI into a folder of its own, with whatever pip there is.
fetch_tool() {
  local name=$1 version=$2 pip
  [[ -x $tools/$name/bin/$name ]] && return
  pip=$(usable_pip) || return 1
  # shellcheck disable=SC2086  # a command and its arguments
  $pip install --quiet --quiet --disable-pip-version-check --no-warn-script-location --upgrade \
    --target "$tools/$name" "$name==$version" >&2
}

usable_pip() {
  local candidate
  for candidate in ${python:-} python3 python; do
    command -v "$candidate" >/dev/null || continue
    if "$candidate" -m pip --version >/dev/null 2>&1; then echo "$candidate -m pip"; return; fi
    if "$candidate" -m venv --clear "$cache/pip" >/dev/null 2>&1; then echo "$cache/pip/bin/python -m pip"; return; fi
  done
  local wheel=("$prefix"/usr/share/python-wheels/pip-*.whl)
  [[ -e ${wheel[0]} ]] || return 1
  echo "$(private_loader) ${wheel[0]}/pip"
}

# The unpacked Python runs by its own loader until patchelf has bound the two together.
private_loader() {
  local loader library
  loader=$(compgen -G "$prefix/usr/lib/*-linux-gnu*/ld-linux*.so.*" | head -n 1)
  library=${loader%/*}
  echo "$loader --library-path $library $prefix/usr/bin/python3.14"
}

# CPython 3.14 from Debian's newer suites, unpacked into a private prefix: no root, nothing installed.
debian_python() {
  local apt=$cache/apt mirror suite package loader
  # The machine's own mirror; this asks nothing of the network, and no package list need be there.
  mirror=$(apt-get update --print-uris 2>/dev/null | sed -n "s#^'\(.*/debian\)/dists/.*#\1#p" | head -n 1)
  [[ -n $mirror ]] || return 1
  for suite in forky sid; do
    rm -rf "$apt" "$prefix" && mkdir -p "$apt"/{lists/partial,archives/partial,parts} "$prefix"
    private_apt "$apt" "$mirror" "$suite"
    if APT_CONFIG=$apt/apt.conf apt-get -qq update >/dev/null 2>&1 \
      && APT_CONFIG=$apt/apt.conf apt-get -qq -y install --download-only --no-install-recommends \
        python3.14 python3.14-venv libpython3.14-dev >/dev/null 2>&1; then
      break
    fi
  done
  for package in "$apt"/archives/*.deb; do
    case ${package##*/} in
      '*.deb') return 1 ;;
      linux-libc-dev_* | libc6-dev_* | libc-dev-bin_* | debconf_* | zlib1g-dev_* | libexpat1-dev_*) ;;
      *) dpkg -x "$package" "$prefix" ;;
    esac
  done
  loader=$(private_loader)
  loader=${loader%% *}
  fetch_tool patchelf 0.19.3.0 || return 1
  "$tools/patchelf/bin/patchelf" --set-interpreter "$loader" --force-rpath --set-rpath "${loader%/*}" "$prefix/usr/bin/python3.14"
  rm -rf "$apt"
  new_enough "$prefix/usr/bin/python3.14"
}

private_apt() {
  local apt=$1 mirror=$2 suite=$3
  : >"$apt/status"
  cat >"$apt/parts/debian.sources" <<END
Types: deb
URIs: $mirror
Suites: $suite
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
END
  cat >"$apt/apt.conf" <<END
Dir::State::Lists "$apt/lists";
Dir::State::status "$apt/status";
Dir::Etc::sourcelist "/dev/null";
Dir::Etc::sourceparts "$apt/parts";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
Dir::Cache::archives "$apt/archives";
Dir::Cache::pkgcache "";
Dir::Cache::srcpkgcache "";
APT::Sandbox::User "$(id -un)";
END
}
