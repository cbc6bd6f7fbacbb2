//! The roles that AWS Backup takes on.

use iac_aws_base::policy::{PolicyDocument, Statement};
use iac_aws_base::security::EncryptionKeyHandle;
use iac_aws_cfn::iam;
use iac_core::prelude::*;

/// A role of AWS Backup's that may do this and nothing else.
pub(super) fn role_for(stack: &mut Stack, statements: Vec<Statement>) -> iam::RoleRef {
    let policy = iam::role::Policy::new(PolicyDocument::new(statements), "Backup");
    let role = iam::Role::new(PolicyDocument::trusts("backup.amazonaws.com")).policies([policy]);
    stack.add("Role", role)
}

/// Customer keys: RDS and S3 read and write with them for the role. Keys of AWS's own let everybody of the account do
/// so through their service.
pub(super) fn keys(keys: impl IntoIterator<Item = EncryptionKeyHandle>) -> Vec<Statement> {
    let mut arns: Vec<_> = Vec::new();
    for key in keys {
        if !arns.contains(&key.arn()) {
            arns.push(key.arn());
        }
    }
    if arns.is_empty() {
        return Vec::new();
    }
    let uses = ["kms:DescribeKey", "kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"];
    let on_all = |statement: Statement| arns.iter().cloned().fold(statement, Statement::on);
    let grant = on_all(Statement::allow(["kms:CreateGrant"])).when("Bool", "kms:GrantIsForAWSResource", "true");
    vec![on_all(Statement::allow(uses)), grant]
}
