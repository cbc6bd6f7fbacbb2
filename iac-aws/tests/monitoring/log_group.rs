//! Log groups: what they write into the template, and what they refuse.

use crate::*;

#[test]
fn a_log_group_says_how_long_it_keeps_and_goes_with_its_stack() {
    let resources = resources(adding("Logs", LogGroup::new(Retention::Days30)));
    let expected = json!({"Logs": {
        "Type": "AWS::Logs::LogGroup",
        "DeletionPolicy": "Delete",
        "UpdateReplacePolicy": "Delete",
        "Metadata": {"checkov": {"skip": [
            {"id": "CKV_AWS_158", "comment": "CloudWatch Logs encrypts it with a key of AWS's own"}
        ]}},
        "Properties": {"RetentionInDays": 30},
    }});
    assert_eq!(resources, expected);
}

#[test]
fn every_choice_of_a_log_group() {
    let resources = resources(|stack| {
        let key = stack.add("Key", EncryptionKey::new("Logs").usable_by(KeyUser::CloudWatchLogs));
        let logs = LogGroup::new(Retention::Forever)
            .class(LogClass::InfrequentAccess)
            .on_delete(DeletionPolicy::Retain)
            .name("/shop/audit")
            .encryption_key(&key);
        stack.add("Audit", logs);
    });
    let expected = json!({
        "Type": "AWS::Logs::LogGroup",
        "DeletionPolicy": "Retain",
        "UpdateReplacePolicy": "Retain",
        "Metadata": {"checkov": {"skip": [
            {"id": "CKV_AWS_66", "comment": "These logs are to be kept until somebody deletes them"}
        ]}},
        "Properties": {
            "LogGroupClass": "INFREQUENT_ACCESS",
            "LogGroupName": "/shop/audit",
            "KmsKeyId": {"Fn::GetAtt": ["Key", "Arn"]},
        },
    });
    assert_eq!(resources["Audit"], expected);
}

#[test]
fn retention_is_one_of_the_periods_that_exist() {
    let known =
        [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];
    use Retention::*;
    let all = [
        Days1, Days3, Days5, Days7, Days14, Days30, Days60, Days90, Days120, Days150, Days180, Days365, Days400,
        Days545, Days731, Days1096, Days1827, Days2192, Days2557, Days2922, Days3288, Days3653,
    ];
    assert_eq!(all.map(|retention| retention.days().unwrap()), known);
    assert_eq!(Forever.days(), None);
}

#[test]
fn a_log_group_refuses_a_name_that_does_not_exist() {
    let named = |name: String| faults(adding("Logs", LogGroup::new(Retention::Days1).name(name)));
    assert_eq!(named("a b".into()), [("log-group-name", "`a b` is no name of a log group".into())]);
    assert_eq!(named("".into()).len(), 1);
    assert_eq!(named("x".repeat(513)).len(), 1);
    assert_eq!(named("x".repeat(512)), []);
}
