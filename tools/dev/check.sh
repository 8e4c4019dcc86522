# Fast looks at the code: each is one case, and all of them run even when one fails.
# shellcheck shell=bash

check() {
    local scope=changed failures=0
    case ${1:-} in
        '') ;;
        --all) scope=all ;;
        *) wrong_usage "usage: ./dev check [--all]" ;;
    esac
    need_packages build check
    one_check format check_format
    one_check layers tools/check_layers
    one_check 'layers are really checked' tools/check_layers_test
    one_check 'failures are counted as such' tools/tally_test
    one_check 'door scripts' check_scripts
    one_check 'generated files' tools/generate --check
    one_check 'stale files are really found' tools/generate_test
    one_check "clang-tidy, $scope files" check_tidy "$scope"
    one_check style tools/style_figures
    [ $failures -eq 0 ] || die "$failures checks failed"
}

# Prints "ok check/NAME" or "not ok check/NAME: why", what the check said before it.
one_check() {
    local name=$1 began=$SECONDS output
    shift
    if output=$("$@" 2>&1); then
        [ -z "$output" ] || say "$output"
        say "ok check/$name ($((SECONDS - began)) s)"
    else
        say "$output"
        say "not ok check/$name: $(printf '%s\n' "$output" | tail -n 1)"
        failures=$((failures + 1))
    fi
}

# Every C++ file of ours, new ones included.
cpp_files() { git ls-files -co --exclude-standard -- 'src/*.?pp' 'bench/*.?pp' 'fuzz/*.?pp' | existing; }
existing() { while IFS= read -r file; do [ ! -f "$file" ] || printf '%s\n' "$file"; done; }

check_format() {
    local unformatted
    unformatted=$(cpp_files | xargs -r -n 20 -P "$(nproc)" clang-format-14 --dry-run 2>&1 |
        sed -n 's/^\([^:]*\):.*clang-format-violations.*/\1/p' | sort -u)
    [ -n "$unformatted" ] || return 0
    say "run clang-format-14 -i on: ${unformatted//$'\n'/ }"
    return 1
}

# Only programs are named here; what they source is checked with them. A variable may come from a file made at run time.
check_scripts() {
    local scripts
    mapfile -t scripts < <(git ls-files -co --exclude-standard -- dev .ci tools tests packaging | existing |
        while IFS= read -r file; do if head -n 1 "$file" | grep -Eaq '^#!.*\b(bash|sh)$'; then echo "$file"; fi; done)
    shellcheck -x -a -S warning -e SC2154 "${scripts[@]}"
}

# Files that differ from the main branch; where that is this very commit, the files of the last commit.
changed_files() {
    local base=HEAD~1 main
    for main in origin/main main; do
        git rev-parse -q --verify "$main^{commit}" >/dev/null || continue
        [ "$(git rev-parse "$main")" = "$(git rev-parse HEAD)" ] || base=$(git merge-base "$main" HEAD)
        break
    done
    git rev-parse -q --verify "$base" >/dev/null || base=$(git hash-object -t tree /dev/null)
    { git diff --name-only "$base" -- src bench; git ls-files -o --exclude-standard -- src bench; } | existing
}

check_tidy() {
    local files
    configure dev || return 1
    tools/compile_commands build/dev build/tidy || return 1
    mapfile -t files < <(if [ "$1" = all ]; then cpp_files; else changed_files; fi | grep '\.cpp$' | grep -v '_test\.cpp$' |
        tools/compile_commands --known build/tidy)
    [ ${#files[@]} -gt 0 ] || { say "no file to look at"; return 0; }
    printf '%s\n' "${files[@]}" | nice xargs -n 1 -P "$(nproc)" clang-tidy-14 -p build/tidy --quiet >build/tidy/log 2>&1 || {
        grep -E -A3 '(warning|error):' build/tidy/log | head -n 60
        say "clang-tidy-14 objects to $(grep -cE '(warning|error):' build/tidy/log) places (build/tidy/log)"
        return 1
    }
    say "${#files[@]} files looked at"
}
