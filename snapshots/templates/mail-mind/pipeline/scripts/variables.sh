#!/usr/bin/env bash
# Gives an environment of the GitHub repository the names that its workflows need, from the outputs of what is deployed.
# Run it after the first deployment and whenever outputs have changed, with rights to read them. None is a secret.
# usage: variables.sh ENVIRONMENT
set -euo pipefail
environment=${1:?usage: variables.sh ENVIRONMENT}
stack() {
  local value
  value=$(aws cloudformation describe-stacks --region "$1" --stack-name "$2" --query "Stacks[0].Outputs[?OutputKey=='$3'].OutputValue" --output text)
  [[ -n $value ]] || { echo "the stack $2 has no output $3" >&2; return 1; }
  printf '%s\n' "$value"
}
give() {
  gh variable set "$1" --env "$environment" --body "$2"
}

case "$environment" in
prod)
  give MAILMIND_BACKEND_REPOSITORY "$(stack eu-central-1 mail-mind-prod-registry MailmindBackendRepository)"
  give MAILMIND_FRONTEND_REPOSITORY "$(stack eu-central-1 mail-mind-prod-registry MailmindFrontendRepository)"
  give MAILMIND_BACKEND_CLUSTER "$(stack eu-central-1 mail-mind-prod-main MailmindBackendCluster)"
  give MAILMIND_BACKEND_SERVICE "$(stack eu-central-1 mail-mind-prod-main MailmindBackendService)"
  give MAILMIND_FRONTEND_CLUSTER "$(stack eu-central-1 mail-mind-prod-main MailmindBackendCluster)"
  give MAILMIND_FRONTEND_SERVICE "$(stack eu-central-1 mail-mind-prod-main MailmindFrontendService)"
  ;;
*)
  echo "there is no environment $environment" >&2
  exit 2
  ;;
esac
