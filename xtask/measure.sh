#!/usr/bin/env bash
# The figures that this project watches, each as a median of some runs, ratios taken in one run.
#   bash xtask/measure.sh [--root] [RUNS]
# --root measures a warm `cargo test` at the root as well, once: that takes a quarter of an hour or more.
# Works on a clone in a temporary folder, so no learner's file is touched. Not a test: a busy
# machine gives other figures. It fails only if something that was measured did not end as it should.
set -euo pipefail

root=
if [ "${1:-}" = --root ]; then root=yes; shift; fi
runs=${1:-5}
course=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
git clone --quiet "$course" "$work/course"
cd "$work/course"
unset CARGO_TARGET_DIR
export CARGO_TERM_COLOR=never

now() { date +%s%N; }
median() { sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'; }
seconds() { awk -v ns="$1" 'BEGIN { printf "%.3f", ns / 1e9 }'; }
# Runs a command without its output. A sample of what went wrong is none: what does not end with one of the
# codes in $fine is written down, and told at the end. 3: green, but whether it is fast could not be told.
fine='0 3' failed=$work/failed
sample() {
    local code=0
    "$@" >/dev/null 2>&1 || code=$?
    case " $fine " in *" $code "*) ;; *) echo "$code: ${*//"$work/course/"/}" >>"$failed" ;; esac
}
# Nanoseconds that a command takes.
took() { local from; from=$(now); sample "$@"; echo $(($(now) - from)); }
# CPU seconds (user and system) of a command and all its children.
cpu() { local TIMEFORMAT='%U %S'; { time sample "$@"; } 2>&1 | awk '{ printf "%.1f", $1 + $2 }'; }

echo "cores: $(nproc), load: $(cut -d' ' -f1 /proc/loadavg 2>/dev/null || echo unknown), $(rustc --version)"

cargo fetch --quiet
echo
echo "cold"
echo "  the runner alone: $(cpu cargo build --quiet --profile xtask --package xtask --no-default-features) CPU s," \
    "$(find target/xtask/.fingerprint -mindepth 1 -maxdepth 1 | wc -l) build units"
# The first test of a stub is red.
echo "  then the first hint: $(fine=1 cpu cargo xtask) CPU s"

runner=$PWD/target/xtask/xtask
lesson=lesson03
folder=$(echo lessons/$lesson-*)
solution=${folder/lessons/solutions}

# The solution's modules, as a learner would have them when all is done.
cp "$solution"/src/*.rs "$folder/src/"
"$runner" check "$lesson" >/dev/null 2>&1 || echo "  (the solution of $lesson is not green: the figures below mean little)"
cargo test --quiet --package "$lesson" >/dev/null 2>&1 || true

# Changes a body without changing what it does: a new number in a comment inside the file.
edit() { local file=${1:-$folder/src/bounded.rs}; sed -i '/^\/\/ edit /d' "$file"; echo "// edit $(now)" >>"$file"; }

plain=() contract=() both=() enter=() unchanged=()
for _ in $(seq "$runs"); do
    edit; plain+=("$(took cargo test --package "$lesson")")
    edit; contract+=("$(took "$runner" check "$lesson" --stage contract)")
    edit; both+=("$(took "$runner" check "$lesson")")
    edit; enter+=("$(took cargo xtask check "$lesson" --stage contract)")
    sample "$runner" check "$lesson"
    unchanged+=("$(took "$runner" check "$lesson")")
done
of() { printf '%s\n' "$@" | median; }
p=$(of "${plain[@]}") c=$(of "${contract[@]}") b=$(of "${both[@]}") e=$(of "${enter[@]}") u=$(of "${unchanged[@]}")
echo
echo "edit of one exercise → verdict, medians of $runs"
echo "  cargo test judges all of $lesson, the runner the edited exercise; the others' verdicts it remembers"
echo "  plain cargo test -p $lesson:     $(seconds "$p") s"
echo "  contract, from the runner:       $(seconds "$c") s   ratio $(awk -v a="$c" -v b="$p" 'BEGIN { printf "%.2f", a / b }')"
echo "  contract, from Enter:            $(seconds "$e") s   $(seconds $((e - c))) s more"
echo "  contract and race:               $(seconds "$b") s"
echo "  nothing changed:                 $(seconds "$u") s"

# One exercise, saved in an editor: until `watch` has told, and until `check` has when somebody types it.
exercise=bounded
coproc WATCH { exec "$runner" watch "$lesson" --json 2>/dev/null; }
watcher=$WATCH_PID
trap 'kill "$watcher" 2>/dev/null || true; rm -rf "$work"' EXIT
verdict() { local line; read -r line <&"${WATCH[0]}"; }
verdict
# The first save leads it to this exercise.
edit; verdict
watch=() check=() plain=()
for _ in $(seq "$runs"); do
    from=$(now); edit; verdict; watch+=("$(($(now) - from))")
    # Else `watch` would judge beside those that are measured.
    kill -STOP "$watcher"
    edit; check+=("$(took "$runner" check "$lesson" "$exercise")")
    edit; plain+=("$(took cargo test --package "$lesson" --test contract "$exercise::")")
    kill -CONT "$watcher"; verdict
done
w=$(of "${watch[@]}") c=$(of "${check[@]}") p=$(of "${plain[@]}")
echo
echo "save → verdict, $lesson $exercise, medians of $runs"
echo "  watch:                           $(seconds "$w") s   $(seconds $((w - c))) s more than check"
echo "  check:                           $(seconds "$c") s"
echo "  plain cargo test (contract):     $(seconds "$p") s"

if [ -r "/proc/$watcher/stat" ]; then
    # User and system time in ticks.
    ticks() { local stat; stat=$(<"/proc/$watcher/stat"); set -- ${stat##*) }; echo $((${12} + ${13})); }
    from=$(ticks); sleep 20; to=$(ticks)
    echo "  watch, idle:                     $(awk -v t=$((to - from)) -v hz="$(getconf CLK_TCK)" 'BEGIN { printf "%.2f", t / hz / 20 * 100 }') % of a core"
    echo "  watch, memory:                   $(awk '/^VmRSS/ { printf "%.1f", $2 / 1024 }' "/proc/$watcher/status") MiB"
fi
kill "$watcher"

# The whole course, all of it done.
packages=()
for solution in solutions/lesson*; do
    folder=${solution/solutions/lessons}
    cp -r "$solution"/src/. "$folder/src/"
    packages+=(--package "$(sed -n 's/^name = "\(lesson[0-9]*\)"$/\1/p' "$folder/Cargo.toml" | head -n 1)")
done
# What could not be told of its speed is not tried again either: 3 is fine.
code=0; "$runner" check --keep-going >/dev/null 2>&1 || code=$?
case $code in 0 | 3) ;; *) echo "  (not all of it is green: the figures below mean little)" ;; esac
cargo test --quiet "${packages[@]}" >/dev/null 2>&1 || true
whole=() status=() plain=()
for _ in $(seq "$runs"); do
    whole+=("$(took "$runner" check)")
    status+=("$(took "$runner" status)")
    plain+=("$(took cargo test "${packages[@]}")")
done
w=$(of "${whole[@]}") s=$(of "${status[@]}") p=$(of "${plain[@]}")
echo
echo "the whole course ($((${#packages[@]} / 2)) lessons), nothing changed, medians of $runs"
echo "  check:                           $(seconds "$w") s"
echo "  status:                          $(seconds "$s") s"
echo "  plain cargo test (contract):     $(seconds "$p") s   ratio $(awk -v a="$w" -v b="$p" 'BEGIN { printf "%.3f", a / b }')"

# Lesson, exercise, and what else is typed. Where an exercise is about speed, its contract alone: a measurement takes
# as long as the machine is noisy.
exercises=(
    "lesson01 both" "lesson02 bank" "lesson03 bounded" "lesson04 pool"
    "lesson05 capture" "lesson06 connection" "lesson07 streams" "lesson08 threads --stage contract"
)
echo
echo "edit → verdict of the edited exercise, each lesson, medians of $runs"
for line in "${exercises[@]}"; do
    read -ra words <<<"$line"
    file=$(echo lessons/"${words[0]}"-*/src/"${words[1]}.rs")
    plainly=(cargo test --package "${words[0]}" --test contract "${words[1]}::")
    sample "$runner" check "${words[@]}"
    sample "${plainly[@]}"
    check=() plain=()
    for _ in $(seq "$runs"); do
        edit "$file"; check+=("$(took "$runner" check "${words[@]}")")
        edit "$file"; plain+=("$(took "${plainly[@]}")")
    done
    c=$(of "${check[@]}") p=$(of "${plain[@]}")
    printf '  %-35s%s s   plain cargo test (contract) %s s\n' "$line:" "$(seconds "$c")" "$(seconds "$p")"
done

if [ -n "$root" ]; then
    # The course as it is, and once before for what it remembers and builds.
    git checkout --quiet .
    sample cargo test
    echo
    echo "cargo test at the root, warm, once: $(seconds "$(took cargo test)") s"
fi

if [ -s "$failed" ]; then
    echo
    echo "Not every sample ended as it should, so its figures mean little (how often, exit code, command):"
    sort "$failed" | uniq -c
    exit 1
fi
