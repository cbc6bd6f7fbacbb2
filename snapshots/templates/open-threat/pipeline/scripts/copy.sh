#!/usr/bin/env bash
# Copies an image as it is, unless it is there already: tags never move.
# usage: copy.sh SOURCE REPOSITORY [TAG]        TAG is the source's where it is left out
set -euo pipefail
source=${1:?source} repository=${2:?repository} tag=${3:-${1##*:}}
here=$(dirname "$0")
bash "$here/login.sh" "$repository"
if docker manifest inspect "$repository:$tag" >/dev/null 2>&1; then
  echo "$repository:$tag is there already"
  exit 0
fi
bash "$here/login.sh" "$source"
docker buildx imagetools create --prefer-index=false --tag "$repository:$tag" "$source"
echo "$repository:$tag is $source"
