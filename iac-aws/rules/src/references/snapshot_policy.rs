use iac_core::DeletionPolicy;
use iac_core::check::{Findings, World};

iac_core::rule! {
    /// A resource is to leave a snapshot, and has none.
    ///
    /// `Snapshot` is a policy of volumes, caches and databases only; CloudFormation refuses it at any other type.
    ///
    /// Facts: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html>.
    pub(crate) SNAPSHOT_POLICY: "snapshot-policy", Error, check
}

const TYPES: [&str; 8] = [
    "AWS::DocDB::DBCluster",
    "AWS::EC2::Volume",
    "AWS::ElastiCache::CacheCluster",
    "AWS::ElastiCache::ReplicationGroup",
    "AWS::Neptune::DBCluster",
    "AWS::RDS::DBCluster",
    "AWS::RDS::DBInstance",
    "AWS::Redshift::Cluster",
];

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for res in world.resources().filter(|res| res.kind().starts_with("AWS::") && !TYPES.contains(&res.kind())) {
        let policies =
            [("DeletionPolicy", res.deletion_policy()), ("UpdateReplacePolicy", res.node().update_replace_policy)];
        for (name, _) in policies.into_iter().filter(|one| one.1 == Some(DeletionPolicy::Snapshot)) {
            let message = format!("{} has `{name}: Snapshot`, but {} has no snapshots", res.path(), res.kind());
            findings.at(res, "", message, format!("set `{name}: Retain`, or `Delete`"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::SNAPSHOT_POLICY;
    use crate::testing::{finds, silent};

    fn resource(kind: &str, policy: &str) -> String {
        format!("Resources: {{R: {{Type: {kind}, {policy}}}}}")
    }

    #[test]
    fn snapshots_of_what_has_none() {
        finds(SNAPSHOT_POLICY, &resource("AWS::SQS::Queue", "DeletionPolicy: Snapshot"), "R", "AWS::SQS::Queue has no");
        let table = resource("AWS::DynamoDB::Table", "UpdateReplacePolicy: Snapshot");
        finds(SNAPSHOT_POLICY, &table, "R", "`UpdateReplacePolicy: Snapshot`");
    }

    #[test]
    fn snapshots_of_what_has_them() {
        silent(SNAPSHOT_POLICY, &resource("AWS::RDS::DBInstance", "DeletionPolicy: Snapshot"));
        silent(SNAPSHOT_POLICY, &resource("AWS::SQS::Queue", "DeletionPolicy: Retain"));
        silent(SNAPSHOT_POLICY, &resource("Custom::Store", "DeletionPolicy: Snapshot"));
    }
}
