//! What becomes of the data of a database that is deleted.

use crate::prelude::*;

/// Where no policy is given, CloudFormation takes a last snapshot of an instance or a cluster.
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html>
pub(super) fn last_snapshot(s: &mut Scope<'_, '_>, identifier: &'static str) {
    if s.deletion_policy() == Some(DeletionPolicy::Delete) {
        s.set("skip_final_snapshot", true);
    } else if let Some(identifier) = s.get(identifier).cloned() {
        s.set("final_snapshot_identifier", Term::joined([identifier, "-final".into()]));
    }
}
