# Two federating servers for tests: snac2, which speaks ActivityPub and the Mastodon API. Each has a loopback address
# of its own, because handles name a host without a port. To be sourced; needs root for port 80.
# shellcheck shell=bash
#
#   fediverse_missing               prints what is not installed; nothing when all is here
#   free_loopback COUNT             that many addresses in 127.0.0.0/8 where nobody listens on port 80
#   start_town DIR ADDRESS NAME [PORT]  a server with one account. PORT: where it listens, when something of the test's own
#                                   stands on port 80 before it
#                                   town_threads: how many threads it has, else few. Where its members write to each other
#                                   by the dozen, all few may wait for each other, for seconds.
#   add_account DIR NAME            one account more; its password is in DIR/password-NAME
#   stop_town DIR

fediverse_missing() {
    [ "$(id -u)" = 0 ] || echo "the rights of root"
    command -v snac >/dev/null || echo "snac2 (of bookworm-backports)"
    /usr/bin/python3 -c 'import mastodon' 2>/dev/null || echo "python3-mastodon"
}

free_loopback() {
    /usr/bin/python3 - "$1" <<'PYTHON'
import random, socket, sys
found = set()
while len(found) < int(sys.argv[1]):
    address = f"127.{random.randint(20, 250)}.{random.randint(1, 250)}.{random.randint(2, 250)}"
    with socket.socket() as s:
        try:
            s.bind((address, 80))
            found.add(address)
        except OSError:
            pass
print("\n".join(found))
PYTHON
}

start_town() {
    local dir=$1 address=$2 name=$3 port=${4:-80}
    printf '%s\n%s\n%s\n\n\n' "$address" "$port" "$address" | snac init "$dir" >/dev/null
    sed -i "s/\"protocol\": \"https\"/\"protocol\": \"http\"${town_threads:+, \"num_threads\": $town_threads}/" "$dir/server.json"
    add_account "$dir" "$name"
    snac httpd "$dir" >"$dir.log" 2>&1 &
    echo $! >"$dir.pid"
    for _ in $(seq 100); do
        curl -sf -o /dev/null "http://$address:$port/api/v1/instance" && return 0
        sleep 0.1
    done
    echo "the server at $address did not start" >&2
    return 1
}

add_account() { snac adduser "$1" "$2" 2>&1 | sed -n 's/^User password is //p' >"$1/password-$2"; }

stop_town() {
    [ ! -s "$1.pid" ] || kill "$(cat "$1.pid")" 2>/dev/null || true
}
