# What the scripts at the root share: stages with progress, one log for each, and a plain sentence when one fails.
# Sourced by run, test, bench and tools/install; the caller has set `root` to the top of the tree.
# shellcheck shell=bash

logs=${root:?}/build/logs
stage_child=

say() { printf '%s\n' "$*"; }

# die SENTENCE...: says what went wrong on standard error and stops.
die() {
  printf '%s\n' "$@" >&2
  exit 1
}

# Ctrl-C stops the running stage and everything it started (each stage is a process group of its own).
stage_stop() {
  trap - INT TERM
  if [ -n "$stage_child" ]; then
    kill -TERM -- "-$stage_child" 2>/dev/null || true
    wait "$stage_child" 2>/dev/null || true
  fi
  printf '\nStopped. The next start goes on from here.\n' >&2
  exit 130
}
trap stage_stop INT TERM

# The newest thing a log says about how far it is: ninja's and our own [done/total], or nothing.
stage_progress() {
  tail -c 4096 "$1" 2>/dev/null | tr '\r' '\n' | grep -o '^\[[0-9]*/[0-9]*\]' | tail -n 1
}

# stage NAME WORDS COMMAND...: runs the command with its output in build/logs/NAME.log, saying WORDS, how far it is and
# how long it took. On a terminal the line is rewritten in place; elsewhere it is repeated every 20 seconds.
stage() {
  local words=$2 log=$logs/$1.log began=$SECONDS shown=$SECONDS progress status=0
  shift 2
  mkdir -p "$logs"
  : >"$log"
  [ -t 1 ] && printf '  %s …' "$words" || printf '  %s …\n' "$words"
  set -m
  "$@" >"$log" 2>&1 </dev/null &
  stage_child=$!
  set +m
  while kill -0 "$stage_child" 2>/dev/null; do
    sleep 0.1
    if [ -t 1 ]; then
      progress=$(stage_progress "$log")
      printf '\r\033[K  %s … %s %ss' "$words" "$progress" $((SECONDS - began))
    elif [ $((SECONDS - shown)) -ge 20 ]; then
      shown=$SECONDS
      printf '  %s … %s %ss\n' "$words" "$(stage_progress "$log")" $((SECONDS - began))
    fi
  done
  wait "$stage_child" || status=$?
  stage_child=
  [ -t 1 ] && printf '\r\033[K'
  if [ "$status" -ne 0 ]; then
    printf '  %s: failed after %ss\n\n' "$words" $((SECONDS - began)) >&2
    tail -n 25 "$log" | sed 's/^/    /' >&2
    die "" "That stage failed, and what follows it was not begun. The whole log: ${log#"$root/"}"
  fi
  printf '  %s: %ss\n' "$words" $((SECONDS - began))
}

# fingerprint PATH...: one hash over the names, sizes and times of all files under the paths. Cheap enough for each start.
fingerprint() {
  find "$@" -type f -not -path '*/node_modules/*' -printf '%p %s %T@\n' 2>/dev/null | LC_ALL=C sort | sha256sum |
    cut -d ' ' -f 1
}

# fresh STAMP HASH: whether the stamp file says that this very hash was built.
fresh() { [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]; }
