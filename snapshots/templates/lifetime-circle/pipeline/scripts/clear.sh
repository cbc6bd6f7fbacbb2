#!/usr/bin/env bash
# Makes way for a rollback: releases that wait are cancelled, they have changed nothing. Where one runs, it is not decided
# here what is gone back from: cancel it, and it takes itself back.
# usage: clear.sh WORKFLOW…
set -euo pipefail
runs() { gh run list --workflow "$1" --status "$2" --json databaseId --jq '.[].databaseId'; }

for workflow in "$@"; do
  running=$(runs "$workflow" in_progress)
  if [[ -n $running ]]; then
    echo "$workflow runs. To take that release back, cancel it instead: gh run cancel ${running%%$'\n'*}" >&2
    exit 1
  fi
  for status in waiting pending queued; do
    for run in $(runs "$workflow" "$status"); do
      echo "$workflow: cancels $run, which is $status"
      gh run cancel "$run"
    done
  done
done
