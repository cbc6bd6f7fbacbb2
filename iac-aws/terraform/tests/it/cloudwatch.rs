//! `AWS::CloudWatch`.

use crate::support::{check, module};
use serde_json::{Value, json};

fn template() -> Value {
    json!({
        "Parameters": { "Stage": { "Type": "String", "Default": "prod" } },
        "Conditions": { "Production": { "Fn::Equals": [{ "Ref": "Stage" }, "prod"] } },
        "Resources": {
            "Topic": { "Type": "AWS::SNS::Topic" },
            "Cpu": { "Type": "AWS::CloudWatch::Alarm", "Properties": {
                "AlarmDescription": "Busy: look for slow queries",
                "ComparisonOperator": "GreaterThanThreshold",
                "Threshold": 80.5,
                "EvaluationPeriods": 3,
                "DatapointsToAlarm": 2,
                "TreatMissingData": "missing",
                "Namespace": "AWS/RDS",
                "MetricName": "CPUUtilization",
                "Period": 300,
                "Statistic": "Average",
                "Unit": "Percent",
                "Dimensions": [
                    { "Name": "DBInstanceIdentifier", "Value": "shop" },
                    { "Fn::If": ["Production", { "Name": "Stage", "Value": { "Ref": "Stage" } }, { "Ref": "AWS::NoValue" }] },
                ],
                "ActionsEnabled": true,
                "AlarmActions": [{ "Ref": "Topic" }],
                "OKActions": [{ "Ref": "Topic" }],
                "InsufficientDataActions": [{ "Ref": "Topic" }],
                "Tags": [{ "Key": "Product", "Value": "shop" }],
            } },
            "Slow": { "Type": "AWS::CloudWatch::Alarm", "Properties": {
                "AlarmName": "slow",
                "ComparisonOperator": "GreaterThanThreshold",
                "EvaluationPeriods": 1,
                "Threshold": 3,
                "Namespace": "AWS/ApplicationELB",
                "MetricName": "TargetResponseTime",
                "Period": 60,
                "ExtendedStatistic": "p95",
                "EvaluateLowSampleCountPercentile": "ignore",
            } },
            "Errors": { "Type": "AWS::CloudWatch::Alarm", "Properties": {
                "ComparisonOperator": "GreaterThanUpperThreshold",
                "EvaluationPeriods": 1,
                "ThresholdMetricId": "band",
                "Metrics": [
                    { "Id": "result", "Expression": "100 * errors / requests", "Label": "Errors in %" },
                    { "Id": "band", "Expression": "ANOMALY_DETECTION_BAND(result, 2)", "ReturnData": true, "Period": 60 },
                    { "Id": "errors", "ReturnData": false, "AccountId": "123456789012", "MetricStat": {
                        "Metric": {
                            "Namespace": "AWS/ApplicationELB",
                            "MetricName": "HTTPCode_ELB_5XX_Count",
                            "Dimensions": [{ "Name": "LoadBalancer", "Value": "app/shop/1" }],
                        },
                        "Period": 300,
                        "Stat": "Sum",
                        "Unit": "Count",
                    } },
                    { "Id": "requests", "ReturnData": false, "MetricStat": {
                        "Metric": { "Namespace": "AWS/ApplicationELB", "MetricName": "RequestCount" },
                        "Period": 300,
                        "Stat": "Sum",
                    } },
                ],
            } },
            "Both": { "Type": "AWS::CloudWatch::CompositeAlarm", "Properties": {
                "AlarmDescription": "Overloaded",
                "AlarmRule": { "Fn::Sub": "ALARM(\"${Cpu}\") AND ALARM(\"${Slow}\")" },
                "AlarmActions": [{ "Ref": "Topic" }],
                "OKActions": [{ "Ref": "Topic" }],
                "ActionsSuppressor": { "Ref": "Errors" },
                "ActionsSuppressorExtensionPeriod": 60,
                "ActionsSuppressorWaitPeriod": 120,
            } },
            "Board": { "Type": "AWS::CloudWatch::Dashboard", "Properties": {
                "DashboardName": { "Fn::Sub": "${AWS::StackName}-shop" },
                "DashboardBody": { "Fn::Sub": "{\"widgets\":[{\"properties\":{\"region\":\"${AWS::Region}\"}}]}" },
                "Tags": [{ "Key": "Product", "Value": "shop" }],
            } },
            "Unnamed": { "Type": "AWS::CloudWatch::Dashboard", "Properties": { "DashboardBody": "{}" } },
            "Top": { "Type": "AWS::CloudWatch::InsightRule", "Properties": {
                "RuleName": "top", "RuleState": "ENABLED", "RuleBody": "{}",
            } },
        },
        "Outputs": {
            "Name": { "Value": { "Ref": "Cpu" } },
            "Arn": { "Value": { "Fn::GetAtt": ["Both", "Arn"] } },
        },
    })
}

#[test]
fn alarms_on_one_metric() {
    let module = module(template());
    let alarms = &module["resource"]["aws_cloudwatch_metric_alarm"];
    let topic = json!(["${aws_sns_topic.topic.arn}"]);
    assert_eq!(
        alarms["cpu"],
        json!({
            "alarm_name": "${var.stack_name}-cpu",
            "alarm_description": "Busy: look for slow queries",
            "comparison_operator": "GreaterThanThreshold",
            "threshold": 80.5,
            "evaluation_periods": 3,
            "datapoints_to_alarm": 2,
            "treat_missing_data": "missing",
            "namespace": "AWS/RDS",
            "metric_name": "CPUUtilization",
            "period": 300,
            "statistic": "Average",
            "unit": "Percent",
            "dimensions": "${{for key, value in {DBInstanceIdentifier = \"shop\", \
                           Stage = local.production ? var.stage : null} : key => value if value != null}}",
            "actions_enabled": true,
            "alarm_actions": topic,
            "ok_actions": topic,
            "insufficient_data_actions": topic,
            "tags": { "Product": "shop" },
        })
    );
    assert_eq!(alarms["slow"]["alarm_name"], "slow");
    assert_eq!(alarms["slow"]["extended_statistic"], "p95");
    assert_eq!(alarms["slow"]["evaluate_low_sample_count_percentiles"], "ignore");
    assert_eq!(module["output"]["name"]["value"], "${aws_cloudwatch_metric_alarm.cpu.alarm_name}");
}

#[test]
fn alarms_on_expressions() {
    let module = module(template());
    let alarm = &module["resource"]["aws_cloudwatch_metric_alarm"]["errors"];
    assert_eq!(alarm["threshold_metric_id"], "band");
    assert_eq!(
        alarm["metric_query"],
        json!([
            { "id": "result", "expression": "100 * errors / requests", "label": "Errors in %", "return_data": true },
            { "id": "band", "expression": "ANOMALY_DETECTION_BAND(result, 2)", "return_data": true, "period": 60 },
            { "id": "errors", "return_data": false, "account_id": "123456789012", "metric": {
                "namespace": "AWS/ApplicationELB",
                "metric_name": "HTTPCode_ELB_5XX_Count",
                "dimensions": { "LoadBalancer": "app/shop/1" },
                "period": 300,
                "stat": "Sum",
                "unit": "Count",
            } },
            { "id": "requests", "return_data": false, "metric": {
                "namespace": "AWS/ApplicationELB", "metric_name": "RequestCount", "period": 300, "stat": "Sum",
            } },
        ])
    );
}

#[test]
fn composite_alarms() {
    let module = module(template());
    let alarm = &module["resource"]["aws_cloudwatch_composite_alarm"]["both"];
    assert_eq!(alarm["alarm_name"], "${var.stack_name}-both");
    assert_eq!(
        alarm["alarm_rule"],
        "ALARM(\"${aws_cloudwatch_metric_alarm.cpu.alarm_name}\") AND \
         ALARM(\"${aws_cloudwatch_metric_alarm.slow.alarm_name}\")"
    );
    assert_eq!(
        alarm["actions_suppressor"],
        json!({
            "alarm": "${aws_cloudwatch_metric_alarm.errors.alarm_name}",
            "extension_period": 60,
            "wait_period": 120,
        })
    );
    assert_eq!(module["output"]["arn"]["value"], "${aws_cloudwatch_composite_alarm.both.arn}");
}

#[test]
fn dashboards() {
    let module = module(template());
    let boards = &module["resource"]["aws_cloudwatch_dashboard"];
    assert_eq!(
        boards["board"],
        json!({
            "dashboard_name": "${var.stack_name}-shop",
            "dashboard_body": "{\"widgets\":[{\"properties\":{\"region\":\"${data.aws_region.current.region}\"}}]}",
        })
    );
    assert_eq!(boards["unnamed"]["dashboard_name"], "${var.stack_name}-unnamed");
    let rule = &module["resource"]["aws_cloudwatch_contributor_insight_rule"]["top"];
    assert_eq!(rule, &json!({ "rule_name": "top", "rule_state": "ENABLED", "rule_definition": "{}" }));
    check(&module);
}
