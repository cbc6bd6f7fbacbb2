#!/usr/bin/env bash
# start: gives a service the revision that register.sh registered. wait: until that deployment has ended; fails where ECS
# took it back. They are two so that a rollback reaches all services before it waits for the first.
# usage: deploy.sh start|wait NAME CLUSTER SERVICE
set -euo pipefail
verb=${1:?start or wait} name=${2:?name} cluster=${3:?cluster} service=${4:?service}
started=${RELEASE:-.release}/$name.started

newest() {
  aws ecs list-service-deployments --cluster "$cluster" --service "$service" --created-at "after=$(date --utc --date '-3 hours' +%FT%TZ)" \
    --query 'sort_by(serviceDeployments, &createdAt)[-1].[serviceDeploymentArn, status, statusReason]' --output text
}

if [[ $verb == start ]]; then
  revision=$(<"${RELEASE:-.release}/$name.new")
  newest >"$started.new"
  aws ecs update-service --cluster "$cluster" --service "$service" --task-definition "$revision" --query service.serviceName --output text
  mv "$started.new" "$started"
  exit 0
fi

if [[ ! -e $started ]]; then
  echo "$name: nothing was started"
  exit 0
fi
read -r before _ <"$started" || true
deadline=$((SECONDS + ${DEPLOYMENT_SECONDS:-2700})) errors=0
while ((SECONDS < deadline)); do
  sleep "${PAUSE:-15}"
  if ! found=$(newest); then
    # Once may be the network; always is a role that may not look, or one whose session has ended.
    ((++errors < 5)) || exit 1
    continue
  fi
  errors=0
  read -r deployment status reason <<<"$found"
  [[ ${deployment:-None} != None && $deployment != "${before:-}" ]] || continue
  case "$status" in
  SUCCESSFUL)
    echo "$name: deployed"
    exit 0
    ;;
  STOPPED | ROLLBACK_SUCCESSFUL | ROLLBACK_FAILED)
    echo "$name: $status: $reason" >&2
    aws ecs describe-services --cluster "$cluster" --services "$service" --query 'services[0].events[:10].[createdAt,message]' --output text >&2
    exit 1
    ;;
  *) echo "$name: $status" ;;
  esac
done
echo "$name: still not deployed" >&2
exit 1
