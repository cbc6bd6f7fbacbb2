//! What services deliver to queues, topics and functions.

use super::api_source::source;
use super::arn::arn;
use super::pattern::Token;
use super::walk::each;
use iac_core::check::{Eval, Res, World};

/// Something that a service sends to a resource of the template.
pub(crate) struct Delivery<'w, 'g> {
    pub(crate) from: Res<'w, 'g>,
    pub(crate) property: &'static str,
    pub(crate) service: &'static str,
    pub(crate) source: Vec<Token>,
    pub(crate) to: Res<'w, 'g>,
}

/// The property of a type that names who is sent something, and the service that sends.
const SENDERS: &[(&str, &str, &str)] = &[
    ("AWS::S3::Bucket", "NotificationConfiguration.LambdaConfigurations.Function", "s3.amazonaws.com"),
    ("AWS::S3::Bucket", "NotificationConfiguration.QueueConfigurations.Queue", "s3.amazonaws.com"),
    ("AWS::S3::Bucket", "NotificationConfiguration.TopicConfigurations.Topic", "s3.amazonaws.com"),
    ("AWS::CloudWatch::Alarm", "AlarmActions", "cloudwatch.amazonaws.com"),
    ("AWS::CloudWatch::Alarm", "OKActions", "cloudwatch.amazonaws.com"),
    ("AWS::CloudWatch::Alarm", "InsufficientDataActions", "cloudwatch.amazonaws.com"),
    ("AWS::CloudWatch::CompositeAlarm", "AlarmActions", "cloudwatch.amazonaws.com"),
    ("AWS::Budgets::Budget", "NotificationsWithSubscribers.Subscribers.Address", "budgets.amazonaws.com"),
    ("AWS::Backup::BackupVault", "Notifications.SNSTopicArn", "backup.amazonaws.com"),
    ("AWS::Logs::SubscriptionFilter", "DestinationArn", "logs.amazonaws.com"),
    ("AWS::SecretsManager::RotationSchedule", "RotationLambdaARN", "secretsmanager.amazonaws.com"),
    ("AWS::Cognito::UserPool", "LambdaConfig.PreSignUp", "cognito-idp.amazonaws.com"),
    ("AWS::Cognito::UserPool", "LambdaConfig.PostConfirmation", "cognito-idp.amazonaws.com"),
    ("AWS::Cognito::UserPool", "LambdaConfig.PreAuthentication", "cognito-idp.amazonaws.com"),
    ("AWS::Config::ConfigRule", "Source.SourceIdentifier", "config.amazonaws.com"),
    ("AWS::ElasticLoadBalancingV2::TargetGroup", "Targets.Id", "elasticloadbalancing.amazonaws.com"),
    ("AWS::ApiGateway::Method", "Integration.Uri", "apigateway.amazonaws.com"),
    ("AWS::ApiGateway::Authorizer", "AuthorizerUri", "apigateway.amazonaws.com"),
    ("AWS::ApiGatewayV2::Authorizer", "AuthorizerUri", "apigateway.amazonaws.com"),
    ("AWS::ApiGatewayV2::Integration", "IntegrationUri", "apigateway.amazonaws.com"),
];

pub(crate) fn deliveries<'w, 'g>(world: &'w World<'g>) -> Vec<Delivery<'w, 'g>> {
    let mut found = Vec::new();
    let mut add = |from: Res<'w, 'g>, property, service, source: Vec<Token>, to: &Eval<'g>| {
        // The address of a function is in the middle of a path where API Gateway calls it.
        let targets = to.references().into_iter().filter_map(|reference| world.target(&Eval::Ref(reference)));
        let receives = |to: &Res<'w, 'g>| action(*to).is_some();
        found.extend(targets.filter(receives).map(|to| Delivery {
            from,
            property,
            service,
            source: source.clone(),
            to,
        }));
    };
    for (kind, property, service) in SENDERS {
        for from in world.all(kind).filter(|from| !has_own_role(*from)) {
            each(from, property).iter().for_each(|to| add(from, property, service, source(world, from), to));
        }
    }
    for rule in world.all("AWS::Events::Rule") {
        for target in rule.get("Targets").items().iter().filter(|target| target.at("RoleArn").is_absent()) {
            add(rule, "Targets", "events.amazonaws.com", arn(world, rule), target.at("Arn"));
        }
        // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
        for target in rule.get("Targets").items() {
            let letters = target.at("DeadLetterConfig.Arn");
            add(rule, "Targets", "events.amazonaws.com", arn(world, rule), letters);
        }
    }
    for subscription in world.all("AWS::SNS::Subscription") {
        let topic = subscription.get("TopicArn");
        add(
            subscription,
            "Endpoint",
            "sns.amazonaws.com",
            super::arn::tokens(world, &topic),
            &subscription.get("Endpoint"),
        );
        // https://docs.aws.amazon.com/sns/latest/dg/sns-configure-dead-letter-queue.html
        let letters = subscription.get("RedrivePolicy.deadLetterTargetArn");
        add(subscription, "RedrivePolicy", "sns.amazonaws.com", super::arn::tokens(world, &topic), &letters);
    }
    for topic in world.all("AWS::SNS::Topic") {
        for to in each(topic, "Subscription.Endpoint") {
            add(topic, "Subscription", "sns.amazonaws.com", arn(world, topic), &to);
        }
    }
    found
}

fn has_own_role(from: Res<'_, '_>) -> bool {
    ["Integration.Credentials", "CredentialsArn", "RoleArn", "AuthorizerCredentials", "AuthorizerCredentialsArn"]
        .iter()
        .any(|role| !from.get(role).is_absent())
}

/// What a service does to deliver.
pub(crate) fn action(to: Res<'_, '_>) -> Option<&'static str> {
    match to.kind() {
        "AWS::SQS::Queue" => Some("sqs:SendMessage"),
        "AWS::SNS::Topic" => Some("sns:Publish"),
        "AWS::Lambda::Function" | "AWS::Lambda::Alias" | "AWS::Lambda::Version" => Some("lambda:InvokeFunction"),
        _ => None,
    }
}
