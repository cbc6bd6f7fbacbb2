#!/usr/bin/env bash
# Builds an image and pushes it under a tag that never moves; one that is there already is left alone.
# usage: build.sh REPOSITORY TAG CONTEXT DOCKERFILE PLATFORM SCAN [ARGUMENT=VALUE…]
set -euo pipefail
repository=${1:?repository} tag=${2:?tag} context=${3:?context} dockerfile=${4:?Dockerfile} platform=${5:?platform} scan=${6:?yes or no}
shift 6
image=$repository:$tag
registry=${repository%%/*}

if [[ $registry == *.dkr.ecr.*.amazonaws.com ]]; then
  region=${registry#*.dkr.ecr.} region=${region%%.*}
  aws ecr get-login-password --region "$region" | docker login --username AWS --password-stdin "$registry"
elif [[ $registry == ghcr.io ]]; then
  docker login --username "${GITHUB_ACTOR:?}" --password-stdin "$registry" <<<"${GITHUB_TOKEN:?}"
fi

if docker manifest inspect "$image" >/dev/null 2>&1; then
  echo "$image is there already"
  exit 0
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
  docker push "$image"
fi
