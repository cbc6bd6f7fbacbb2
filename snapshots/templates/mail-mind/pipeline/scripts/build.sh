#!/usr/bin/env bash
# Builds an image and pushes it under a tag that never moves. One that is there already is left alone, and one that was
# built of this commit, in this repository or in $FROM, is not built again: what was tested is what is released.
# usage: [FROM=REPOSITORY_NAME] build.sh REPOSITORY TAG CONTEXT DOCKERFILE PLATFORM SCAN [ARGUMENT=VALUE…]
set -euo pipefail
repository=${1:?repository} tag=${2:?tag} context=${3:?context} dockerfile=${4:?Dockerfile} platform=${5:?platform} scan=${6:?yes or no}
shift 6
here=$(dirname "$0")
image=$repository:$tag
there() { docker manifest inspect "$1" >/dev/null 2>&1; }

if [[ ${PUSH:-yes} == yes ]]; then
  bash "$here/login.sh" "$repository"
  if there "$image"; then
    echo "$image is there already"
    exit 0
  fi
  from=$repository
  if [[ -n ${FROM:-} ]]; then
    from=$(aws ecr describe-repositories --repository-names "$FROM" --query 'repositories[0].repositoryUri' --output text) || from=$repository
    bash "$here/login.sh" "$from"
  fi
  if there "$from:sha-${GITHUB_SHA:-}"; then
    exec bash "$here/copy.sh" "$from:sha-$GITHUB_SHA" "$repository" "$tag"
  fi
fi

arguments=()
for argument in "$@"; do
  arguments+=(--build-arg "$argument")
done
docker buildx build --load --provenance=false --platform "$platform" --file "$dockerfile" --tag "$image" "${arguments[@]}" "$context"
if [[ $scan == yes ]]; then
  docker run --rm --volume /var/run/docker.sock:/var/run/docker.sock "${TRIVY:-aquasec/trivy:0.58.1}" \
    image --exit-code 1 --severity HIGH,CRITICAL --ignore-unfixed --no-progress "$image"
fi
if [[ ${PUSH:-yes} == yes ]]; then
  # Another workflow of the same tag may have been faster.
  docker push "$image" || there "$image"
fi
