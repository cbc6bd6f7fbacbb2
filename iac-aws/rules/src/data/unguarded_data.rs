use iac_core::DeletionPolicy;
use iac_core::check::{Findings, World};

iac_core::rule! {
    /// Data is kept with less care than it could be.
    ///
    /// A database is deleted with its stack and leaves nothing; it is not encrypted; or it has a name of its own, so that a
    /// change that replaces it fails, since two cannot have the same name. Whether that matters is yours to say.
    pub(crate) UNGUARDED_DATA: "unguarded-data", Warning, check
}

/// A type that holds data, the name that it may have, and the property that encrypts it; S3 and DynamoDB always do.
const TYPES: &[(&str, &str, Option<&str>)] = &[
    ("AWS::RDS::DBInstance", "DBInstanceIdentifier", Some("StorageEncrypted")),
    ("AWS::RDS::DBCluster", "DBClusterIdentifier", Some("StorageEncrypted")),
    ("AWS::DocDB::DBCluster", "DBClusterIdentifier", Some("StorageEncrypted")),
    ("AWS::Neptune::DBCluster", "DBClusterIdentifier", Some("StorageEncrypted")),
    ("AWS::Redshift::Cluster", "ClusterIdentifier", Some("Encrypted")),
    ("AWS::ElastiCache::ReplicationGroup", "ReplicationGroupId", Some("AtRestEncryptionEnabled")),
    ("AWS::EFS::FileSystem", "", Some("Encrypted")),
    ("AWS::DynamoDB::Table", "TableName", None),
    ("AWS::OpenSearchService::Domain", "DomainName", None),
];

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for (kind, name, encryption) in TYPES {
        for res in world.all(kind) {
            let path = res.path();
            // A replica has its source's data, and leaves no snapshot.
            let replica = ["SourceDBInstanceIdentifier", "SourceDBClusterIdentifier"];
            let replica = replica.iter().any(|name| !res.get(name).is_absent());
            let member = !res.get("DBClusterIdentifier").is_absent() && *kind == "AWS::RDS::DBInstance";
            if let Some(property) = encryption.filter(|_| !member) {
                let value = res.get(property);
                if value.is_absent() && !super::engines::is_restored(res) || value.bool() == Some(false) {
                    let message = format!("{path} is not encrypted");
                    findings.at(res, property, message, format!("set `{property}: true`; it cannot be changed later"));
                }
            }
            let is_cache = *kind == "AWS::ElastiCache::ReplicationGroup";
            // Databases of RDS leave a snapshot where nothing is said.
            let unsaid = res.deletion_policy().is_none() && !kind.starts_with("AWS::RDS::");
            let kept = res.get("DeletionProtection").bool() == Some(true)
                || res.get("DeletionProtectionEnabled").bool() == Some(true);
            if (unsaid || res.deletion_policy() == Some(DeletionPolicy::Delete))
                && !kept
                && !is_cache
                && !member
                && !replica
            {
                let message = format!("{path} is deleted with its stack, and its data too");
                findings.at(
                    res,
                    "",
                    message,
                    "set `DeletionPolicy` and `UpdateReplacePolicy` to `Retain` or `Snapshot`",
                );
            }
            let value = if name.is_empty() { iac_core::check::Eval::Absent } else { res.get(name) };
            if value.text().is_some() && !member {
                let message = format!("{path} has the name `{}`: a change that replaces it fails", value.shown());
                findings.at(res, name, message, format!("leave `{name}` out, so that CloudFormation makes one up"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::UNGUARDED_DATA;
    use crate::testing::{finds, silent};

    fn database(policy: &str, properties: &str) -> String {
        format!("Resources: {{Db: {{Type: AWS::RDS::DBInstance, {policy}Properties: {{{properties}}}}}}}")
    }

    #[test]
    fn data_without_care() {
        finds(UNGUARDED_DATA, &database("", "Engine: mysql"), "Db", "is not encrypted");
        finds(
            UNGUARDED_DATA,
            &database("DeletionPolicy: Delete, ", "StorageEncrypted: true"),
            "Db",
            "is deleted with its stack",
        );
        finds(
            UNGUARDED_DATA,
            &database("", "StorageEncrypted: true, DBInstanceIdentifier: app"),
            "Db",
            "the name `app`",
        );
        finds(
            UNGUARDED_DATA,
            "Resources: {F: {Type: AWS::EFS::FileSystem, DeletionPolicy: Retain}}",
            "F",
            "is not encrypted",
        );
    }

    #[test]
    fn data_with_care() {
        silent(UNGUARDED_DATA, &database("", "StorageEncrypted: true"));
        silent(
            UNGUARDED_DATA,
            &database("DeletionPolicy: Delete, ", "StorageEncrypted: true, DeletionProtection: true"),
        );
    }
}
