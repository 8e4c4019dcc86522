# Debian packages: what is missing of the lists in tools/ is installed.
# shellcheck shell=bash

listed_packages() { sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "$@" | sort -u; }

# The dpkg database is asked each time: it answers at once, and knows of a package removed since.
missing_packages() {
    local installed
    installed=$(dpkg-query -W -f='${Package} ${db:Status-Status}\n' 2>/dev/null | sed -n 's/ installed$//p' | sort -u)
    comm -23 <(printf '%s\n' "$@" | sort -u) <(printf '%s\n' "$installed")
}

# need_packages build test …: installs tools/packages.txt, tools/packages-test.txt, … ("build" has no suffix)
need_packages() {
    local lists=() name
    for name in "$@"; do
        if [ "$name" = build ]; then lists+=(tools/packages.txt); else lists+=("tools/packages-$name.txt"); fi
    done
    mapfile -t names < <(listed_packages "${lists[@]}" | grep -v /)
    mapfile -t elsewhere < <(listed_packages "${lists[@]}" | grep /)
    install_packages "${names[@]}"
    for name in "${elsewhere[@]}"; do install_from_suite "${name%/*}" "${name#*/}"; done
}

# install_from_suite NAME SUITE: a line NAME/SUITE of a list. Such a package is a convenience: where it cannot be had,
# the tests that want it say "skip" and the reason.
install_from_suite() {
    local missing
    mapfile -t missing < <(missing_packages "$1")
    [ ${#missing[@]} -gt 0 ] || return 0
    headline "Installing $1 from $2"
    mkdir -p build
    { add_suite "$2" && apt_install "$1/$2"; } >build/apt-"$1".log 2>&1 ||
        say "$1 cannot be had from $2 (build/apt-$1.log says why); what needs it is skipped."
}

# The suite from the mirror that the machine uses anyway. A backports suite is never preferred by apt: nothing else
# comes from it.
# shellcheck disable=SC2016  # the dollars are apt's own
add_suite() {
    local mirror
    apt-get indextargets --format '$(RELEASE)' | grep -qx "$1" && return 0
    mirror=$(apt-get indextargets --format '$(CREATED_BY) $(CODENAME) $(REPO_URI)' | sed -n 's/^Packages bookworm //p' | head -n 1)
    [ -n "$mirror" ] || { echo "no mirror of bookworm is configured"; return 1; }
    printf 'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s %s main\n' "$mirror" "$1" |
        as_root install -m 644 /dev/stdin "/etc/apt/sources.list.d/rapport-$1.list"
}

install_packages() {
    command -v dpkg-query >/dev/null ||
        die "this door installs Debian 12 packages and finds no dpkg here: install by hand: $*"
    mapfile -t missing < <(missing_packages "$@")
    [ ${#missing[@]} -gt 0 ] || return 0
    headline "Installing ${#missing[@]} packages: ${missing[*]}"
    mkdir -p build
    apt_install "${missing[@]}" >build/apt.log 2>&1 ||
        { tail -n 20 build/apt.log >&2; die "apt-get could not install the packages above; the whole log is build/apt.log"; }
}

# The servers among the packages are for tests that start their own copies: none is to start as a service.
apt_install() {
    local policy=/usr/sbin/policy-rc.d ours=no status=0
    if [ ! -e $policy ]; then
        ours=yes
        printf '#!/bin/sh\nexit 101\n' | as_root install -m 755 /dev/stdin $policy
    fi
    {
        as_root apt-get update &&
            as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"
    } || status=$?
    [ $ours = no ] || as_root rm -f $policy
    return $status
}
