//! The ARNs of resources, as far as they are known before the deployment.

use super::pattern::{Token, of_arn, of_text};
use iac_core::check::{Eval, Reference, Res, World};

/// How the ARNs of a type are made: <https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html>.
struct Shape {
    kind: &'static str,
    before: &'static str,
    /// The property with the name; without it the name is made.
    name: &'static str,
    after: &'static str,
    ref_is_arn: bool,
}

const fn shape(
    kind: &'static str,
    before: &'static str,
    name: &'static str,
    after: &'static str,
    ref_is_arn: bool,
) -> Shape {
    Shape { kind, before, name, after, ref_is_arn }
}

const SHAPES: &[Shape] = &[
    shape("AWS::S3::Bucket", "arn:*:s3:::", "BucketName", "", false),
    shape("AWS::SecretsManager::Secret", "arn:*:secretsmanager:*:*:secret:", "Name", "-??????", true),
    shape("AWS::SSM::Parameter", "arn:*:ssm:*:*:parameter/", "Name", "", false),
    shape("AWS::KMS::Key", "arn:*:kms:*:*:key/", "", "", false),
    shape("AWS::SQS::Queue", "arn:*:sqs:*:*:", "QueueName", "", false),
    shape("AWS::SNS::Topic", "arn:*:sns:*:*:", "TopicName", "", true),
    shape("AWS::DynamoDB::Table", "arn:*:dynamodb:*:*:table/", "TableName", "", false),
    shape("AWS::IAM::Role", "arn:*:iam::*:role*/", "RoleName", "", false),
    shape("AWS::Lambda::Function", "arn:*:lambda:*:*:function:", "FunctionName", "", false),
    shape("AWS::Logs::LogGroup", "arn:*:logs:*:*:log-group:", "LogGroupName", ":*", false),
    shape("AWS::ECR::Repository", "arn:*:ecr:*:*:repository/", "RepositoryName", "", false),
    shape("AWS::ECS::TaskDefinition", "arn:*:ecs:*:*:task-definition/", "Family", ":*", true),
    shape("AWS::ECS::Service", "arn:*:ecs:*:*:service/*/", "ServiceName", "", true),
    shape("AWS::CodeBuild::Project", "arn:*:codebuild:*:*:project/", "Name", "", false),
    shape("AWS::ECS::Cluster", "arn:*:ecs:*:*:cluster/", "ClusterName", "", false),
    shape("AWS::StepFunctions::StateMachine", "arn:*:states:*:*:stateMachine:", "StateMachineName", "", true),
    shape("AWS::Kinesis::Stream", "arn:*:kinesis:*:*:stream/", "Name", "", false),
    shape(
        "AWS::KinesisFirehose::DeliveryStream",
        "arn:*:firehose:*:*:deliverystream/",
        "DeliveryStreamName",
        "",
        false,
    ),
    shape("AWS::CloudFront::Distribution", "arn:*:cloudfront::*:distribution/", "", "", false),
    shape("AWS::CloudFront::OriginAccessControl", "arn:*:cloudfront::*:origin-access-control/", "", "", false),
    shape("AWS::CloudTrail::Trail", "arn:*:cloudtrail:*:*:trail/", "TrailName", "", false),
    shape("AWS::CloudWatch::Alarm", "arn:*:cloudwatch:*:*:alarm:", "AlarmName", "", false),
    shape("AWS::ApiGateway::RestApi", "arn:*:execute-api:*:*:", "", "", false),
    shape("AWS::ApiGatewayV2::Api", "arn:*:execute-api:*:*:", "", "", false),
    shape("AWS::Events::Rule", "arn:*:events:*:*:rule/", "Name", "", false),
    shape("AWS::Events::EventBus", "arn:*:events:*:*:event-bus/", "Name", "", false),
];

/// What never has a colon or a slash in it.
const PARTS: [&str; 5] = ["AWS::Region", "AWS::AccountId", "AWS::Partition", "AWS::StackName", "AWS::URLSuffix"];

/// The ARN of a resource; anything where its type is not in the table.
pub(crate) fn arn(world: &World<'_>, res: Res<'_, '_>) -> Vec<Token> {
    arn_at(world, res, 0)
}

/// The name of a resource, as its ARN ends with it.
pub(crate) fn name_of(world: &World<'_>, res: Res<'_, '_>) -> Vec<Token> {
    shape_of(res).map_or_else(|| vec![Token::Any], |shape| name(world, res, shape, 0))
}

/// The tokens of a value: a name, an ARN or a pattern.
pub(crate) fn tokens<'g>(world: &World<'g>, value: &Eval<'g>) -> Vec<Token> {
    tokens_at(world, value, 0)
}

fn shape_of(res: Res<'_, '_>) -> Option<&'static Shape> {
    SHAPES.iter().find(|shape| shape.kind == res.kind())
}

/// So deep do names ask for names: one may be written with itself.
const DEEPEST: u8 = 3;

fn arn_at(world: &World<'_>, res: Res<'_, '_>, depth: u8) -> Vec<Token> {
    let Some(shape) = shape_of(res) else { return vec![Token::Any] };
    [of_arn(shape.before), name(world, res, shape, depth), of_arn(shape.after)].concat()
}

fn name(world: &World<'_>, res: Res<'_, '_>, shape: &Shape, depth: u8) -> Vec<Token> {
    match res.get(shape.name) {
        Eval::Absent => vec![Token::Made(res.key())],
        Eval::Text(text) if shape.kind == "AWS::SSM::Parameter" => of_text(text.trim_start_matches('/')),
        given => tokens_at(world, &given, depth + 1),
    }
}

fn tokens_at<'g>(world: &World<'g>, value: &Eval<'g>, depth: u8) -> Vec<Token> {
    match value {
        Eval::Joined(parts) => parts.iter().flat_map(|part| tokens_at(world, part, depth)).collect(),
        Eval::Ref(reference) if depth < DEEPEST => of_reference(world, *reference, depth),
        Eval::Unknown(name) if PARTS.contains(&&**name) => vec![Token::Word],
        known => known.text().map_or_else(|| vec![Token::Any], |text| of_text(&text)),
    }
}

fn of_reference<'g>(world: &World<'g>, reference: Reference<'g>, depth: u8) -> Vec<Token> {
    let Some(res) = reference.target(world) else { return vec![Token::Any] };
    if res.kind() == "AWS::SecretsManager::SecretTargetAttachment" {
        return tokens_at(world, &res.get("SecretId"), depth + 1);
    }
    // The secret that RDS makes and keeps: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html
    if reference.attribute == "MasterUserSecret.SecretArn" {
        let name = vec![Token::Made(res.key())];
        return [of_arn("arn:*:secretsmanager:*:*:secret:rds!"), name, of_text("-??????")].concat();
    }
    let Some(shape) = shape_of(res) else { return vec![Token::Any] };
    let arn = || arn_at(world, res, depth);
    match reference.attribute {
        "Ref" if shape.ref_is_arn => arn(),
        "Ref" if res.kind() == "AWS::SQS::Queue" => vec![Token::Any],
        // The `Id` of a secret is its ARN; that of a distribution is the name in it.
        "Id" if shape.ref_is_arn => arn(),
        "Ref" | "Id" | "Name" | "QueueName" | "TopicName" | "KeyId" | "ApiId" | "RestApiId" => {
            name(world, res, shape, depth)
        }
        "StreamArn" if res.kind() == "AWS::DynamoDB::Table" => [arn(), of_text("/stream/*")].concat(),
        "Arn" | "TopicArn" | "TaskDefinitionArn" => arn(),
        _ => vec![Token::Any],
    }
}

/// Whether a reference is the name of something that has an ARN, and not that ARN.
pub(crate) fn is_name<'g>(world: &World<'g>, reference: Reference<'g>) -> bool {
    let shape = reference.target(world).and_then(|res| SHAPES.iter().find(|shape| shape.kind == res.kind()));
    shape.is_some_and(|shape| matches!(reference.attribute, "Ref" | "QueueName" | "TopicName") && !shape.ref_is_arn)
}
