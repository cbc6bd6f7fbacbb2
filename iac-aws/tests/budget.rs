//! Budgets as templates.

mod common;

use common::{codes, resources};
use iac_aws::prelude::*;
use serde_json::{Value, json};

fn topic(stack: &mut Stack) -> AlarmTopicHandle {
    stack.add("Alarms", AlarmTopic::new())
}

fn notification(kind: &str, percent: u32, subscribers: &Value) -> Value {
    json!({
        "Notification": {
            "ComparisonOperator": "GREATER_THAN",
            "NotificationType": kind,
            "Threshold": percent,
            "ThresholdType": "PERCENTAGE",
        },
        "Subscribers": subscribers,
    })
}

#[test]
fn a_budget_tells_whom_it_is_given() {
    let resources = resources(|stack| {
        let topic = topic(stack);
        stack.add("Budget", Budget::monthly(300).tag("Product", "shop").notify(&topic).email("boss@example.com"));
    });
    let told = json!([
        {"Address": "boss@example.com", "SubscriptionType": "EMAIL"},
        {"Address": {"Ref": "Alarms"}, "SubscriptionType": "SNS"},
    ]);
    assert_eq!(
        resources["Budget"],
        json!({
            "Type": "AWS::Budgets::Budget",
            "DependsOn": "AlarmsPolicy",
            "Properties": {
                "Budget": {
                    "BudgetType": "COST",
                    "TimeUnit": "MONTHLY",
                    "BudgetLimit": {"Amount": 300, "Unit": "USD"},
                    "CostFilters": {"TagKeyValue": ["user:Product$shop"]},
                },
                "NotificationsWithSubscribers": [
                    notification("ACTUAL", 80, &told),
                    notification("ACTUAL", 100, &told),
                    notification("FORECASTED", 100, &told),
                ],
            },
        })
    );
    assert_eq!(
        resources["AlarmsPolicy"]["Properties"]["PolicyDocument"]["Statement"][2],
        json!({
            "Sid": "BudgetsPublish",
            "Effect": "Allow",
            "Principal": {"Service": "budgets.amazonaws.com"},
            "Action": "sns:Publish",
            "Resource": {"Ref": "Alarms"},
            "Condition": {
                "StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}},
                "ArnLike": {"aws:SourceArn": {"Fn::Sub": "arn:${AWS::Partition}:budgets::${AWS::AccountId}:*"}},
            },
        })
    );
}

#[test]
fn two_budgets_share_a_topic() {
    let resources = resources(|stack| {
        let topic = topic(stack);
        stack.add("Small", Budget::monthly(9.5).actual(50).notify(&topic));
        stack.add("Large", Budget::monthly(900).forecast(120).notify(&topic));
    });
    assert_eq!(resources["AlarmsPolicy"]["Properties"]["PolicyDocument"]["Statement"].as_array().unwrap().len(), 3);
    assert_eq!(resources["Small"]["Properties"]["Budget"]["BudgetLimit"]["Amount"], json!(9.5));
    let told = json!([{"Address": {"Ref": "Alarms"}, "SubscriptionType": "SNS"}]);
    assert_eq!(
        resources["Large"]["Properties"]["NotificationsWithSubscribers"],
        json!([notification("FORECASTED", 120, &told)])
    );
}

#[test]
fn a_key_must_be_usable_by_budgets() {
    let with = |users: &[KeyUser]| {
        codes(|stack| {
            let key = users.iter().fold(EncryptionKey::new("Alarms"), |key, user| key.usable_by(*user));
            let key = stack.add("Key", key);
            let topic = stack.add("Alarms", AlarmTopic::new().encryption_key(&key));
            stack.add("Budget", Budget::monthly(1).notify(&topic));
        })
    };
    assert_eq!(with(&[KeyUser::CloudWatchAlarms]), ["key-not-usable"]);
    assert_eq!(with(&[KeyUser::CloudWatchAlarms, KeyUser::Budgets]), [] as [&str; 0]);
}

#[test]
fn wrong_budgets_are_errors() {
    let with = |budget: Budget| {
        codes(|stack| {
            stack.add("Budget", budget);
        })
    };
    let told = |dollars| Budget::monthly(dollars).email("ops@example.com");
    assert_eq!(with(told(0)), ["bad-budget"]);
    assert_eq!(with(told(-1)), ["bad-budget"]);
    assert_eq!(with(told(1).actual(0)), ["bad-budget-threshold"]);
    assert_eq!(with(told(1).actual(80).actual(80)), ["bad-budget-threshold"]);
    assert_eq!(with((1..=11).fold(told(1), Budget::actual)), ["bad-budget-threshold"]);
    assert_eq!(with(Budget::monthly(1)), ["budget-tells-nobody"]);
    let eleven = (0..11).fold(Budget::monthly(1), |budget, one| budget.email(format!("ops-{one}@example.com")));
    assert_eq!(with(eleven), ["budget-tells-too-many"]);
    assert_eq!(with(Budget::monthly(1).email("nobody")), ["budget-email"]);
}
