#!/usr/bin/env bash
# Asks until the system answers with a status below 400, for about five minutes.
# usage: smoke.sh URL
set -euo pipefail
url=${1:?URL}
curl --fail --silent --show-error --location --max-time 10 --retry 30 --retry-delay 10 --retry-all-errors --output /dev/null --write-out '%{url_effective}: %{http_code} after %{time_total} s\n' "$url"
