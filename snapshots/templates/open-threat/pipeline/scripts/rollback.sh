#!/usr/bin/env bash
# Gives a service an earlier revision: the one of before this release; with a tag, the newest one with that image; else the
# one before the revision that runs.
# usage: rollback.sh NAME CLUSTER SERVICE CONTAINER [TAG]
set -euo pipefail
name=${1:?name} cluster=${2:?cluster} service=${3:?service} container=${4:?container} tag=${5:-}
here=$(dirname "$0")
old=${RELEASE:-.release}/$name.old

if [[ -z $tag && -s $old ]]; then
  exec bash "$here/deploy.sh" "$name" "$cluster" "$service" "$(<"$old")"
fi

current=$(aws ecs describe-services --cluster "$cluster" --services "$service" --query 'services[0].taskDefinition' --output text)
family=${current%:*}
for ((number = ${current##*:} - 1; number > 0 && number > ${current##*:} - 100; number--)); do
  # A revision that was deleted cannot be described.
  found=$(aws ecs describe-task-definition --task-definition "$family:$number" --query taskDefinition --output json 2>/dev/null) || continue
  [[ $(jq --raw-output .status <<<"$found") == ACTIVE ]] || continue
  image=$(jq --raw-output --arg container "$container" '.containerDefinitions[] | select(.name == $container) | .image' <<<"$found")
  if [[ -z $tag || $image == *":$tag" ]]; then
    echo "$name: back to $image"
    exec bash "$here/deploy.sh" "$name" "$cluster" "$service" "$family:$number"
  fi
done
echo "$name: there is no earlier revision${tag:+ with the tag $tag}" >&2
exit 1
