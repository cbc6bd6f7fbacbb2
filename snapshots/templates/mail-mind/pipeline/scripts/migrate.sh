#!/usr/bin/env bash
# Runs a command once in a task of the revision that register.sh registered, with the service's network, and fails where
# it fails.
# usage: migrate.sh NAME CLUSTER SERVICE CONTAINER COMMAND…
set -euo pipefail
name=${1:?name} cluster=${2:?cluster} service=${3:?service} container=${4:?container}
shift 4
[[ $# -gt 0 ]] || { echo "usage: migrate.sh NAME CLUSTER SERVICE CONTAINER COMMAND…" >&2; exit 2; }
revision=$(<"${RELEASE:-.release}/$name.new")

overrides=$(jq --null-input --compact-output --arg container "$container" '{containerOverrides: [{name: $container, command: $ARGS.positional}]}' --args -- "$@")
found=$(aws ecs describe-services --cluster "$cluster" --services "$service" --query 'services[0]' --output json)
network=$(jq --compact-output .networkConfiguration <<<"$found")
launch=(--launch-type FARGATE)
if jq --exit-status '(.capacityProviderStrategy // []) | length > 0' <<<"$found" >/dev/null; then
  launch=(--capacity-provider-strategy "$(jq --compact-output .capacityProviderStrategy <<<"$found")")
fi
started=$(aws ecs run-task --cluster "$cluster" --task-definition "$revision" --network-configuration "$network" "${launch[@]}" \
  --overrides "$overrides" --started-by "release" --output json)
task=$(jq --raw-output '.tasks[0].taskArn // empty' <<<"$started")
if [[ -z $task ]]; then
  jq .failures <<<"$started" >&2
  exit 1
fi
echo "$name: $* runs in ${task##*/}"

deadline=$((SECONDS + ${MIGRATION_SECONDS:-3600}))
while :; do
  state=$(aws ecs describe-tasks --cluster "$cluster" --tasks "$task" --query 'tasks[0]' --output json)
  [[ $(jq --raw-output .lastStatus <<<"$state") != STOPPED ]] || break
  if ((SECONDS > deadline)); then
    aws ecs stop-task --cluster "$cluster" --task "$task" --reason "longer than ${MIGRATION_SECONDS:-3600} s" --query task.lastStatus >&2
    exit 1
  fi
  sleep 10
done
code=$(jq --raw-output --arg container "$container" '.containers[] | select(.name == $container) | .exitCode // "none"' <<<"$state")
if [[ $code != 0 ]]; then
  echo "$name: exit code $code: $(jq --raw-output .stoppedReason <<<"$state")" >&2
  exit 1
fi
echo "$name: done"
