#!/usr/bin/env bash
# The look of the C++ sources, as .clang-format has it.
#   tools/format.sh check    names the files that differ; exit code 1 if any
#   tools/format.sh fix      rewrites them
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

clang_format=$(command -v clang-format-19) || {
  echo "tools/format.sh: clang-format-19 is not installed (apt-get install clang-format-19)" >&2
  exit 2
}

# All sources that git knows or could know; without git, all that stand outside build trees.
list_sources() {
  if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
    git ls-files -z --cached --others --exclude-standard -- '*.cc' '*.h' |
      while IFS= read -r -d '' file; do [[ -f $file ]] && printf '%s\0' "$file"; done
  else
    find . \( -name build -o -name .git \) -prune -o \
      -type f \( -name '*.cc' -o -name '*.h' \) -printf '%P\0'
  fi
}

mapfile -d '' -t sources < <(list_sources)
if (( ${#sources[@]} == 0 )); then
  echo "No C++ sources."
  exit 0
fi

# Prints the sources that clang-format would change.
list_unformatted() {
  printf '%s\0' "${sources[@]}" |
    xargs -0 -n 8 -P "$(nproc)" "$clang_format" --dry-run --ferror-limit=1 2>&1 |
    sed -nE 's/^(.+):[0-9]+:[0-9]+: warning: code should be clang-formatted.*/\1/p' | sort -u
}

case "${1:-}" in
  check)
    unformatted=$(list_unformatted)
    if [[ -n $unformatted ]]; then
      printf '%s\n' "$unformatted"
      echo "Not formatted: the files above. 'tools/format.sh fix' mends them." >&2
      exit 1
    fi
    echo "${#sources[@]} sources are well formatted."
    ;;
  fix)
    printf '%s\0' "${sources[@]}" | xargs -0 -n 8 -P "$(nproc)" "$clang_format" -i
    echo "${#sources[@]} sources are well formatted now."
    ;;
  *)
    echo "usage: tools/format.sh check|fix" >&2
    exit 2
    ;;
esac
