use super::refused_delivery::REFUSED_DELIVERY as RULE;
use crate::testing::{finds, silent};

const WIRED: &str = r#"
Parameters:
  QueueUrl: {Type: String}
Resources:
  Queue: {Type: AWS::SQS::Queue}
  Topic: {Type: AWS::SNS::Topic}
  Other: {Type: AWS::SNS::Topic}
  Function: {Type: AWS::Lambda::Function, Properties: {Role: r}}
  Rule: {Type: AWS::Events::Rule, Properties: {ScheduleExpression: rate(1 hour), Targets: [
    {Id: q, Arn: !GetAtt Queue.Arn}, {Id: t, Arn: !Ref Topic}, {Id: f, Arn: !GetAtt Function.Arn}]}}
  Subscription: {Type: AWS::SNS::Subscription, Properties: {Protocol: sqs, TopicArn: !Ref Topic, Endpoint: !GetAtt Queue.Arn}}
  Alarm: {Type: AWS::CloudWatch::Alarm, Properties: {AlarmActions: [!Ref Topic]}}
  QueuePolicy: {Type: AWS::SQS::QueuePolicy, Properties: {Queues: [!Ref Queue], PolicyDocument: {Version: 2012-10-17, Statement: [
    {Effect: Allow, Action: "sqs:SendMessage", Resource: !GetAtt Queue.Arn, Principal: {Service: events.amazonaws.com},
      Condition: {ArnEquals: {"aws:SourceArn": !GetAtt Rule.Arn}}},
    {Effect: Allow, Action: "sqs:SendMessage", Resource: "*", Principal: {Service: sns.amazonaws.com},
      Condition: {ArnEquals: {"aws:SourceArn": !Ref Topic}}}]}}}
  TopicPolicy: {Type: AWS::SNS::TopicPolicy, Properties: {Topics: [!Ref Topic], PolicyDocument: {Version: 2012-10-17, Statement: [
    {Effect: Allow, Action: "sns:Publish", Resource: !Ref Topic, Principal: {Service: [events.amazonaws.com, cloudwatch.amazonaws.com]}}]}}}
  Permission: {Type: AWS::Lambda::Permission, Properties: {FunctionName: !Ref Function, Action: "lambda:InvokeFunction",
    Principal: events.amazonaws.com, SourceArn: !GetAtt Rule.Arn}}
"#;

const BUCKET: &str = r#"
Resources:
  Function: {Type: AWS::Lambda::Function, Properties: {Role: r}}
  Bucket: {Type: AWS::S3::Bucket, DependsOn: Permission, Properties: {NotificationConfiguration: {LambdaConfigurations: [
    {Event: "s3:ObjectCreated:*", Function: !GetAtt Function.Arn}]}}}
  Permission: {Type: AWS::Lambda::Permission, Properties: {FunctionName: !GetAtt Function.Arn, Action: "lambda:InvokeFunction",
    Principal: s3.amazonaws.com, SourceAccount: !Ref AWS::AccountId}}
"#;

fn with(from: &str, to: &str) -> String {
    assert!(WIRED.contains(from), "{from}");
    WIRED.replace(from, to)
}

#[test]
fn everything_is_permitted() {
    silent(RULE, WIRED);
    silent(RULE, &with("Queues: [!Ref Queue]", "Queues: [!Ref QueueUrl]"));
    silent(RULE, &with("\"aws:SourceArn\": !Ref Topic", "\"aws:SourceArn\": \"arn:aws:sns:*:*:*\""));
    silent(RULE, &with("FunctionName: !Ref Function", "FunctionName: !GetAtt Function.Arn"));
    silent(RULE, &with(", SourceArn: !GetAtt Rule.Arn", ""));
    silent(RULE, &with("{Id: t, Arn: !Ref Topic}", "{Id: t, Arn: !ImportValue topic}"));
    silent(RULE, &with("{Id: q, Arn: !GetAtt Queue.Arn}", "{Id: q, Arn: !GetAtt Queue.Arn, RoleArn: r}"));
    silent(RULE, BUCKET);
}

#[test]
fn the_queue_refuses() {
    let rule =
        "template/Rule sends to template/Queue, which refuses it: no policy of the queue lets events.amazonaws.com";
    let topic = "template/Subscription sends to template/Queue, which refuses it: no policy of the queue lets sns.amazonaws.com";
    finds(
        RULE,
        &with("Principal: {Service: events.amazonaws.com}", "Principal: {Service: s3.amazonaws.com}"),
        "Rule",
        rule,
    );
    finds(RULE, &with("\"aws:SourceArn\": !GetAtt Rule.Arn", "\"aws:SourceArn\": !Ref Topic"), "Rule", rule);
    finds(RULE, &with("Resource: !GetAtt Queue.Arn", "Resource: !Ref Other"), "Rule", rule);
    finds(RULE, &with("\"aws:SourceArn\": !Ref Topic", "\"aws:SourceArn\": !Ref Other"), "Subscription", topic);
    finds(
        RULE,
        &with("Resource: \"*\", Principal: {Service: sns", "Resource: \"*\", Principal: {Service: sqs"),
        "Subscription",
        topic,
    );
    finds(
        RULE,
        &with(
            "Type: AWS::SQS::QueuePolicy, Properties: {Queues: [!Ref Queue]",
            "Type: AWS::SQS::QueuePolicy, Properties: {Queues: []",
        ),
        "Rule",
        rule,
    );
    let inline = with(
        "Other: {Type: AWS::SNS::Topic}",
        "Other: {Type: AWS::SNS::Topic, Properties: {Subscription: [{Protocol: sqs, Endpoint: !GetAtt Queue.Arn}]}}",
    );
    finds(RULE, &inline, "Other", "template/Other sends to template/Queue");
}

#[test]
fn the_topic_refuses() {
    let closed = with("Service: [events.amazonaws.com, cloudwatch.amazonaws.com]", "Service: events.amazonaws.com");
    finds(RULE, &closed, "Alarm", "template/Alarm sends to template/Topic");
    let without = with(
        "Type: AWS::SNS::TopicPolicy, Properties: {Topics: [!Ref Topic]",
        "Type: AWS::SNS::TopicPolicy, Properties: {Topics: [!Ref Other]",
    );
    finds(RULE, &without, "Rule", "no policy of the topic lets events.amazonaws.com `sns:Publish`");
    // The policy that a topic begins with lets the account's own alarms.
    silent(RULE, &without.replace("{Id: t, Arn: !Ref Topic}", "{Id: t, Arn: !GetAtt Function.Arn}"));
}

#[test]
fn the_function_refuses() {
    let words = "template/Rule sends to template/Function, which refuses it: no permission of the function";
    finds(
        RULE,
        &with("Principal: events.amazonaws.com, SourceArn", "Principal: s3.amazonaws.com, SourceArn"),
        "Rule",
        words,
    );
    finds(RULE, &with("SourceArn: !GetAtt Rule.Arn", "SourceArn: !Ref Topic"), "Rule", words);
    finds(RULE, &with("FunctionName: !Ref Function", "FunctionName: another"), "Rule", words);
    finds(
        RULE,
        &with(
            "Protocol: sqs, TopicArn: !Ref Topic, Endpoint: !GetAtt Queue.Arn",
            "Protocol: lambda, TopicArn: !Ref Topic, Endpoint: !GetAtt Function.Arn",
        ),
        "Subscription",
        "lets sns.amazonaws.com",
    );
}

#[test]
fn the_bucket_is_too_early() {
    finds(
        RULE,
        &BUCKET.replace(" DependsOn: Permission,", ""),
        "Bucket",
        "may be made before template/Permission permits it",
    );
    finds(
        RULE,
        &BUCKET.replace("Principal: s3", "Principal: sns"),
        "Bucket",
        "template/Bucket sends to template/Function",
    );
}
