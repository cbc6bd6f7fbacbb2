//! Topics: what they write into the template, and what they refuse.

use crate::*;

#[test]
fn a_topic_lets_alarms_of_this_account_publish_and_only_over_tls() {
    let resources = resources(|stack| {
        stack.add("Topic", AlarmTopic::new().display_name("Shop").email("Operations", "ops@example.com"));
    });
    let topic = json!({"Ref": "Topic"});
    let expected = json!({
        "Topic": {
            "Type": "AWS::SNS::Topic",
            "Metadata": {"checkov": {"skip": [{
                "id": "CKV_AWS_26",
                "comment": "AWS's own key for SNS does not let alarms publish; messages hold no secrets",
            }]}},
            "Properties": {"DisplayName": "Shop"},
        },
        "TopicPolicy": {
            "Type": "AWS::SNS::TopicPolicy",
            "Properties": {
                "PolicyDocument": {"Version": "2012-10-17", "Statement": [
                    {
                        "Sid": "AlarmsPublish",
                        "Effect": "Allow",
                        "Principal": {"Service": "cloudwatch.amazonaws.com"},
                        "Action": "sns:Publish",
                        "Resource": topic,
                        "Condition": {"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}},
                    },
                    {
                        "Sid": "TlsOnly",
                        "Effect": "Deny",
                        "Principal": "*",
                        "Action": "sns:Publish",
                        "Resource": topic,
                        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
                    },
                ]},
                "Topics": [topic],
            },
        },
        "TopicOperations": {
            "Type": "AWS::SNS::Subscription",
            "Properties": {"Protocol": "email", "TopicArn": topic, "Endpoint": "ops@example.com"},
        },
    });
    assert_eq!(resources, expected);
}

#[test]
fn a_topic_with_a_key_and_an_address_that_may_be_left_out() {
    let resources = resources(|stack| {
        let email = stack.add("Email", Parameter::string().default(""));
        let given = stack.add("HasEmail", Condition::not_empty(&email));
        let key = stack.add("Key", EncryptionKey::new("Messages").usable_by(KeyUser::CloudWatchAlarms));
        stack.add("Topic", AlarmTopic::new().encryption_key(&key).email_when(given, "Operations", email));
    });
    assert_eq!(
        resources["Topic"],
        json!({"Type": "AWS::SNS::Topic", "Properties": {"KmsMasterKeyId": {"Fn::GetAtt": ["Key", "Arn"]}}})
    );
    let expected = json!({
        "Type": "AWS::SNS::Subscription",
        "Condition": "HasEmail",
        "Properties": {"Protocol": "email", "TopicArn": {"Ref": "Topic"}, "Endpoint": {"Ref": "Email"}},
    });
    assert_eq!(resources["TopicOperations"], expected);
}

#[test]
fn a_topic_refuses_a_name_that_is_too_long() {
    let found = faults(adding("Topic", AlarmTopic::new().display_name("x".repeat(101))));
    assert_eq!(found[0].0, "topic-display-name");
}

#[test]
fn a_topic_refuses_what_is_no_address() {
    let of = |address: &'static str| faults(adding("Topic", AlarmTopic::new().email("Operations", address)));
    assert_eq!(of("ops"), [("topic-email", "`ops` is no e-mail address".into())]);
    assert_eq!(of("ops@ ")[0].0, "topic-email");
    assert_eq!(of("ops@example.com"), []);
}

#[test]
fn each_severity_has_its_topic() {
    let resources = resources(|stack| {
        let [critical, warning, info] = ["Pager", "Chat", "Mail"].map(|id| stack.add(id, AlarmTopic::new()));
        let topics = AlarmTopics { critical, warning, info };
        for severity in [Severity::Critical, Severity::Warning, Severity::Info] {
            let alarm = Alarm::new(custom(), Comparison::GreaterThan(1.0), severity, "Look").notify(&topics);
            stack.add(severity.name(), alarm);
        }
    });
    let told = |id: &str| resources[id]["Properties"]["AlarmActions"].clone();
    assert_eq!(told("Critical"), json!([{"Ref": "Pager"}]));
    assert_eq!(told("Warning"), json!([{"Ref": "Chat"}]));
    assert_eq!(told("Info"), json!([{"Ref": "Mail"}]));
}
