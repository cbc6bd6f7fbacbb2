#!/usr/bin/env bash
# The figures of the README, side by side with other tools on the same two workloads.
#   bench/bench.sh                    build what is ours and the floors, then measure everything that is installed
#   bench/bench.sh install            install the peers into their folders (needs node, npm, python3 and the registries)
#   bench/bench.sh w1|edit|w2 ...     some of the tables; options: --rounds N, --only REGEX
set -euo pipefail
cd "$(dirname "$0")"

if [ "${1:-}" = install ]; then
    (cd cdk && npm ci --no-audit --no-fund)
    (cd cdktf && npm ci --no-audit --no-fund)
    (cd troposphere && python3 -m venv venv && venv/bin/pip install --quiet --requirement requirements.txt)
    (cd rusty-cdk && cargo build --quiet --locked)
    exit
fi

(cd .. && cargo build --quiet --release --package stacks --examples)
(cd serde-floor && cargo build --quiet --release --locked)
exec python3 bench.py "$@"
