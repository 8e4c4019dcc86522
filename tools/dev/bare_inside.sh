#!/usr/bin/env bash
# usage: bare_inside.sh ROOT SHARED, in a mount and process namespace of its own (tools/dev/bare.sh makes it).
# Every mount made here, and every process left over, goes when this script ends.
set -euo pipefail
bare=$1
shared=$2

# As on any machine, / is a mount: `ip netns exec` wants to change how it propagates.
mount --bind "$bare" "$bare"
mount --rbind /dev "$bare/dev"
mount -t proc proc "$bare/proc"
mount -t sysfs -o ro sysfs "$bare/sys"
mount -t tmpfs tmpfs "$bare/tmp"
if [ -d "$shared" ]; then
    mount --bind "$shared" "$bare/project/shared"
    mount -o remount,bind,ro "$bare/project/shared"
fi

inside() {
    local carried=() name
    for name in NODE_EXTRA_CA_CERTS SSL_CERT_FILE; do
        [ -z "${!name:-}" ] || carried+=("$name=${!name}")
    done
    env -i HOME=/root LANG=C.UTF-8 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "${carried[@]}" \
        chroot "$bare" bash -c "cd /project/rapport && $1" </dev/null
}

report=""
failed=0
for try in first second; do
    for command in './dev run --check' './dev test'; do
        printf '\n==== in the bare root, %s time: %s\n' "$try" "$command"
        began=$SECONDS
        outcome=ok
        inside "$command" || { outcome='not ok'; failed=1; }
        report+="$outcome $command, $try time: $((SECONDS - began)) s"$'\n'
    done
done
printf '\n==== Bare Debian 12\n%s' "$report"
exit $failed
