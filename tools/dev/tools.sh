# Benchmarks, fuzzing, the matcher's exactness, the kill test and sending under faults.
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
    local seconds=${1:-60} name failed=0
    [[ $seconds =~ ^[0-9]+$ ]] || wrong_usage "usage: ./dev fuzz [SECONDS] [NAME…]"
    shift $(($# > 0))
    need_packages build check
    [ $# -gt 0 ] || mapfile -t < <(sed -n 's/^rapport_fuzz(\([a-z]*\) .*/\1/p' fuzz/CMakeLists.txt)
    [ $# -gt 0 ] || set -- "${MAPFILE[@]}"
    for name; do
        [ -f "fuzz/fuzz_$name.cpp" ] || wrong_usage "there is no fuzz target '$name'; fuzz/CMakeLists.txt lists them"
    done
    build_targets fuzz "${@/#/fuzz_}"
    for name; do
        fuzz_one "build/fuzz/fuzz/fuzz_$name" "$seconds" || failed=$((failed + 1))
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

match_pairs() {
    need_packages build
    build_targets release listening_test
    RAPPORT_MATCH_POSTS=${1:-50000} RAPPORT_MATCH_QUERIES=${2:-20000} \
        build/release/src/listening/listening_test --gtest_brief=1 --gtest_filter='Exactness.*'
}

kill_cycles() { against_release tests/kill/run "$@"; }

send_under_faults() {
    [ $# -gt 0 ] || set -- --sends 10000
    against_release tests/faults/run "$@"
}

against_release() {
    need_packages build test
    need_web
    need_test_modules
    build_targets release
    RAPPORT_BIN=$root/$rapport_binary exec "$@"
}
