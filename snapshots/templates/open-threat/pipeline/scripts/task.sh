#!/usr/bin/env bash
# Runs a task once and waits for its end. Fails where one of its containers does, or CONTAINER where that is named.
# usage: task.sh NAME INPUT [CONTAINER]        INPUT is what `aws ecs run-task --cli-input-json` takes
set -euo pipefail
name=${1:?name} input=${2:?input} container=${3:-}

started=$(aws ecs run-task --cli-input-json "$input" --started-by release --output json)
task=$(jq --raw-output '.tasks[0].taskArn // empty' <<<"$started")
if [[ -z $task ]]; then
  jq .failures <<<"$started" >&2
  exit 1
fi
cluster=$(jq --raw-output '.tasks[0].clusterArn' <<<"$started")
definition=$(jq --raw-output '.tasks[0].taskDefinitionArn' <<<"$started")
echo "$name: ${definition##*/} runs as ${task##*/}"

stop() {
  aws ecs stop-task --cluster "$cluster" --task "$task" --reason "$1" --query task.lastStatus >&2
  exit 1
}
trap 'stop "the release was cancelled"' INT TERM

deadline=$((SECONDS + ${TASK_SECONDS:-3600}))
while :; do
  state=$(aws ecs describe-tasks --cluster "$cluster" --tasks "$task" --query 'tasks[0]' --output json)
  [[ $(jq --raw-output .lastStatus <<<"$state") != STOPPED ]] || break
  ((SECONDS < deadline)) || stop "longer than ${TASK_SECONDS:-3600} s"
  sleep "${PAUSE:-10}"
done
bad=$(jq --raw-output --arg container "$container" '
  .containers[] | select($container == "" or .name == $container) | select(.exitCode != 0)
  | "\(.name): exit code \(.exitCode // "none") \(.reason // "")"' <<<"$state")
if [[ -n $bad ]]; then
  echo "$name: $bad: $(jq --raw-output .stoppedReason <<<"$state")" >&2
  aws ecs describe-task-definition --task-definition "$definition" --output json | jq --raw-output --arg task "${task##*/}" '
    .taskDefinition.containerDefinitions[] | select(.logConfiguration.logDriver == "awslogs")
    | "\(.name): log group \(.logConfiguration.options["awslogs-group"]), stream \(.logConfiguration.options["awslogs-stream-prefix"])/\(.name)/\($task)"' >&2
  exit 1
fi
echo "$name: done"
