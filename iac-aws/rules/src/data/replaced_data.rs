use iac_core::DeletionPolicy;
use iac_core::check::{Findings, World};

iac_core::rule! {
    /// A replacement loses the data.
    ///
    /// Some changes make a new resource and delete the old one. `DeletionPolicy` is not asked then: `UpdateReplacePolicy`
    /// is, whose default is to delete. Data that outlives its stack would be lost by an update.
    ///
    /// Set `UpdateReplacePolicy` to what `DeletionPolicy` is.
    /// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-updatereplacepolicy.html>
    pub(crate) REPLACED_DATA: "replaced-data", Error, check
}

const TYPES: &[&str] = &[
    "AWS::RDS::DBInstance",
    "AWS::RDS::DBCluster",
    "AWS::DocDB::DBCluster",
    "AWS::Neptune::DBCluster",
    "AWS::Redshift::Cluster",
    "AWS::ElastiCache::ReplicationGroup",
    "AWS::DynamoDB::Table",
    "AWS::DynamoDB::GlobalTable",
    "AWS::EFS::FileSystem",
    "AWS::FSx::FileSystem",
    "AWS::EC2::Volume",
    "AWS::KMS::Key",
    "AWS::OpenSearchService::Domain",
    "AWS::Cognito::UserPool",
];

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for kind in TYPES {
        for res in world.all(kind) {
            let keeps = res.deletion_policy().filter(|policy| *policy != DeletionPolicy::Delete);
            let Some(keeps) = keeps else { continue };
            let path = res.path();
            let help = format!("set `UpdateReplacePolicy: {}`", keeps.on_replace().name());
            let start = format!("{path} is kept when its stack is deleted (`{}`)", keeps.name());
            match res.node().update_replace_policy {
                Some(DeletionPolicy::Delete) => {
                    findings.at(
                        res,
                        "",
                        format!("{start}, but lost when it is replaced: `UpdateReplacePolicy: Delete`"),
                        help,
                    );
                }
                // A policy that is a function is for whoever evaluates it.
                None if !res.node().attributes.iter().any(|field| field.name == "UpdateReplacePolicy") => {
                    findings.warning(res, "", format!("{start}, but lost when it is replaced"), help);
                }
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::REPLACED_DATA;
    use crate::testing::{finds, silent};

    fn table(policies: &str) -> String {
        format!("Resources: {{T: {{Type: AWS::DynamoDB::Table, {policies}Properties: {{}}}}}}")
    }

    #[test]
    fn lost_when_replaced() {
        finds(REPLACED_DATA, &table("DeletionPolicy: Retain, "), "T", "but lost when it is replaced");
        finds(
            REPLACED_DATA,
            &table("DeletionPolicy: Retain, UpdateReplacePolicy: Delete, "),
            "T",
            "`UpdateReplacePolicy: Delete`",
        );
    }

    #[test]
    fn kept_or_not_meant_to_be() {
        silent(REPLACED_DATA, &table("DeletionPolicy: Retain, UpdateReplacePolicy: Retain, "));
        silent(REPLACED_DATA, &table("DeletionPolicy: Delete, "));
        silent(REPLACED_DATA, &table(""));
    }
}
