#!/usr/bin/env bash
# Registers a revision of a service's task definition: the one that runs, with another image. The service goes on as it is;
# schedules and events start the newest revision of the family from now on. Its tag `release` says what is thought of it:
# `trying` until keep.sh says `good`.
# Remembers in the folder $RELEASE (.release): NAME.old, the image of before; NAME.new, the revision.
# usage: register.sh NAME CLUSTER SERVICE CONTAINER IMAGE trying|good [VARIABLE]        VARIABLE gets the image's tag
set -euo pipefail
name=${1:?name} cluster=${2:?cluster} service=${3:?service} container=${4:?container} image=${5:?image} state=${6:?trying or good}
variable=${7:-}
release=${RELEASE:-.release}
mkdir -p "$release"

old=$(aws ecs describe-services --cluster "$cluster" --services "$service" --query 'services[0].taskDefinition' --output text)
found=$(aws ecs describe-task-definition --task-definition "$old" --include TAGS --output json)
before=$(jq --raw-output --arg container "$container" '.taskDefinition.containerDefinitions[] | select(.name == $container) | .image' <<<"$found")
[[ -n $before ]] || { echo "$name: ${old##*/} has no container $container" >&2; exit 1; }
# AWS alone may give tags whose keys begin with aws:.
jq --arg container "$container" --arg image "$image" --arg state "$state" --arg variable "$variable" --arg tag "${image##*:}" '
  ((.tags // []) | map(select(.key != "release" and (.key | startswith("aws:") | not)))) as $tags
  | .taskDefinition
  | .containerDefinitions |= map(if .name == $container then
      .image = $image
      | if $variable == "" then . else .environment = [((.environment // [])[] | select(.name != $variable)), {name: $variable, value: $tag}] end
    else . end)
  | del(.taskDefinitionArn, .revision, .status, .requiresAttributes, .compatibilities, .registeredAt, .registeredBy, .deregisteredAt)
  | .tags = $tags + [{key: "release", value: $state}]' <<<"$found" >"$release/$name.json"
new=$(aws ecs register-task-definition --cli-input-json "file://$release/$name.json" --query taskDefinition.taskDefinitionArn --output text)
[[ -s $release/$name.old ]] || printf '%s\n' "$before" >"$release/$name.old"
printf '%s\n' "$new" >"$release/$name.new"
echo "$name: ${old##*/} runs, ${new##*/} is registered with $image"
