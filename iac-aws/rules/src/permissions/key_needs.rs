//! What roles do with the keys that encrypt what they work on.

use super::arn::arn;
use super::needs::{Need, named};
use super::unreadable_secret::key_lets;
use iac_core::check::{Eval, Res, World};

const READ: &[&str] = &["kms:Decrypt"];
const WRITE: &[&str] = &["kms:GenerateDataKey", "kms:Decrypt"];

/// The key of the template that a value names, also by an alias.
pub(crate) fn key<'w, 'g>(world: &'w World<'g>, value: &Eval<'g>) -> Option<Res<'w, 'g>> {
    let target = world.target(value)?;
    match target.kind() {
        "AWS::KMS::Key" => Some(target),
        "AWS::KMS::Alias" => world.target_of(&target.get("TargetKeyId"), "AWS::KMS::Key"),
        _ => None,
    }
}

/// Something works with its role on what a key of the template encrypts.
pub(super) struct KeyUse<'w, 'g> {
    pub(super) user: Res<'w, 'g>,
    pub(super) role: Eval<'g>,
    pub(super) key: Res<'w, 'g>,
    pub(super) actions: &'static [&'static str],
    /// What the key encrypts.
    pub(super) why: String,
}

pub(super) fn of_keys<'w, 'g>(world: &'w World<'g>, found: &mut Vec<Need<'w, 'g>>) {
    for KeyUse { user, role, key, actions, why } in key_uses(world) {
        let role_of = world.target_of(&role, "AWS::IAM::Role");
        if role_of.is_some_and(|role| actions.iter().all(|action| key_lets(world, key, role, action))) {
            continue;
        }
        let to = format!("use {}, which encrypts {why}", key.path());
        found.push(Need { user, property: "", role, actions: named(actions), target: arn(world, key), to });
    }
}

/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html>,
/// <https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-create-cross-account.html>
pub(super) fn key_uses<'w, 'g>(world: &'w World<'g>) -> Vec<KeyUse<'w, 'g>> {
    let mut found = Vec::new();
    let mut need = |user, role, key_id: &Eval<'g>, actions, why| {
        found.extend(key(world, key_id).map(|key| KeyUse { user, role, key, actions, why }));
    };
    let function = |res: Res<'w, 'g>| {
        let named =
            world.target(&res.get("FunctionName")).map(|named| super::resource_policies::function(world, named));
        named.filter(|function| function.kind() == "AWS::Lambda::Function")
    };
    let encrypted = |value: &Eval<'g>| world.target(value).map(|res| (res, key_id(res)));
    for mapping in world.all("AWS::Lambda::EventSourceMapping") {
        let Some(function) = function(mapping) else { continue };
        if let Some((source, key)) = encrypted(&mapping.get("EventSourceArn")) {
            need(mapping, function.get("Role"), &key, READ, source.path());
        }
        if let Some((to, key)) = encrypted(&mapping.get("DestinationConfig.OnFailure.Destination")) {
            need(mapping, function.get("Role"), &key, WRITE, to.path());
        }
    }
    for function in world.all("AWS::Lambda::Function") {
        if let Some((letters, key)) = encrypted(&function.get("DeadLetterConfig.TargetArn")) {
            need(function, function.get("Role"), &key, WRITE, letters.path());
        }
        // https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html
        let own = function.get("KmsKeyArn");
        need(function, function.get("Role"), &own, READ, "its variables".to_owned());
    }
    for stream in world.all("AWS::KinesisFirehose::DeliveryStream") {
        for property in ["ExtendedS3DestinationConfiguration", "S3DestinationConfiguration"] {
            let configuration = stream.get(property);
            if let Some((bucket, key)) = encrypted(configuration.at("BucketARN")) {
                let role = configuration.at("RoleARN").clone();
                need(stream, role, &key, &WRITE[..1], bucket.path());
            }
        }
    }
    for pipeline in world.all("AWS::CodePipeline::Pipeline") {
        let key = pipeline.get("ArtifactStore.EncryptionKey.Id");
        need(pipeline, pipeline.get("RoleArn"), &key, WRITE, "its artifacts".to_owned());
        for stage in pipeline.get("Stages").items() {
            for action in stage.at("Actions").items() {
                let project = action.at("Configuration.ProjectName");
                if let Some(project) = world.target_of(project, "AWS::CodeBuild::Project") {
                    let role = project.get("ServiceRole");
                    need(project, role, &key, WRITE, format!("the artifacts of {}", pipeline.path()));
                }
            }
        }
    }
    found
}

/// The key of what keeps messages, records or objects.
pub(super) fn key_id<'g>(res: Res<'_, 'g>) -> Eval<'g> {
    match res.kind() {
        "AWS::SQS::Queue" | "AWS::SNS::Topic" => res.get("KmsMasterKeyId"),
        "AWS::Kinesis::Stream" => res.get("StreamEncryption.KeyId"),
        "AWS::S3::Bucket" => {
            let rules = res.get("BucketEncryption.ServerSideEncryptionConfiguration");
            let first =
                rules.items().first().map(|rule| rule.at("ServerSideEncryptionByDefault.KMSMasterKeyID").clone());
            first.unwrap_or(Eval::Absent)
        }
        _ => Eval::Absent,
    }
}

#[cfg(test)]
mod tests {
    use crate::permissions::powerless_role::POWERLESS_ROLE as RULE;
    use crate::testing::{finds, silent};

    const QUEUE: &str = r#"
Resources:
  Key: {Type: AWS::KMS::Key, Properties: {KeyPolicy: {Version: 2012-10-17, Statement: [
    {Effect: Allow, Action: "kms:*", Resource: "*", Principal: {AWS: !Sub "arn:aws:iam::${AWS::AccountId}:root"}}]}}}
  Alias: {Type: AWS::KMS::Alias, Properties: {AliasName: alias/own, TargetKeyId: !Ref Key}}
  Jobs: {Type: AWS::SQS::Queue, Properties: {KmsMasterKeyId: !Ref Alias}}
  Role: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {}, Policies: [{PolicyName: p, PolicyDocument: {Version: 2012-10-17, Statement: [
    {Effect: Allow, Action: "sqs:*", Resource: !GetAtt Jobs.Arn}]}}]}}
  Work: {Type: AWS::Lambda::Function, Properties: {Role: !GetAtt Role.Arn, Timeout: 3}}
  From: {Type: AWS::Lambda::EventSourceMapping, Properties: {EventSourceArn: !GetAtt Jobs.Arn, FunctionName: !Ref Work}}
"#;

    #[test]
    fn an_encrypted_queue_takes_its_key() {
        let words = "use template/Key, which encrypts template/Jobs, which it may not: no `kms:Decrypt` on that";
        finds(RULE, QUEUE, "Role", words);
        let dead = QUEUE.replace("Timeout: 3", "DeadLetterConfig: {TargetArn: !GetAtt Jobs.Arn}");
        finds(RULE, &dead, "Role", "no `kms:GenerateDataKey` on that");
        let may =
            QUEUE.replace("\"sqs:*\", Resource: !GetAtt Jobs.Arn", "[\"sqs:*\", \"kms:Decrypt\"], Resource: \"*\"");
        silent(RULE, &may);
        silent(RULE, &QUEUE.replace("KmsMasterKeyId: !Ref Alias", "KmsMasterKeyId: alias/aws/sqs"));
    }

    #[test]
    fn the_key_itself_may_let_the_role_use_it() {
        let lets = QUEUE.replace(
            ":root\"}}]",
            ":root\"}}, {Effect: Allow, Action: \"kms:Decrypt\", Resource: \"*\", Principal: {AWS: !GetAtt Role.Arn}}]",
        );
        silent(RULE, &lets.replace("Resource: !GetAtt Jobs.Arn}]", "Resource: '*'}]"));
    }
}
