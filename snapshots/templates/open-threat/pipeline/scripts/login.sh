#!/usr/bin/env bash
# Logs in to the registry of a repository: a private one of ECR, or GitHub's. Others are open to everybody.
# usage: login.sh REPOSITORY
set -euo pipefail
registry=${1:?repository}
registry=${registry%%/*}
if [[ $registry == *.dkr.ecr.*.amazonaws.com* ]]; then
  region=${registry#*.dkr.ecr.} region=${region%%.*}
  aws ecr get-login-password --region "$region" | docker login --username AWS --password-stdin "$registry"
elif [[ $registry == ghcr.io ]]; then
  docker login --username "${GITHUB_ACTOR:?}" --password-stdin "$registry" <<<"${GITHUB_TOKEN:?}"
fi
