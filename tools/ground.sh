# The ground that ./run, ./test and .ci/run stand on: packages, and a build that shows how far it is.
# Sourced by them, with `set -euo pipefail`. All that it says goes to standard error.

ground_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
ground_logs=$ground_root/build/logs

# What building takes, what the checks take on top, and what only Bazel needs.
ground_build_packages=(
  clang-19 lld-19 cmake ninja-build ccache
  libabsl-dev libgmp-dev libedit-dev libcapstone-dev libgtest-dev libgmock-dev
  python3 unicode-data
)
ground_check_packages=(clang-format-19 libclang-rt-19-dev llvm-19 git)
ground_bazel_packages=(bazel-bootstrap libbenchmark-dev)

ground_say() { printf '%s\n' "$*" >&2; }

# Runs apt-get or the like as root.
ground_as_root() {
  if (( EUID == 0 )); then
    env DEBIAN_FRONTEND=noninteractive "$@"
  else
    sudo env DEBIAN_FRONTEND=noninteractive "$@"
  fi
}

# ground_show LABEL REGEX: copies what REGEX's first group finds in standard input's lines to one line
# that is redrawn in place or, when nobody watches, to a new line every 20 seconds.
ground_show() {
  local label=$1 regex=$2 line text next=$((SECONDS + 20)) drawn=
  while IFS= read -r line; do
    [[ $line =~ $regex ]] || continue
    text="$label: ${BASH_REMATCH[1]}"
    if [[ -t 2 ]]; then
      printf '\r\033[K%s' "${text:0:78}" >&2
      drawn=yes
    elif (( SECONDS >= next )); then
      ground_say "  ${text:0:98}"
      next=$((SECONDS + 20))
    fi
  done
  [[ -z $drawn ]] || printf '\r\033[K' >&2
}

# ground_step LABEL REGEX COMMAND...: runs the command with its output in a log, showing progress. If
# it fails, prints the log's end and returns its exit code.
ground_step() {
  local label=$1 regex=$2 log code=0
  shift 2
  mkdir -p "$ground_logs"
  log=$ground_logs/$(tr -cs 'a-z0-9\n' '-' <<<"${label,,}").log
  rm -f "$log.code"
  # The braces keep the exit code of the command, not that of what shows its progress.
  { "$@" 2>&1 </dev/null || echo $? >"$log.code"; } | tee "$log" | ground_show "$label" "$regex"
  if [[ -e $log.code ]]; then
    code=$(<"$log.code")
    rm -f "$log.code"
    tail -n 60 "$log" >&2
    ground_say "$label failed (exit code $code). All of it: $log"
  fi
  return "$code"
}

# ground_install PACKAGE...: installs those that are missing.
ground_install() {
  local package missing=()
  if ! command -v apt-get >/dev/null; then
    ground_say "No apt-get here: Krait's scripts know Debian 12. It needs what these packages hold: $*"
    return 0
  fi
  declare -A installed=()
  while read -r package _; do
    installed[$package]=yes
  done < <(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "$@" 2>/dev/null | grep ' installed$')
  for package; do
    [[ -n ${installed[$package]:-} ]] || missing+=("$package")
  done
  (( ${#missing[@]} )) || return 0

  ground_say "Installing ${missing[*]}"
  if (( EUID != 0 )) && ! command -v sudo >/dev/null; then
    ground_say "That takes root's rights and there is no sudo. As root: apt-get install ${missing[*]}"
    return 1
  fi
  # A mirror that is away matters only if what is missing is not to be had.
  ground_step "Updating the package lists" '^(.*)$' ground_as_root apt-get update || true
  ground_step "Installing packages" '^(Get:[0-9]+|Unpacking [^ ]+|Setting up [^ ]+)' \
    ground_as_root apt-get install -y --no-install-recommends "${missing[@]}"
}

# ground_build PRESET [TARGET...]: configures if that was never done, and builds (everything).
ground_build() {
  local preset=$1 tree=$ground_root/build/$1 target arguments=()
  shift
  for target; do arguments+=(--target "$target"); done
  if [[ ! -e $tree/build.ninja ]]; then
    ground_step "Configuring $preset" '^-- (.*)$' \
      cmake -S "$ground_root" --preset "$preset" || return
  fi
  ground_step "Building $preset" '^\[([1-9][0-9]*/[0-9]+)\]' \
    cmake --build "$tree" "${arguments[@]}"
}

# Counts of what passed and failed, over all parts of a run.
ground_passed=0
ground_failed=0

# ground_count LINE: adds a part's 'N passed, N failed'; a part without such a line is one failure.
ground_count() {
  if [[ $1 =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then
    ground_passed=$((ground_passed + BASH_REMATCH[1]))
    ground_failed=$((ground_failed + BASH_REMATCH[2]))
  else
    ground_failed=$((ground_failed + 1))
  fi
}

# Ends the script with the sum of all counts, and with exit code 0 if nothing failed.
ground_finish() {
  echo "$ground_passed passed, $ground_failed failed"
  exit $((ground_failed > 0))
}
