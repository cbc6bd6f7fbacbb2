#!/usr/bin/env bash
# Registers a new revision of a service's task definition: the one that runs, with another image. Nothing starts yet.
# Remembers both in the folder $RELEASE (.release): NAME.old to roll back to, NAME.new to deploy.
# usage: register.sh NAME CLUSTER SERVICE CONTAINER IMAGE
set -euo pipefail
name=${1:?name} cluster=${2:?cluster} service=${3:?service} container=${4:?container} image=${5:?image}
release=${RELEASE:-.release}
mkdir -p "$release"

old=$(aws ecs describe-services --cluster "$cluster" --services "$service" --query 'services[0].taskDefinition' --output text)
aws ecs describe-task-definition --task-definition "$old" --include TAGS --output json |
  jq --arg container "$container" --arg image "$image" '
    if any(.taskDefinition.containerDefinitions[]; .name == $container) then . else error("there is no container \($container)") end
    | (.tags // []) as $tags
    | .taskDefinition
    | .containerDefinitions |= map(if .name == $container then .image = $image else . end)
    | del(.taskDefinitionArn, .revision, .status, .requiresAttributes, .compatibilities, .registeredAt, .registeredBy, .deregisteredAt)
    | if ($tags | length) > 0 then .tags = $tags else . end' >"$release/$name.json"
new=$(aws ecs register-task-definition --cli-input-json "file://$release/$name.json" --query taskDefinition.taskDefinitionArn --output text)
printf '%s\n' "$old" >"$release/$name.old"
printf '%s\n' "$new" >"$release/$name.new"
echo "$name: ${old##*/} runs, ${new##*/} is registered"
