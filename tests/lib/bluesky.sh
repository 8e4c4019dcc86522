# Bluesky's whole network of servers for tests, from npm's @atproto/dev-env. To be sourced.
# shellcheck shell=bash
#
#   bluesky_missing     prints what is not installed; nothing when all is here
#   start_redis DIR     its AppView wants one; exports REDIS_HOST
#   stop_redis DIR

bluesky_missing() {
    command -v redis-server >/dev/null || echo "redis-server"
    [ -x /usr/lib/postgresql/15/bin/initdb ] || echo "postgresql-15"
}

start_redis() {
    local port
    port=$(/usr/bin/python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    redis-server --port "$port" --bind 127.0.0.1 --save '' --dir "$1" >"$1/redis.log" 2>&1 &
    echo $! >"$1/redis.pid"
    export REDIS_HOST=127.0.0.1:$port
}

stop_redis() {
    [ ! -s "$1/redis.pid" ] || kill "$(cat "$1/redis.pid")" 2>/dev/null || true
}
