#!/usr/bin/env bash
# Asks for five minutes until each address itself answers with a status of 200 to 299: a redirection, as to a page to log
# in, is no answer.
# usage: smoke.sh URL…
set -euo pipefail
[[ $# -gt 0 ]] || { echo "usage: smoke.sh URL…" >&2; exit 2; }
deadline=$((SECONDS + ${SMOKE_SECONDS:-300}))
for url in "$@"; do
  until code=$(curl --silent --max-time 10 --output /dev/null --write-out '%{http_code}' "$url") && [[ $code == 2?? ]]; do
    ((SECONDS < deadline)) || { echo "$url: still ${code:-no answer}" >&2; exit 1; }
    sleep "${PAUSE:-10}"
  done
  echo "$url: $code"
done
