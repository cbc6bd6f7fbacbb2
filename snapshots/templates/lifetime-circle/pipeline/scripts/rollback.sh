#!/usr/bin/env bash
# Gives a service an earlier image: the revision that runs, with that image, is registered once more, so that what the
# infrastructure has changed meanwhile stays, and what schedules start goes back too. deploy.sh waits for the end.
# undo: the image of before this release, where it has registered a revision. back: the newest image with this tag; without
# a tag, that of the newest release that succeeded, and what runs is remembered as `bad`: going back once more goes on from
# there.
# usage: rollback.sh undo NAME CLUSTER SERVICE CONTAINER [VARIABLE]
#        rollback.sh back NAME CLUSTER SERVICE CONTAINER VARIABLE [TAG]
set -euo pipefail
verb=${1:?undo or back} name=${2:?name} cluster=${3:?cluster} service=${4:?service} container=${5:?container} variable=${6:-} tag=${7:-}
here=$(dirname "$0")
old=${RELEASE:-.release}/$name.old
# What the release started is not what is waited for from now on.
rm -f "${RELEASE:-.release}/$name.started"

described() { aws ecs describe-task-definition --task-definition "$1" --include TAGS --output json; }
image_of() { jq --raw-output --arg container "$container" '.taskDefinition.containerDefinitions[] | select(.name == $container) | .image'; }

if [[ $verb == undo && ! -s $old ]]; then
  echo "$name: nothing to take back"
  exit 0
fi
current=$(aws ecs describe-services --cluster "$cluster" --services "$service" --query 'services[0].taskDefinition' --output text)
running=$(described "$current" | image_of)
image="" bad=" $running "
if [[ $verb == undo ]]; then
  image=$(<"$old")
else
  for ((number = ${current##*:}; number > 0 && number > ${current##*:} - 200; number--)); do
    # A revision that was deleted cannot be described; one that was deregistered can.
    found=$(described "${current%:*}:$number" 2>/dev/null) || continue
    candidate=$(image_of <<<"$found")
    state=$(jq --raw-output '[.tags[]? | select(.key == "release") | .value][0] // "good"' <<<"$found")
    [[ $state != bad ]] || bad+="$candidate "
    if [[ -n $tag && $candidate == *":$tag" || -z $tag && $state == good && $bad != *" $candidate "* ]]; then
      image=$candidate
      break
    fi
  done
fi
if [[ -z $image ]]; then
  echo "$name: there is no earlier release${tag:+ with the tag $tag}" >&2
  exit 1
fi
if [[ $verb == back && -z $tag ]]; then
  aws ecs tag-resource --resource-arn "$current" --tags key=release,value=bad
fi
bash "$here/register.sh" "$name" "$cluster" "$service" "$container" "$image" good "$variable"
if [[ $image == "$running" ]]; then
  echo "$name: $image is what runs"
else
  echo "$name: back to $image"
  bash "$here/deploy.sh" start "$name" "$cluster" "$service"
fi
