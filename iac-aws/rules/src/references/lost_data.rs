use crate::schema::model::Model;
use iac_aws_schema::CreateOnly;
use iac_core::check::{Findings, Res, World};
use iac_core::{DeletionPolicy, Expr};

iac_core::rule! {
    /// A replacement loses the data.
    ///
    /// An update of a property that cannot be changed in place makes a new resource and deletes the old one with all
    /// that is in it. `DeletionPolicy` says only what becomes of the data when the resource is taken out of the
    /// template; for a replacement it is `UpdateReplacePolicy`, and without one the old resource is deleted.
    ///
    /// An error where the data is kept at deletion, and a replacement that deletes it is asked for, or only takes another
    /// value of a parameter; a warning where `UpdateReplacePolicy` was not thought of. Set it to the same.
    ///
    /// Facts: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-updatereplacepolicy.html>.
    pub(crate) LOST_DATA: "lost-data", Error, check
}

/// What refuses to be deleted while something is in it, or has nothing that cannot be made again.
const LESS: &[&str] = &[
    "AWS::Backup::BackupVault",
    "AWS::CloudFormation::Stack",
    "AWS::KMS::Key",
    "AWS::Logs::LogGroup",
    "AWS::Organizations::Account",
    "AWS::S3::Bucket",
    "AWS::SQS::Queue",
    "AWS::SecretsManager::Secret",
];

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for res in world.resources() {
        if !is_replaced_with_data(res) {
            continue;
        }
        let kept = keeps(res.deletion_policy());
        let by = by_parameter(res);
        let help = "set `UpdateReplacePolicy` to `Retain`, or to `Snapshot` where the type has snapshots";
        let kind = super::kinds::article(res.kind());
        match (kept, by) {
            (true, by) => {
                let why = by.map_or(String::new(), |(property, parameter)| {
                    format!(": `{property}` changes with the parameter `{parameter}`")
                });
                let message = format!("a replacement deletes the data of {kind}, which a deletion keeps{why}");
                let asked = res.node().update_replace_policy.is_some() || by.is_some();
                match LESS.contains(&res.kind()) || !asked {
                    true => findings.warning(res, "", message, help),
                    false => findings.at(res, "", message, help),
                }
            }
            (false, Some((property, parameter))) if !LESS.contains(&res.kind()) => {
                let message =
                    format!("another value of the parameter `{parameter}` replaces {kind}, and deletes its data");
                findings.warning(res, property, message, help);
            }
            _ => {}
        }
    }
}

fn keeps(policy: Option<DeletionPolicy>) -> bool {
    matches!(policy, Some(DeletionPolicy::Retain | DeletionPolicy::Snapshot))
}

/// Whether it holds data of its own, and a replacement deletes it. What a cluster's instance holds is the cluster's.
fn is_replaced_with_data(res: Res<'_, '_>) -> bool {
    let is_stateful = Model::of(res.world()).resource_type(res.kind()).is_some_and(|of| of.stateful);
    is_stateful
        && !keeps(res.node().update_replace_policy)
        && !may_keep(res)
        && res.node().property("DBClusterIdentifier").is_none()
        && !matches!(res.kind(), "AWS::DocDB::DBInstance" | "AWS::Neptune::DBInstance")
}

/// Whether the policy is a function, of the language extensions, that does not give `Delete` for certain.
fn may_keep(res: Res<'_, '_>) -> bool {
    let policy = res.node().attributes.iter().find(|field| field.name == "UpdateReplacePolicy");
    policy.is_some_and(|field| res.eval(&field.value).text().as_deref() != Some("Delete"))
}

/// A property that cannot be changed in place and reads a parameter that may be changed.
fn by_parameter<'g>(res: Res<'_, 'g>) -> Option<(&'g str, &'g str)> {
    let model = Model::of(res.world());
    let of = model.node(model.resource_type(res.kind())?.schema);
    res.node().properties.iter().find_map(|field| {
        let property = of.property(&field.name).filter(|property| property.create_only == CreateOnly::Yes)?;
        let mut found = None;
        res.world().for_each_live(res.stack_number(), &field.value, &mut |expr| {
            if let Expr::Parameter(node) = expr {
                found = res.stack().parameters.get_index(node.index()).map(|(id, _)| id.as_str()).or(found);
            }
        });
        // What names the network or the snapshot is chosen once.
        let is_chosen_once = ["DBSubnetGroupName", "SnapshotIdentifier"].contains(&property.name);
        found.filter(|_| !is_chosen_once).map(|parameter| (&*field.name, parameter))
    })
}

#[cfg(test)]
mod tests {
    use super::LOST_DATA;
    use crate::testing::{finds, report, silent};

    fn database(attributes: &str) -> String {
        format!(
            "Resources:\n  It: {{Type: AWS::RDS::DBInstance, {attributes} Properties: {{DBInstanceClass: db.t4g.micro}}}}\n"
        )
    }

    #[test]
    fn kept_only_at_deletion() {
        finds(LOST_DATA, &database("DeletionPolicy: Snapshot,"), "It", "which a deletion keeps");
        finds(
            LOST_DATA,
            &database("DeletionPolicy: Retain, UpdateReplacePolicy: Delete,"),
            "It",
            "which a deletion keeps",
        );
        assert!(!report(LOST_DATA, &database("DeletionPolicy: Retain,")).has_errors());
        assert!(report(LOST_DATA, &database("DeletionPolicy: Retain, UpdateReplacePolicy: Delete,")).has_errors());
        let table =
            "Resources:\n  It: {Type: AWS::DynamoDB::Table, DeletionPolicy: Retain, Properties: {TableName: a}}\n";
        finds(LOST_DATA, table, "It", "a DynamoDB::Table");
        let logs = "Resources:\n  It: {Type: AWS::Logs::LogGroup, DeletionPolicy: Retain}\n";
        finds(LOST_DATA, logs, "It", "Logs::LogGroup");
        assert!(!report(LOST_DATA, logs).has_errors());
    }

    #[test]
    fn by_a_parameter() {
        let table = "
Parameters: {Name: {Type: String, Default: a}}
Resources:
  It: {Type: AWS::DynamoDB::Table, Properties: {TableName: !Sub '${Name}-table'}}
";
        finds(LOST_DATA, table, "It", "another value of the parameter `Name` replaces a DynamoDB::Table");
        silent(LOST_DATA, &table.replace("Table, Prop", "Table, UpdateReplacePolicy: Retain, Prop"));
    }

    #[test]
    fn by_a_function() {
        let header = "Transform: AWS::LanguageExtensions\nParameters: {Keep: {Type: String, Default: 'Delete', AllowedValues: [Delete, Retain]}}\n";
        let of = |policy: &str| {
            header.to_owned() + &database(&format!("DeletionPolicy: Retain, UpdateReplacePolicy: {policy},"))
        };
        finds(LOST_DATA, &of("!Ref Keep"), "It", "which a deletion keeps");
        silent(LOST_DATA, &of("!Ref Keep").replace("'Delete'", "Retain").replace("[Delete, ", "["));
        let here = "Conditions: {Here: !Equals [!Ref 'AWS::Region', eu-west-1]}\n";
        silent(LOST_DATA, &(here.to_owned() + &of("!If [Here, Retain, Delete]")));
    }

    #[test]
    fn kept_or_left() {
        silent(LOST_DATA, &database("DeletionPolicy: Snapshot, UpdateReplacePolicy: Snapshot,"));
        silent(LOST_DATA, &database("DeletionPolicy: Snapshot, UpdateReplacePolicy: Retain,"));
        silent(LOST_DATA, &database("DeletionPolicy: Delete,"));
        silent(LOST_DATA, &database(""));
        silent(LOST_DATA, "Resources:\n  It: {Type: AWS::SNS::Topic, DeletionPolicy: Retain}\n");
    }
}
