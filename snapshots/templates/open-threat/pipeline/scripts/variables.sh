#!/usr/bin/env bash
# Gives an environment of the GitHub repository the names that its workflows need, from the outputs of what is deployed.
# Run it after the first deployment and whenever outputs have changed, with rights to read them. None is a secret.
# usage: variables.sh ENVIRONMENT
set -euo pipefail
environment=${1:?usage: variables.sh ENVIRONMENT}
stack() {
  aws cloudformation describe-stacks --region "$1" --stack-name "$2" --query "Stacks[0].Outputs[?OutputKey=='$3'].OutputValue" --output text
}
# NAME COMMAND…: what the command says.
give() {
  local name=$1 value
  shift
  value=$("$@")
  [[ -n $value && $value != None ]] || { echo "nothing is known of $name: $*" >&2; exit 1; }
  gh variable set "$name" --env "$environment" --body "$value"
}

case "$environment" in
dev)
  give AWS_ROLE_ARN stack eu-central-1 open-threat-dev-main CiRoleArn
  give FRONTEND_REPOSITORY stack eu-central-1 open-threat-dev-registry FrontendRepository
  give BACKEND_REPOSITORY stack eu-central-1 open-threat-dev-registry BackendRepository
  give FRONTEND_CLUSTER stack eu-central-1 open-threat-dev-main FrontendCluster
  give FRONTEND_SERVICE stack eu-central-1 open-threat-dev-main FrontendService
  give BACKEND_CLUSTER stack eu-central-1 open-threat-dev-main FrontendCluster
  give BACKEND_SERVICE stack eu-central-1 open-threat-dev-main BackendService
  give CELERY_WORKER_CLUSTER stack eu-central-1 open-threat-dev-main FrontendCluster
  give CELERY_WORKER_SERVICE stack eu-central-1 open-threat-dev-main CeleryWorkerService
  give CELERY_BEAT_CLUSTER stack eu-central-1 open-threat-dev-main FrontendCluster
  give CELERY_BEAT_SERVICE stack eu-central-1 open-threat-dev-main CeleryBeatService
  ;;
staging)
  give AWS_ROLE_ARN stack eu-central-1 open-threat-staging-main CiRoleArn
  give FRONTEND_REPOSITORY stack eu-central-1 open-threat-staging-registry FrontendRepository
  give BACKEND_REPOSITORY stack eu-central-1 open-threat-staging-registry BackendRepository
  give FRONTEND_CLUSTER stack eu-central-1 open-threat-staging-main FrontendCluster
  give FRONTEND_SERVICE stack eu-central-1 open-threat-staging-main FrontendService
  give BACKEND_CLUSTER stack eu-central-1 open-threat-staging-main FrontendCluster
  give BACKEND_SERVICE stack eu-central-1 open-threat-staging-main BackendService
  give CELERY_WORKER_CLUSTER stack eu-central-1 open-threat-staging-main FrontendCluster
  give CELERY_WORKER_SERVICE stack eu-central-1 open-threat-staging-main CeleryWorkerService
  give CELERY_BEAT_CLUSTER stack eu-central-1 open-threat-staging-main FrontendCluster
  give CELERY_BEAT_SERVICE stack eu-central-1 open-threat-staging-main CeleryBeatService
  ;;
prod)
  give AWS_ROLE_ARN stack eu-central-1 open-threat-prod-main CiRoleArn
  give FRONTEND_REPOSITORY stack eu-central-1 open-threat-prod-registry FrontendRepository
  give BACKEND_REPOSITORY stack eu-central-1 open-threat-prod-registry BackendRepository
  give FRONTEND_CLUSTER stack eu-central-1 open-threat-prod-main FrontendCluster
  give FRONTEND_SERVICE stack eu-central-1 open-threat-prod-main FrontendService
  give BACKEND_CLUSTER stack eu-central-1 open-threat-prod-main FrontendCluster
  give BACKEND_SERVICE stack eu-central-1 open-threat-prod-main BackendService
  give CELERY_WORKER_CLUSTER stack eu-central-1 open-threat-prod-main FrontendCluster
  give CELERY_WORKER_SERVICE stack eu-central-1 open-threat-prod-main CeleryWorkerService
  give CELERY_BEAT_CLUSTER stack eu-central-1 open-threat-prod-main FrontendCluster
  give CELERY_BEAT_SERVICE stack eu-central-1 open-threat-prod-main CeleryBeatService
  ;;
*)
  echo "there is no environment $environment" >&2
  exit 2
  ;;
esac
