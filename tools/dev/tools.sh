# Benchmarks, fuzzing and the kill test.
# shellcheck shell=bash

bench() {
    need_packages build
    need_web
    build_targets release
    if [ $# -gt 0 ]; then
        "$rapport_binary" bench "$@"
    else
        "$rapport_binary" bench --help
    fi
}

fuzz() {
    local seconds=${1:-60} target failed=0
    [[ $seconds =~ ^[0-9]+$ ]] || wrong_usage "usage: ./dev fuzz [SECONDS]"
    need_packages build check
    [ -f fuzz/CMakeLists.txt ] || die "there is no fuzz/ yet"
    build_targets fuzz fuzzers
    for target in build/fuzz/fuzz/fuzz_*; do
        [ ! -f "$target" ] || [ ! -x "$target" ] || fuzz_one "$target" "$seconds" || failed=$((failed + 1))
    done
    [ $failed -eq 0 ] || die "$failed fuzz targets found something; the inputs are in build/fuzz-findings"
}

# What is found new goes to build/, the corpus in the repository is only read.
fuzz_one() {
    local target=$1 seconds=$2 name new findings
    name=${target##*/fuzz_}
    new=build/fuzz-corpus/$name findings=build/fuzz-findings/$name
    mkdir -p "$new" "$findings" "fuzz/corpus/$name"
    headline "fuzz_$name, $seconds s"
    if "$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
        -artifact_prefix="$findings/" "$new" "fuzz/corpus/$name" >"$findings/log" 2>&1; then
        say "ok fuzz $name: $(sed -n 's/^stat::number_of_executed_units: *//p' "$findings/log") inputs, no finding"
    else
        tail -n 30 "$findings/log" >&2
        say "not ok fuzz $name: see $findings"
        return 1
    fi
}

kill_cycles() {
    [ -x tests/kill/run ] || die "there is no tests/kill/run yet"
    need_packages build test
    need_web
    need_test_modules
    build_targets release
    RAPPORT_BIN=$root/$rapport_binary exec tests/kill/run "$@"
}
