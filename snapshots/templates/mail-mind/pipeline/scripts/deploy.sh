#!/usr/bin/env bash
# Gives a service a revision and waits until the deployment has ended. Fails where ECS took it back.
# usage: deploy.sh NAME CLUSTER SERVICE [REVISION]          the one that register.sh registered, without REVISION
set -euo pipefail
name=${1:?name} cluster=${2:?cluster} service=${3:?service}
revision=${4:-$(<"${RELEASE:-.release}/$name.new")}

newest() {
  aws ecs list-service-deployments --cluster "$cluster" --service "$service" --created-at "after=$(date --utc --date '-3 hours' +%FT%TZ)" \
    --query 'sort_by(serviceDeployments, &createdAt)[-1].[serviceDeploymentArn, status, statusReason]' --output text
}

if [[ $(aws ecs describe-services --cluster "$cluster" --services "$service" --query 'services[0].taskDefinition' --output text) == "$revision" ]]; then
  echo "$name: ${revision##*/} is what runs"
  exit 0
fi
read -r before _ < <(newest) || true
aws ecs update-service --cluster "$cluster" --service "$service" --task-definition "$revision" --query service.serviceName --output text
deadline=$((SECONDS + ${DEPLOYMENT_SECONDS:-2700}))
while ((SECONDS < deadline)); do
  sleep 15
  read -r deployment status reason < <(newest) || true
  [[ ${deployment:-None} != None && $deployment != "${before:-}" ]] || continue
  case "$status" in
  SUCCESSFUL)
    echo "$name: ${revision##*/} runs"
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
