#!/usr/bin/env bash
# Gives an environment of the GitHub repository the names that its workflows need, from the outputs of what is deployed.
# Run it after the first deployment and whenever outputs have changed, with rights to read them. None is a secret.
# usage: variables.sh ENVIRONMENT
set -euo pipefail
environment=${1:?usage: variables.sh ENVIRONMENT}
: "${TEMPLATES:=out}"

module() {
  : "${STATE_BUCKET:?the bucket of the Terraform state}" "${STATE_REGION:?its region}"
  module=$TEMPLATES/$1
  terraform -chdir="$module" init -input=false -backend-config="bucket=$STATE_BUCKET" -backend-config="region=$STATE_REGION" >/dev/null
}
out() { terraform -chdir="$module" output -raw "$1"; }
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
staging)
  module cloud-optimizer/staging/terraform
  give AWS_ROLE_ARN out delivery_role_arn
  give CLOUD_OPTIMIZER_REPOSITORY out registry_cloud_optimizer_repository
  give CLOUD_OPTIMIZER_CLUSTER out cluster_name
  give CLOUD_OPTIMIZER_SERVICE out service_name
  ;;
prod)
  module cloud-optimizer/prod/terraform
  give AWS_REGION echo "${AWS_REGION:?the region that it is deployed in}"
  give AWS_ROLE_ARN out delivery_role_arn
  give CLOUD_OPTIMIZER_CLUSTER out cluster_name
  give CLOUD_OPTIMIZER_SERVICE out service_name
  ;;
seller)
  give AWS_ROLE_ARN stack us-east-1 cloud-optimizer-seller-seller ReleaseRoleArn
  give FILES_BUCKET stack us-east-1 cloud-optimizer-seller-seller FilesBucket
  give FILES_URL stack us-east-1 cloud-optimizer-seller-seller ListingFilesUrl
  ;;
*)
  echo "there is no environment $environment" >&2
  exit 2
  ;;
esac
