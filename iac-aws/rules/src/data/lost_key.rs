use iac_core::DeletionPolicy;
use iac_core::check::{Findings, Res, World};

iac_core::rule! {
    /// Data outlives the key that encrypts it.
    ///
    /// A database leaves a snapshot, or a bucket stays, when the stack is deleted, but its key is deleted with the stack.
    /// After the pending window nobody can read the data any more, AWS neither.
    ///
    /// Retain the key as well: `DeletionPolicy: Retain` and `UpdateReplacePolicy: Retain`.
    pub(crate) LOST_KEY: "lost-key", Error, check
}

/// Where the key of each type that may outlive its stack is named.
const KEYS: &[(&str, &[&str])] = &[
    ("AWS::RDS::DBInstance", &["KmsKeyId"]),
    ("AWS::RDS::DBCluster", &["KmsKeyId"]),
    ("AWS::DocDB::DBCluster", &["KmsKeyId"]),
    ("AWS::Neptune::DBCluster", &["KmsKeyId"]),
    ("AWS::Redshift::Cluster", &["KmsKeyId"]),
    ("AWS::EC2::Volume", &["KmsKeyId"]),
    ("AWS::EFS::FileSystem", &["KmsKeyId"]),
    ("AWS::FSx::FileSystem", &["KmsKeyId"]),
    ("AWS::ElastiCache::ReplicationGroup", &["KmsKeyId"]),
    ("AWS::MemoryDB::Cluster", &["KmsKeyId"]),
    ("AWS::DynamoDB::Table", &["SSESpecification.KMSMasterKeyId"]),
    ("AWS::S3::Bucket", &["BucketEncryption"]),
    ("AWS::Logs::LogGroup", &["KmsKeyId"]),
    ("AWS::SecretsManager::Secret", &["KmsKeyId"]),
    ("AWS::ECR::Repository", &["EncryptionConfiguration.KmsKey"]),
    ("AWS::Backup::BackupVault", &["EncryptionKeyArn"]),
    ("AWS::OpenSearchService::Domain", &["EncryptionAtRestOptions.KmsKeyId"]),
    ("AWS::Kinesis::Stream", &["StreamEncryption.KeyId"]),
];

/// Types that leave a snapshot where nothing is said. Source:
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html>
fn left_by_default(res: Res<'_, '_>) -> bool {
    let alone = || res.get("DBClusterIdentifier").is_absent();
    res.kind() == "AWS::RDS::DBCluster" || res.kind() == "AWS::RDS::DBInstance" && alone()
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for (kind, properties) in KEYS {
        for res in world.all(kind) {
            let leaves = match res.deletion_policy() {
                Some(DeletionPolicy::Snapshot) => "leaves a snapshot",
                Some(DeletionPolicy::Retain | DeletionPolicy::RetainExceptOnCreate) => "stays",
                Some(DeletionPolicy::Delete) => continue,
                None if left_by_default(res) => "leaves a snapshot",
                None => continue,
            };
            for property in *properties {
                for reference in res.get(property).references() {
                    let Some(key) = reference.target(world).and_then(|target| key(world, target)) else { continue };
                    let (own, stack) = (std::ptr::from_ref(key.stack()), std::ptr::from_ref(res.stack()));
                    // A key of another stack is deleted on its own.
                    let goes = matches!(key.deletion_policy(), None | Some(DeletionPolicy::Delete));
                    if goes && own == stack {
                        let message = format!(
                            "{} {leaves} when the stack is deleted, but its key {} is deleted: nobody can read it",
                            res.path(),
                            key.path()
                        );
                        let help = "retain the key: `DeletionPolicy: Retain`, `UpdateReplacePolicy: Retain`";
                        findings.between(res, property, message, help, &[(key, "the key is deleted with the stack")]);
                    }
                }
            }
        }
    }
}

/// The key that something is: itself, or what an alias names.
fn key<'w, 'g>(world: &'w World<'g>, target: Res<'w, 'g>) -> Option<Res<'w, 'g>> {
    match target.kind() {
        "AWS::KMS::Key" | "AWS::KMS::ReplicaKey" => Some(target),
        "AWS::KMS::Alias" => world.target_of(&target.get("TargetKeyId"), "AWS::KMS::Key"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::LOST_KEY;
    use crate::testing::{finds, silent};

    const TEMPLATE: &str = r#"
Resources:
  Key: {Type: AWS::KMS::Key, DeletionPolicy: KEEP, UpdateReplacePolicy: Retain, Properties: {KeyPolicy: {}}}
  Alias: {Type: AWS::KMS::Alias, Properties: {AliasName: alias/a, TargetKeyId: !Ref Key}}
  Db: {Type: AWS::RDS::DBInstance, DeletionPolicy: Snapshot, Properties: {KmsKeyId: !Ref Key}}
  Bucket: {Type: AWS::S3::Bucket, DeletionPolicy: Retain, Properties: {BucketEncryption: {ServerSideEncryptionConfiguration:
    [{ServerSideEncryptionByDefault: {SSEAlgorithm: 'aws:kms', KMSMasterKeyID: !GetAtt Key.Arn}}]}}}
  Volume: {Type: AWS::EC2::Volume, DeletionPolicy: Snapshot, Properties: {KmsKeyId: !Ref Alias}}
  Cluster: {Type: AWS::RDS::DBCluster, Properties: {KmsKeyId: !GetAtt Key.Arn}}
"#;

    #[test]
    fn data_whose_key_goes() {
        let goes = TEMPLATE.replace("KEEP", "Delete");
        finds(
            LOST_KEY,
            &goes,
            "Db",
            "template/Db leaves a snapshot when the stack is deleted, but its key template/Key",
        );
        finds(LOST_KEY, &goes, "Bucket", "template/Bucket stays");
        finds(LOST_KEY, &goes, "Volume", "leaves a snapshot");
        finds(LOST_KEY, &goes, "Cluster", "leaves a snapshot");
        finds(LOST_KEY, &TEMPLATE.replace("DeletionPolicy: KEEP, ", ""), "Db", "nobody can read it");
    }

    #[test]
    fn a_key_that_a_function_keeps() {
        let header = "Transform: AWS::LanguageExtensions\nParameters: {Keep: {Type: String, Default: Retain, AllowedValues: [KEPT]}}";
        let of = |kept: &str| header.replace("KEPT", kept) + &TEMPLATE.replace("KEEP", "!Ref Keep");
        silent(LOST_KEY, &of("Retain"));
        finds(LOST_KEY, &of("Retain, Delete"), "Db", "nobody can read it, with Keep = Delete");
    }

    #[test]
    fn data_whose_key_stays() {
        silent(LOST_KEY, &TEMPLATE.replace("KEEP", "Retain"));
        let gone = TEMPLATE
            .replace("KEEP", "Delete")
            .replace("Snapshot", "Delete")
            .replace("Bucket, DeletionPolicy: Retain", "Bucket");
        silent(LOST_KEY, &gone.replace("DBCluster, ", "DBCluster, DeletionPolicy: Delete, "));
    }
}
