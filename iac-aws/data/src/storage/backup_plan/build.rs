//! The resources behind a plan.

use super::restore_test::Tried;
use super::role::{keys, role_for};
use super::{BackupPlan, Protected};
use iac_aws_base::policy::Statement;
use iac_aws_base::shared::unique_name;
use iac_aws_cfn::backup::backup_plan::BackupPlanResourceType;
use iac_aws_cfn::backup::backup_selection::{BackupSelectionResourceType, ConditionResourceType};
use iac_aws_cfn::{backup, iam};
use iac_core::prelude::*;

/// A plan in a stack.
#[derive(Clone, Debug)]
pub struct BackupPlanHandle {
    /// The plan.
    pub plan: backup::BackupPlanRef,
    /// What makes the backups.
    pub role: iam::RoleRef,
    /// What it protects: what was named, and what bears a tag.
    pub selections: Vec<backup::BackupSelectionRef>,
    /// Restores that are tried out, with the roles that do so.
    pub tests: Vec<(backup::RestoreTestingPlanRef, iam::RoleRef)>,
}

impl Construct for BackupPlan {
    type Handle = BackupPlanHandle;
    const SEALED: bool = true;

    fn build(self, stack: &mut Stack) -> BackupPlanHandle {
        self.check(stack);
        let rules: Vec<_> = self.rules.iter().map(|rule| rule.build(stack, &self.vault, &self.resources)).collect();
        let plan = BackupPlanResourceType::new(unique_name(stack, "-", 50), rules);
        let plan = stack.add("", backup::BackupPlan::new(plan));
        let role = self.role(stack);
        let selection = |name: &'static str| BackupSelectionResourceType::new(role.arn(), name);
        let mut selections = Vec::new();
        if !self.resources.is_empty() {
            let arns: Vec<Val<Str>> = self.resources.iter().map(|resource| resource.arn.clone()).collect();
            let named = backup::BackupSelection::new(plan.backup_plan_id(), selection("named").resources(arns));
            selections.push(stack.add("Named", named));
        }
        if !self.tags.is_empty() {
            let equals = |(key, value): &(iac_core::Text, iac_core::Text)| {
                ConditionResourceType::new(key.clone(), Val::imported("STRINGEQUALS"), value.clone())
            };
            let tags: Vec<_> = self.tags.iter().map(equals).collect();
            let tagged = backup::BackupSelection::new(plan.backup_plan_id(), selection("tagged").list_of_tags(tags));
            selections.push(stack.add("Tagged", tagged));
        }
        let vault = self.vault;
        let tests = self.tests.into_iter().map(|test| stack.add(test.id.clone(), Tried { test, vault })).collect();
        BackupPlanHandle { plan, role, selections, tests }
    }
}

impl BackupPlan {
    fn check(&self, stack: &mut Stack) {
        if self.rules.is_empty() {
            stack.error("no-backup-rule", "the plan has no rule, so that it does nothing", "add one with `.rule(…)`");
        }
        if self.resources.is_empty() && self.tags.is_empty() {
            let help = "name it with `.resource(&database)`, or by a tag with `.tagged(\"Backup\", \"daily\")`";
            stack.error("nothing-backed-up", "the plan protects nothing", help);
        }
        for (index, rule) in self.rules.iter().enumerate() {
            if self.rules[..index].iter().any(|earlier| earlier.name == rule.name) {
                let message = format!("the plan has two rules named `{}`", rule.name);
                stack.error("bad-backup-rule", message, "give each rule a name of its own");
            }
        }
    }

    /// A role for what was named; one for everything where tags decide.
    fn role(&self, stack: &mut Stack) -> iam::RoleRef {
        let continuous = self.rules.iter().any(|rule| rule.is_continuous());
        let mut statements = vec![Statement::allow(["tag:GetResources"]).on("*")];
        for resource in &self.resources {
            statements.extend(resource.backup(continuous));
        }
        let copies = self.rules.iter().flat_map(|rule| &rule.copies);
        let vaults = std::iter::once(&self.vault).chain(copies.clone().map(|(vault, _)| vault));
        let mut arns: Vec<_> = Vec::new();
        for vault in vaults.clone() {
            if !arns.contains(&vault.arn()) {
                arns.push(vault.arn());
            }
        }
        let into = ["backup:DescribeBackupVault", "backup:CopyIntoBackupVault"];
        statements.push(arns.into_iter().fold(Statement::allow(into), Statement::on));
        if copies.count() > 0 {
            statements.push(Statement::allow(["backup:CopyFromBackupVault"]).on(self.vault.arn()));
        }
        let of_resources = self.resources.iter().filter_map(|resource: &Protected| resource.key);
        statements.extend(keys(of_resources.chain(vaults.filter_map(|vault| vault.key))));
        let role = role_for(stack, statements);
        if !self.tags.is_empty() {
            let all = ["AWSBackupServiceRolePolicyForBackup", "AWSBackupServiceRolePolicyForS3Backup"];
            let arns = [
                join!["arn:", partition(), ":iam::aws:policy/service-role/", all[0]],
                join!["arn:", partition(), ":iam::aws:policy/", all[1]],
            ];
            stack.modify(role, |role| role.managed_policy_arns(arns.map(Val::untyped)));
        }
        role
    }
}
