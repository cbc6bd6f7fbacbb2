#!/usr/bin/env bash
# Says of the revision that register.sh registered that its release has succeeded: rollback.sh goes back to such ones only.
# usage: keep.sh NAME
set -euo pipefail
name=${1:?name}
aws ecs tag-resource --resource-arn "$(<"${RELEASE:-.release}/$name.new")" --tags key=release,value=good
echo "$name: kept"
