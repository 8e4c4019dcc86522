# A bare Debian 12 in build/bare, in which the README's two commands run as they would for a stranger.
# shellcheck shell=bash

bare_root=build/bare/root

bare() {
    local keep=no
    case ${1:-} in
        '') ;;
        --keep) keep=yes ;;
        *) wrong_usage "usage: ./dev bare [--keep]" ;;
    esac
    install_packages mmdebstrap git util-linux
    remove_bare_root
    make_bare_root
    as_root unshare --mount --pid --fork --kill-child --propagation private \
        bash "$root/tools/dev/bare_inside.sh" "$root/$bare_root" "$(readlink -f ..)/shared"
    [ $keep = yes ] || remove_bare_root
}

make_bare_root() {
    headline "Making a bare Debian 12 in $bare_root"
    mkdir -p build/bare
    as_root mmdebstrap --mode=root --variant=minbase bookworm "$bare_root" >build/bare/mmdebstrap.log 2>&1 ||
        { tail -n 20 build/bare/mmdebstrap.log >&2; die "mmdebstrap failed (build/bare/mmdebstrap.log)"; }
    carry_in_configuration
    git clone -q --bare . build/bare/rapport.git
    as_root mkdir -p "$bare_root/project/shared"
    as_root git clone -q build/bare/rapport.git "$bare_root/project/rapport"
}

# What makes this machine reach its registries; a stranger's machine has its own way, or needs none.
carry_in_configuration() {
    local file
    for file in /etc/apt/apt.conf.d /etc/resolv.conf /etc/hosts /etc/ssl/certs /usr/share/ca-certificates \
        /usr/local/share/ca-certificates "${NODE_EXTRA_CA_CERTS:-}" /etc/npmrc /usr/etc/npmrc \
        /usr/local/etc/npmrc ~/.npmrc; do
        [ -z "$file" ] || [ ! -e "$file" ] || carry_in "$file"
    done
}

carry_in() {
    as_root mkdir -p "$bare_root$(dirname "$1")"
    as_root cp -rL --no-target-directory "$1" "$bare_root$1"
}

# The mounts live in a namespace that ended with the run; should one be here all the same, nothing is deleted.
remove_bare_root() {
    [ -e build/bare ] || return 0
    ! grep -q " $root/build/bare/" /proc/self/mountinfo ||
        die "something is mounted below build/bare: unmount it before it is deleted"
    as_root rm -rf --one-file-system "$root/build/bare"
}
