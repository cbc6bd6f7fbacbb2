use iac_core::check::{Eval, Findings, Res, World};

iac_core::rule! {
    /// A rule of a backup plan cannot be as it is planned.
    ///
    /// What goes to cold storage stays there for 90 days at least, so it is deleted 90 days after it went there or later. A
    /// backup that may begin within a window must have at least an hour more to end.
    ///
    /// <https://docs.aws.amazon.com/aws-backup/latest/devguide/API_Lifecycle.html>,
    /// <https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupRule.html>
    pub(crate) BACKUP_PLAN: "backup-plan", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for plan in world.all("AWS::Backup::BackupPlan") {
        for rule in plan.get("BackupPlan.BackupPlanRule").items() {
            lifecycle(findings, plan, rule, rule.at("Lifecycle"));
            for copy in rule.at("CopyActions").items() {
                lifecycle(findings, plan, rule, copy.at("Lifecycle"));
            }
            let (start, end) = (rule.at("StartWindowMinutes").int(), rule.at("CompletionWindowMinutes").int());
            if let Some((start, end)) = start.zip(end).filter(|(start, end)| end < &(start + 60)) {
                let message = format!(
                    "the rule `{}` of {} may begin after {start} minutes and must have ended after {end}",
                    rule.at("RuleName").shown(),
                    plan.path()
                );
                let help = format!("set `CompletionWindowMinutes: {}` or more", start + 60);
                findings.at(plan, "BackupPlan", message, help);
            }
        }
    }
}

fn lifecycle<'g>(findings: &mut Findings<'_, 'g>, plan: Res<'_, 'g>, rule: &Eval<'g>, lifecycle: &Eval<'g>) {
    let (cold, end) = (lifecycle.at("MoveToColdStorageAfterDays").int(), lifecycle.at("DeleteAfterDays").int());
    if let Some((cold, end)) = cold.zip(end).filter(|(cold, end)| *cold >= 0 && *end >= 0 && end < &(cold + 90)) {
        let message = format!(
            "the rule `{}` of {} moves backups to cold storage after {cold} days and deletes them after {end}",
            rule.at("RuleName").shown(),
            plan.path()
        );
        let help = format!("they stay there for 90 days: set `DeleteAfterDays: {}` or more", cold + 90);
        findings.at(plan, "BackupPlan", message, help);
    }
}

#[cfg(test)]
mod tests {
    use super::BACKUP_PLAN;
    use crate::testing::{finds, silent};

    fn plan(rule: &str) -> String {
        format!(
            "Resources:\n  P: {{Type: AWS::Backup::BackupPlan, Properties: {{BackupPlan: {{BackupPlanName: p, BackupPlanRule: [{{RuleName: \
             daily, TargetBackupVault: v, {rule}}}]}}}}}}\n"
        )
    }

    #[test]
    fn plans() {
        let cold = "Lifecycle: {MoveToColdStorageAfterDays: 30, DeleteAfterDays: 60}";
        finds(BACKUP_PLAN, &plan(cold), "P", "after 30 days and deletes them after 60");
        finds(BACKUP_PLAN, &plan(&format!("CopyActions: [{{{cold}}}]")), "P", "moves backups to cold storage");
        finds(
            BACKUP_PLAN,
            &plan("StartWindowMinutes: 60, CompletionWindowMinutes: 90"),
            "P",
            "must have ended after 90",
        );
        silent(BACKUP_PLAN, &plan("Lifecycle: {MoveToColdStorageAfterDays: 30, DeleteAfterDays: 120}"));
        silent(
            BACKUP_PLAN,
            &plan("Lifecycle: {DeleteAfterDays: 5}, StartWindowMinutes: 60, CompletionWindowMinutes: 120"),
        );
    }
}
