# Configure and build one preset.
# shellcheck shell=bash

build() {
    local preset=${1:-dev}
    [ $# -le 1 ] || wrong_usage "usage: ./dev build [PRESET]"
    grep -q "\"configurePreset\": \"$preset\"" CMakePresets.json ||
        wrong_usage "there is no preset '$preset'; CMakePresets.json lists them"
    need_packages build
    [ "$preset" != fuzz ] || need_packages check
    need_web
    build_targets "$preset"
    say "Built: build/$preset"
}

# build_targets PRESET [TARGET…]: all targets when none is named
build_targets() {
    local preset=$1
    shift
    configure "$preset"
    headline "Building $preset${*:+: $*}"
    nice ninja -C "build/$preset" "$@" || die "the $preset build failed"
}

configure() {
    local preset=$1
    need_modules web  # one of them is data for the program itself
    [ ! -f "build/$preset/build.ninja" ] || return 0
    headline "Configuring $preset"
    mkdir -p build
    cmake --preset "$preset" >"build/configure-$preset.log" 2>&1 ||
        { cat "build/configure-$preset.log" >&2; die "cmake could not configure $preset"; }
}
