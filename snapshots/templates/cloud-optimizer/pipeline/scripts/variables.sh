#!/usr/bin/env bash
# Gives an environment of the GitHub repository the names that its workflows need, from the outputs of what is deployed.
# Run it after the first deployment and whenever outputs have changed, with rights to read them. None is a secret.
# usage: variables.sh ENVIRONMENT
set -euo pipefail
environment=${1:?usage: variables.sh ENVIRONMENT}
: "${STATE_BUCKET:?the bucket of the Terraform state}" "${STATE_REGION:?its region}" "${TEMPLATES:=out}"

module() {
  module=$TEMPLATES/$1
  terraform -chdir="$module" init -input=false -backend-config="bucket=$STATE_BUCKET" -backend-config="region=$STATE_REGION" >/dev/null
}
out() { terraform -chdir="$module" output -raw "$1"; }
give() {
  gh variable set "$1" --env "$environment" --body "$2"
}

case "$environment" in
staging)
  module cloud-optimizer/staging/terraform
  give AWS_ROLE_ARN "$(out delivery_role_arn)"
  give CLOUD_OPTIMIZER_REPOSITORY "$(out registry_cloud_optimizer_repository)"
  give CLOUD_OPTIMIZER_CLUSTER "$(out cluster_name)"
  give CLOUD_OPTIMIZER_SERVICE "$(out service_name)"
  ;;
prod)
  module cloud-optimizer/prod/terraform
  give AWS_ROLE_ARN "$(out delivery_role_arn)"
  give CLOUD_OPTIMIZER_CLUSTER "$(out cluster_name)"
  give CLOUD_OPTIMIZER_SERVICE "$(out service_name)"
  ;;
*)
  echo "there is no environment $environment" >&2
  exit 2
  ;;
esac
