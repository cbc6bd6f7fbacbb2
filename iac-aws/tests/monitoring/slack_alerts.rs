//! Alarms in Slack: what they write into the template, and what they refuse.

use crate::*;
use iac_aws::parameters::{slack_channel_id, slack_workspace_id};

fn slack(stack: &mut Stack) -> SlackAlerts {
    let workspace = stack.add("Workspace", slack_workspace_id());
    let channel = stack.add("Channel", slack_channel_id());
    SlackAlerts::new(workspace, channel)
}

#[test]
fn a_channel_reads_alarms_and_does_nothing() {
    let resources = resources(|stack| {
        let topic = stack.add("Topic", AlarmTopic::new());
        let later = stack.add("Later", AlarmTopic::new());
        let slack = slack(stack).topic(&topic);
        let slack = stack.add("Slack", slack);
        slack.add_topic(stack, &later);
    });
    assert_eq!(
        resources["Slack"],
        json!({"Type": "AWS::Chatbot::SlackChannelConfiguration", "Properties": {
            "ConfigurationName": {"Fn::Sub": "${AWS::StackName}-${AWS::Region}-Slack"},
            "IamRoleArn": {"Fn::GetAtt": ["SlackRole", "Arn"]},
            "SlackChannelId": {"Ref": "Channel"},
            "SlackWorkspaceId": {"Ref": "Workspace"},
            "GuardrailPolicies": [{"Ref": "SlackGuardrail"}],
            "SnsTopicArns": [{"Ref": "Topic"}, {"Ref": "Later"}],
            "LoggingLevel": "ERROR",
        }})
    );
    let role = &resources["SlackRole"]["Properties"];
    assert_eq!(role["ManagedPolicyArns"], json!([{"Ref": "SlackGuardrail"}]));
    assert_eq!(role["Policies"], Value::Null);
    let trust = &role["AssumeRolePolicyDocument"]["Statement"][0];
    assert_eq!(trust["Principal"], json!({"Service": "chatbot.amazonaws.com"}));
    let guardrail = &resources["SlackGuardrail"]["Properties"]["PolicyDocument"]["Statement"];
    assert_eq!(guardrail.as_array().map(Vec::len), Some(1));
    for action in guardrail[0]["Action"].as_array().unwrap() {
        let action = action.as_str().unwrap();
        assert!(
            ["cloudwatch:Describe", "cloudwatch:Get", "cloudwatch:List"].iter().any(|verb| action.starts_with(verb))
        );
    }
}

#[test]
fn a_name_and_a_log_of_ones_own() {
    let of = |logging| {
        let resources = resources(|stack| {
            let topic = stack.add("Topic", AlarmTopic::new());
            let slack = slack(stack).topic(&topic).name("shop-alarms").logging(logging);
            stack.add("Slack", slack);
        });
        let properties = &resources["Slack"]["Properties"];
        assert_eq!(properties["ConfigurationName"], "shop-alarms");
        properties["LoggingLevel"].clone()
    };
    assert_eq!(of(SlackLogging::All), "INFO");
    assert_eq!(of(SlackLogging::Off), Value::Null);
}

#[test]
fn a_channel_without_topics_or_with_ids_of_something_else_is_refused() {
    let silent = faults(|stack| {
        let slack = slack(stack);
        stack.add("Slack", slack);
    });
    assert_eq!(silent, [("slack-without-topic", "nothing is sent to the channel: it listens to no topic".into())]);
    let of = |workspace: &'static str, channel: &'static str, name: &'static str| {
        faults(|stack| {
            let topic = stack.add("Topic", AlarmTopic::new());
            let slack = SlackAlerts::new(Val::imported(workspace), Val::imported(channel)).topic(&topic).name(name);
            stack.add("Slack", slack);
        })
    };
    assert_eq!(of("T0123ABCD9", "C0123ABCD9", "shop"), []);
    assert_eq!(
        of("C0123ABCD9", "#alarms", "shop"),
        [
            ("slack-id", "`C0123ABCD9` is no id of a workspace of Slack".into()),
            ("slack-id", "`#alarms` is no id of a channel of Slack".into()),
        ]
    );
    assert_eq!(of("T0123ABCD9", "C0123ABCD9", "shop alarms")[0].0, "slack-name");
}

#[test]
fn a_key_that_alarms_may_not_use_would_silence_the_channel() {
    let found = faults(|stack| {
        let key = stack.add("Key", EncryptionKey::new("Messages"));
        stack.add("Topic", AlarmTopic::new().encryption_key(&key));
    });
    assert_eq!(found, [("key-not-usable", "CloudWatchAlarms is to use a key whose policy does not let it".into())]);
}
