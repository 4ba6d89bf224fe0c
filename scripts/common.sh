# Sourced by every script here: strict mode, the project's folders, messages, stamps.
# shellcheck shell=bash
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
CACHE="$ROOT/.cache"
STAMPS="$CACHE/stamps"
VENV="$ROOT/.venv"
# shellcheck disable=SC2034 # used by the scripts that source this file
RELEASE="$ROOT/.build/release"
mkdir -p "$STAMPS"

# Passing this to commands keeps the machine's own Python settings out of the project's environment.
export PYTHONNOUSERSITE=1

say() { printf '\033[1m==>\033[0m %s\n' "$*"; }

# die MESSAGE [HINT...]: what is wrong, then what to do about it.
die() {
    printf '\033[31merror:\033[0m %s\n' "$1" >&2
    shift
    for hint in "$@"; do printf '       %s\n' "$hint" >&2; done
    exit 1
}

if [ ! -t 1 ] || [ -n "${NO_COLOR:-}" ]; then
    say() { printf '==> %s\n' "$*"; }
fi
if [ ! -t 2 ] || [ -n "${NO_COLOR:-}" ]; then
    die() {
        printf 'error: %s\n' "$1" >&2
        shift
        for hint in "$@"; do printf '       %s\n' "$hint" >&2; done
        exit 1
    }
fi

# stamped NAME KEY: true when the step NAME was finished with exactly this key.
stamped() { [ -f "$STAMPS/$1" ] && [ "$(cat "$STAMPS/$1")" = "$2" ]; }

# stamp NAME KEY: the step NAME is finished. Written last, so an interrupted step is done again.
stamp() {
    printf '%s' "$2" >"$STAMPS/$1.new"
    mv "$STAMPS/$1.new" "$STAMPS/$1"
}

sha256() { sha256sum "$1" | cut -d' ' -f1; }

# exclusively: one set-up at a time per project; a second one waits for the first.
exclusively() {
    exec 9>"$CACHE/lock"
    if ! flock -n 9; then
        say "Another set-up of this project is running; waiting for it"
        flock 9
    fi
}
