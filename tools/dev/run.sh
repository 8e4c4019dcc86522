# The demo: built, started, watched.
# shellcheck shell=bash

rapport_binary=build/release/src/server/rapport

run_demo() {
    local started=$SECONDS checking=no
    if [ "${1:-}" = --check ]; then checking=yes; shift; fi
    need_packages build
    need_web
    has_server || die "there is no server to run yet: src/server/CMakeLists.txt has no target 'rapport'"
    build_targets release rapport
    choose_address "$checking" "$@"
    if [ $checking = yes ]; then check_demo "$started" "$@"; else serve_demo "$@"; fi
}

has_server() { grep -Eqs 'add_executable\( *rapport\b' src/server/CMakeLists.txt; }

answers() { (exec 3<>"/dev/tcp/${1%:*}/${1##*:}") 2>/dev/null; }

# Sets `address`: the one asked for with --listen, else port 8420; for a check any free port.
choose_address() {
    local checking=$1 argument
    shift
    address=127.0.0.1:8420
    [ "$checking" = no ] || address=127.0.0.1:$((20000 + RANDOM % 10000))
    for argument; do
        [ "${previous:-}" != --listen ] || address=$argument
        local previous=$argument
    done
    ! answers "$address" || die "$address is in use: choose another with ./dev run --listen 127.0.0.1:PORT"
}

# Sets `server` (its process) and `server_log`, and sees to it that the server ends when we do.
start_demo() {
    server_log=build/demo.log
    "$rapport_binary" demo --listen "$address" "$@" >"$server_log" 2>&1 &
    server=$!
    trap stop_demo EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
}

stop_demo() {
    trap - EXIT
    kill -TERM "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
}

# True once the page answers 200; tries for a minute, and no longer than the server lives.
page_answers() {
    local tries
    for ((tries = 0; tries < 600; tries++)); do
        kill -0 "$server" 2>/dev/null || return 1
        [ "$(curl -s -o /dev/null -m 5 -w '%{http_code}' "http://$address/" || true)" != 200 ] || return 0
        sleep 0.1
    done
    return 1
}

await_page() {
    page_answers || { tail -n 20 "$server_log" >&2; die "the page at http://$address/ does not answer; the log is $server_log"; }
}

serve_demo() {
    start_demo "$@"
    await_page
    say ''
    grep -v '^{' "$server_log" || true # what it says to people, such as how to log in; its log is JSON
    printf '\nRapport is running: http://%s/   (Ctrl-C stops it; its log is %s)\n' "$address" "$server_log"
    wait "$server" || die "the server ended by itself; the end of $server_log says why: $(tail -n 1 "$server_log")"
}

check_demo() {
    local since=$1
    shift
    start_demo "$@"
    await_page
    stop_demo
    say "ok: the page answered 200 at http://$address/ $((SECONDS - since)) s after ./dev run began"
}
