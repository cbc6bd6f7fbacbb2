//! Restores that are tried out.

use super::protected::rds;
use super::role::{keys, role_for};
use crate::storage::BackupVaultHandle;
use iac_aws_base::compute::Schedule;
use iac_aws_base::database::RdsInstanceHandle;
use iac_aws_base::policy::Statement;
use iac_aws_base::security::EncryptionKeyHandle;
use iac_aws_base::shared::unique_name;
use iac_aws_cfn::backup::restore_testing_plan::{
    RecoveryPointTypes, RestoreTestingRecoveryPointSelection, RestoreTestingRecoveryPointSelectionAlgorithm,
};
use iac_aws_cfn::backup::restore_testing_selection::RestoreTestingSelectionRequired;
use iac_aws_cfn::{backup, iam};
use iac_core::prelude::*;
use iac_core::{Duration, Field, Text, Value};

/// A restore that is tried out again and again (`AWS::Backup::RestoreTestingPlan`): AWS Backup restores the latest backup
/// of a database of the last 30 days into the database's own subnets and security group, keeps it for a while, and deletes
/// it. Costs 3 $ a test, and the restored instance while it is there (<https://aws.amazon.com/backup/pricing/>).
///
/// It proves that the backup restores, and nothing of what is in it. Meanwhile whatever reaches the database reaches the
/// copy, with the database's users and passwords: look into it then, by hand or by a task that `RESTORE_JOB` events start.
/// Source: <https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing.html>
#[derive(Clone, Debug)]
pub struct RestoreTest {
    pub(super) id: Text,
    schedule: Schedule,
    validation: Duration,
    arn: Val<Str>,
    subnet_group: Val<Str>,
    security_group: Val<Str>,
    key: Option<EncryptionKeyHandle>,
}

impl RestoreTest {
    /// Tests of a database at these times (UTC), under an id that is unique in the plan. It stays for an hour.
    pub fn new(id: impl Into<Text>, database: &RdsInstanceHandle, schedule: Schedule) -> Self {
        RestoreTest {
            id: id.into(),
            schedule,
            validation: hours(1),
            arn: database.instance.db_instance_arn().untyped(),
            subnet_group: database.subnet_group.db_subnet_group_name().untyped(),
            security_group: database.security_group.group_id().untyped(),
            key: database.key,
        }
    }

    /// How long the restored database stays, 1 to 168 whole hours.
    pub fn validation(mut self, window: Duration) -> Self {
        self.validation = window;
        self
    }

    /// What restoring a database takes, out of AWS's own policy for restores of all services. AWS Backup deletes what it
    /// tested with a role of its own.
    /// Source: <https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSBackupServiceRolePolicyForRestores.html>
    fn statements(&self, vault: &BackupVaultHandle) -> Vec<Statement> {
        let look = [
            "rds:DescribeDBInstances",
            "rds:DescribeDBSnapshots",
            "rds:DescribeDBSubnetGroups",
            "rds:ListTagsForResource",
        ];
        let restore = ["rds:RestoreDBInstanceFromDBSnapshot", "rds:AddTagsToResource"];
        let of = ["snapshot:awsbackup:*", "subgrp:*", "pg:*", "og:*"].map(rds);
        let tested = rds("db:awsbackup-restore-test-*");
        let restore = of.iter().fold(Statement::allow(restore).on(&tested), Statement::on);
        let undo = Statement::allow(["rds:DeleteDBInstance"]).on(tested);
        let keys = keys([self.key, vault.key].into_iter().flatten());
        [Statement::allow(look).on("*"), restore, undo].into_iter().chain(keys).collect()
    }
}

/// A test of what a vault holds.
pub(super) struct Tried {
    pub(super) test: RestoreTest,
    pub(super) vault: BackupVaultHandle,
}

impl Construct for Tried {
    type Handle = (backup::RestoreTestingPlanRef, iam::RoleRef);
    const SEALED: bool = true;

    fn build(self, stack: &mut Stack) -> Self::Handle {
        let Tried { test, vault } = self;
        let (seconds, hour) = (test.validation.as_secs(), 3_600);
        if !seconds.is_multiple_of(hour) || !(1..=168).contains(&(seconds / hour)) {
            let message = format!("a restored database cannot stay for {seconds} seconds");
            stack.error("bad-validation-window", message, "give `hours(1)` to `hours(168)`");
        }
        let points = RestoreTestingRecoveryPointSelection::new(
            RestoreTestingRecoveryPointSelectionAlgorithm::LatestWithinWindow,
            [vault.arn()],
            [RecoveryPointTypes::Snapshot],
        )
        .selection_window_days(30);
        let expression = test.schedule.expression(stack);
        // Names of these plans have no hyphens.
        let name = unique_name(stack, "_", 50);
        let plan = backup::RestoreTestingPlan::new(points, name, expression).start_window_hours(1);
        let plan = stack.add("", plan);
        let role = role_for(stack, test.statements(&vault));
        let required = RestoreTestingSelectionRequired {
            iam_role_arn: role.arn(),
            protected_resource_type: "RDS",
            restore_testing_plan_name: plan.restore_testing_plan_name(),
            restore_testing_selection_name: "database",
        };
        let set = |key: &'static str, value: Value| Field::new(Text::Borrowed(key), value);
        let overrides = Value::Map(vec![
            set("dbSubnetGroupName", test.subnet_group.into_plain_value()),
            set("multiAz", Value::Str("false".into())),
            // A list is text in JSON here: https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing-inferred-metadata.html
            set("vpcSecurityGroupIds", join!["[\"", test.security_group, "\"]"].into_plain_value()),
        ]);
        let selection = backup::RestoreTestingSelection::new(required)
            .protected_resource_arns([test.arn])
            .restore_metadata_overrides(Val::<iac_core::kind::Map<Str>>::of(overrides))
            .validation_window_hours(i64::try_from(seconds / hour).unwrap_or(1));
        stack.add("Selection", selection);
        (plan, role)
    }
}
