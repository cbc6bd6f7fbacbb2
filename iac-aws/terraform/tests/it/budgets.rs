//! `AWS::Budgets`.

use crate::support::{check, diagnostics, module};
use serde_json::{Value, json};

fn template() -> Value {
    json!({
        "Resources": {
            "Topic": { "Type": "AWS::SNS::Topic" },
            "Monthly": { "Type": "AWS::Budgets::Budget", "Properties": {
                "Budget": {
                    "BudgetType": "COST",
                    "TimeUnit": "MONTHLY",
                    "BudgetLimit": { "Amount": 100, "Unit": "USD" },
                    "CostFilters": { "Service": ["Amazon Elastic Compute Cloud - Compute"], "TagKeyValue": ["user:Product$shop"] },
                    "CostTypes": { "IncludeTax": false, "UseAmortized": true },
                    "TimePeriod": { "Start": "2026-01-01T00:00:00Z", "End": "1798761600" },
                },
                "NotificationsWithSubscribers": [
                    {
                        "Notification": { "NotificationType": "ACTUAL", "ComparisonOperator": "GREATER_THAN", "Threshold": 80 },
                        "Subscribers": [
                            { "SubscriptionType": "EMAIL", "Address": "ops@example.com" },
                            { "SubscriptionType": "SNS", "Address": { "Ref": "Topic" } },
                        ],
                    },
                    {
                        "Notification": {
                            "NotificationType": "FORECASTED", "ComparisonOperator": "GREATER_THAN",
                            "Threshold": 120, "ThresholdType": "ABSOLUTE_VALUE",
                        },
                        "Subscribers": [{ "SubscriptionType": "EMAIL", "Address": "boss@example.com" }],
                    },
                ],
                "ResourceTags": [{ "Key": "Product", "Value": "shop" }],
            } },
            "Planned": { "Type": "AWS::Budgets::Budget", "Properties": { "Budget": {
                "BudgetName": "planned",
                "BudgetType": "COST",
                "TimeUnit": "MONTHLY",
                "PlannedBudgetLimits": { "1767225600": { "Amount": 5.5, "Unit": "USD" } },
            } } },
            "Chosen": { "Type": "AWS::Budgets::Budget", "Properties": { "Budget": {
                "BudgetName": "chosen",
                "BudgetType": "COST",
                "TimeUnit": "MONTHLY",
                "BudgetLimit": { "Amount": 1, "Unit": "USD" },
                "Metrics": ["UnblendedCost"],
                "FilterExpression": { "And": [
                    { "Dimensions": { "Key": "SERVICE", "Values": ["Amazon Bedrock"], "MatchOptions": ["EQUALS"] } },
                    { "Not": { "Tags": { "Key": "Product", "Values": ["shop"] } } },
                ] },
            } } },
            "Adjusted": { "Type": "AWS::Budgets::Budget", "Properties": { "Budget": {
                "BudgetType": "USAGE",
                "TimeUnit": "DAILY",
                "AutoAdjustData": { "AutoAdjustType": "HISTORICAL", "HistoricalOptions": { "BudgetAdjustmentPeriod": 3 } },
            } } },
        },
        "Outputs": { "Name": { "Value": { "Ref": "Monthly" } } },
    })
}

#[test]
fn budgets() {
    let module = module(template());
    let budgets = &module["resource"]["aws_budgets_budget"];
    assert_eq!(
        budgets["monthly"],
        json!({
            "name_prefix": "${var.stack_name}-monthly-",
            "budget_type": "COST",
            "time_unit": "MONTHLY",
            "limit_amount": 100,
            "limit_unit": "USD",
            "cost_filter": [
                { "name": "Service", "values": ["Amazon Elastic Compute Cloud - Compute"] },
                { "name": "TagKeyValue", "values": ["user:Product$shop"] },
            ],
            "cost_types": { "include_tax": false, "use_amortized": true },
            "time_period_start": "2026-01-01_00:00",
            "time_period_end": "2027-01-01_00:00",
            "notification": [
                {
                    "notification_type": "ACTUAL",
                    "comparison_operator": "GREATER_THAN",
                    "threshold": 80,
                    "threshold_type": "PERCENTAGE",
                    "subscriber_email_addresses": ["ops@example.com"],
                    "subscriber_sns_topic_arns": ["${aws_sns_topic.topic.arn}"],
                },
                {
                    "notification_type": "FORECASTED",
                    "comparison_operator": "GREATER_THAN",
                    "threshold": 120,
                    "threshold_type": "ABSOLUTE_VALUE",
                    "subscriber_email_addresses": ["boss@example.com"],
                },
            ],
            "tags": { "Product": "shop" },
        })
    );
    assert_eq!(
        budgets["planned"]["planned_limit"],
        json!([{ "start_time": "2026-01-01_00:00", "amount": 5.5, "unit": "USD" }])
    );
    assert_eq!(
        budgets["adjusted"]["auto_adjust_data"],
        json!({ "auto_adjust_type": "HISTORICAL", "historical_options": { "budget_adjustment_period": 3 } })
    );
    assert_eq!(budgets["chosen"]["metrics"], json!(["UnblendedCost"]));
    assert_eq!(
        budgets["chosen"]["filter_expression"],
        json!({ "and": [
            { "dimensions": [{ "key": "SERVICE", "values": ["Amazon Bedrock"], "match_options": ["EQUALS"] }] },
            { "not": [{ "tags": [{ "key": "Product", "values": ["shop"] }] }] },
        ] })
    );
    assert_eq!(module["output"]["name"]["value"], "${aws_budgets_budget.monthly.name}");
    check(&module);
}

#[test]
fn a_time_must_be_known() {
    let found = diagnostics(json!({
        "Parameters": { "Start": { "Type": "String" } },
        "Resources": { "Monthly": { "Type": "AWS::Budgets::Budget", "Properties": { "Budget": {
            "BudgetType": "COST", "TimeUnit": "MONTHLY", "TimePeriod": { "Start": { "Ref": "Start" } },
        } } } },
    }));
    assert!(
        found.iter().any(|found| found.code == "terraform-budget" && found.message.contains("`Start`")),
        "{found:?}"
    );
}
