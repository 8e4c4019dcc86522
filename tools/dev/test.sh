# Everything that can be tested, part by part: each part goes on after a failure, and all are counted together.
# shellcheck shell=bash

test_logs=build/test-logs

run_tests() {
    local parts=("$@") part began=$SECONDS timings=""
    [ $# -gt 0 ] || parts=(check unit web e2e)
    need_packages build check test
    rm -rf "$test_logs"
    mkdir -p "$test_logs"
    : >"$test_logs/results"
    timings+=$(timing packages $((SECONDS - began)))
    for part in "${parts[@]}"; do
        began=$SECONDS
        # A process of its own: inside `if`, bash would no longer stop at the first error.
        "$root/dev" part "$part" || record "not ok $part: this part did not run to its end, see above"
        timings+=$'\n'$(timing "$part" $((SECONDS - began)))
    done
    headline "Where the time went"
    say "$timings"$'\n'"$(timing together "$SECONDS")"
    conclude
}

timing() { printf '%-10s %5d s' "$1" "$2"; }

run_part() {
    case $1 in
        check) test_checks ;;
        unit) test_units ;;
        web) test_web ;;
        e2e) test_end_to_end ;;
        e2e:*) test_end_to_end "tests/${1#e2e:}/run" ;;
        *) wrong_usage "there is no part '$1' to test: check, unit, web, e2e or e2e:NAME" ;;
    esac
}

# Each line of the file is one case: "ok NAME", "not ok NAME: why" or "skip NAME: why".
record() { printf '%s\n' "$@" >>"$test_logs/results"; }
record_from() { { grep -E '^(ok|not ok|skip) ' || true; } >>"$test_logs/results"; }

test_checks() {
    "$root/dev" check >"$test_logs/check.log" 2>&1 || true
    cat "$test_logs/check.log"
    grep -Eq '^(ok|not ok) ' "$test_logs/check.log" || die "./dev check came to no result"
    record_from <"$test_logs/check.log"
}

# The stores' tests run on SQLite and on the PostgreSQL that tools/with_postgres starts for them.
test_units() {
    local with=() logs=$test_logs/unit
    build_targets dev
    mkdir -p "$logs"
    headline "Unit tests"
    [ ! -x tools/with_postgres ] || with=(tools/with_postgres)
    GTEST_OUTPUT=xml:$root/$logs/ "${with[@]}" ctest --test-dir build/dev -j "$(nproc)" --output-on-failure \
        --no-tests=error --output-junit "$root/$logs/ctest.junit" >"$logs/log" 2>&1 || tail -n 150 "$logs/log"
    tools/tally units "$logs" >"$logs/cases" || die "the results of ctest cannot be read ($logs/log)"
    summary "unit" <"$logs/cases"
    record_from <"$logs/cases"
}

test_web() {
    local logs=$test_logs/web status=0
    [ -f web/package.json ] || { record "skip web: there is no web/ yet"; return 0; }
    mkdir -p "$logs"
    need_web
    headline "Web: types and unit tests"
    one_command web/check bash -c 'cd web && npm run --silent check'
    ! grep -q '"budget":' web/package.json || one_command web/budget bash -c 'cd web && npm run --silent budget'
    (cd web && npm test --silent -- --reporter=default --reporter=json --outputFile.json="$root/$logs/report.json") \
        >"$logs/log" 2>&1 || status=$?
    tools/tally web "$logs/report.json" $status >"$logs/cases"
    ! grep -q '^not ok' "$logs/cases" || tail -n 80 "$logs/log"
    summary web <"$logs/cases"
    record_from <"$logs/cases"
}

# one_command NAME COMMAND…: one case, its output shown when it fails
one_command() {
    local name=$1 log=$test_logs/${1//\//-}.log
    shift
    if "$@" >"$log" 2>&1; then
        record "ok $name"
    else
        tail -n 60 "$log"
        record "not ok $name: exit code not 0, see $log"
    fi
}

# tests/NAME/run prints a line a case, as `record` takes them, and exits 0 only when none failed.
test_end_to_end() {
    local script
    need_web
    has_server || { record "skip e2e: there is no server yet"; return 0; }
    need_test_modules
    build_targets release rapport email_live_test
    [ $# -gt 0 ] || set -- tests/*/run
    for script; do
        [ ! -x "$script" ] || end_to_end "$script"
    done
}

end_to_end() {
    local script=$1 name log status=0 began=$SECONDS
    name=$(basename "$(dirname "$script")")
    log=$test_logs/e2e-$name.log
    headline "End to end: $name"
    RAPPORT_BIN=$root/$rapport_binary timeout --kill-after=15 "$(time_limit "$script")" \
        "$script" >"$log" 2>&1 </dev/null || status=$?
    tools/tally script "$name" $status <"$log" >"$log.cases"
    ! grep -q '^not ok' "$log.cases" || tail -n 60 "$log"
    summary "e2e/$name, $((SECONDS - began)) s" <"$log.cases"
    record_from <"$log.cases"
}

# Ten minutes, unless a line of the script says "# time limit: N s".
time_limit() {
    local limit
    limit=$(sed -n 's/^# time limit: *\([0-9]*\) *s$/\1/p' "$1" | head -n 1)
    echo "${limit:-600}"
}

# The failures and a count; the names of what passed are in the logs.
summary() {
    local cases
    cases=$(cat)
    { grep '^not ok' <<<"$cases" || true; }
    say "$1: $(count '^ok ' <<<"$cases") passed, $(count '^not ok ' <<<"$cases") failed, $(count '^skip ' <<<"$cases") skipped"
}

count() { grep -c "$1" || true; }

conclude() {
    local passed failed skipped
    passed=$(count '^ok ' <"$test_logs/results")
    failed=$(count '^not ok ' <"$test_logs/results")
    skipped=$(count '^skip ' <"$test_logs/results")
    if [ "$skipped" -gt 0 ]; then
        headline "Skipped"
        sed -n 's/^skip [^:]*: *//p' "$test_logs/results" | sort | uniq -c | sort -rn | head -n 20
    fi
    if [ "$failed" -gt 0 ]; then
        headline "Failed"
        grep '^not ok' "$test_logs/results"
    fi
    say ''
    if [ "$skipped" -gt 0 ]; then
        say "$passed passed, $failed failed, $skipped skipped"
    else
        say "$passed passed, $failed failed"
    fi
    [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
}
