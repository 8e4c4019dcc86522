# What the door says, and how it says that it cannot go on.
# shellcheck shell=bash

say() { printf '%s\n' "$*"; }
headline() { printf '\n== %s\n' "$*"; }
die() { printf 'dev: %s\n' "$*" >&2; exit 1; }
wrong_usage() { printf 'dev: %s\n' "$*" >&2; exit 2; }

# One hash of the named files' names and bytes; changes when any of them does.
hash_of() { sha256sum "$@" | sha256sum | cut -c1-16; }

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        die "'$1' needs root here: run ./dev as root, or install sudo"
    fi
}
