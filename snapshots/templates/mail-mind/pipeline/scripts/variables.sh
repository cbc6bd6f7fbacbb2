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
prod)
  give AWS_ROLE_ARN stack eu-central-1 mail-mind-prod-main CiRoleArn
  give MAILMIND_BACKEND_REPOSITORY stack eu-central-1 mail-mind-prod-registry MailmindBackendRepository
  give MAILMIND_FRONTEND_REPOSITORY stack eu-central-1 mail-mind-prod-registry MailmindFrontendRepository
  give MAILMIND_BACKEND_CLUSTER stack eu-central-1 mail-mind-prod-main MailmindBackendCluster
  give MAILMIND_BACKEND_SERVICE stack eu-central-1 mail-mind-prod-main MailmindBackendService
  give MAILMIND_FRONTEND_CLUSTER stack eu-central-1 mail-mind-prod-main MailmindBackendCluster
  give MAILMIND_FRONTEND_SERVICE stack eu-central-1 mail-mind-prod-main MailmindFrontendService
  give DUMP_INPUT stack eu-central-1 mail-mind-prod-main DumpNowInput
  ;;
*)
  echo "there is no environment $environment" >&2
  exit 2
  ;;
esac
