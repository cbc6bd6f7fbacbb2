#!/usr/bin/env bash
# Runs a command once in a task of the revision that register.sh registered, with the service's network.
# usage: migrate.sh NAME SERVICE_NAME CLUSTER SERVICE CONTAINER COMMAND…
set -euo pipefail
name=${1:?name} of=${2:?name of the service} cluster=${3:?cluster} service=${4:?service} container=${5:?container}
shift 5
[[ $# -gt 0 ]] || { echo "usage: migrate.sh NAME SERVICE_NAME CLUSTER SERVICE CONTAINER COMMAND…" >&2; exit 2; }

input=$(aws ecs describe-services --cluster "$cluster" --services "$service" --query 'services[0]' --output json |
  jq --compact-output --arg container "$container" --arg cluster "$cluster" --arg revision "$(<"${RELEASE:-.release}/$of.new")" '{
    cluster: $cluster,
    taskDefinition: $revision,
    networkConfiguration,
    overrides: {containerOverrides: [{name: $container, command: $ARGS.positional}]}
  } + if (.capacityProviderStrategy // []) == [] then {launchType: "FARGATE"} else {capacityProviderStrategy} end' --args -- "$@")
exec bash "$(dirname "$0")/task.sh" "$name" "$input" "$container"
