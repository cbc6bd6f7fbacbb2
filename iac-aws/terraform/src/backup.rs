//! AWS Backup.

use super::prelude::*;

pub(super) const TYPES: &[ResourceMap] = &[
    ResourceMap::new("AWS::Backup::BackupPlan", "aws_backup_plan")
        .attributes(&[("BackupPlanArn", "arn"), ("BackupPlanId", "id"), ("VersionId", "version")])
        .properties(&[("BackupPlan", To::Flatten(PLAN))]),
    ResourceMap::new("AWS::Backup::BackupSelection", "aws_backup_selection")
        .attributes(&[("BackupPlanId", "plan_id"), ("SelectionId", "id")])
        .properties(&[("BackupPlanId", To::Attribute("plan_id")), ("BackupSelection", To::Flatten(SELECTION))]),
    ResourceMap::new("AWS::Backup::BackupVault", "aws_backup_vault")
        .reference("name")
        .attributes(&[("BackupVaultArn", "arn"), ("BackupVaultName", "name")])
        .properties(&[
            ("AccessPolicy", To::By(access_policy)),
            ("BackupVaultName", To::Attribute("name")),
            ("EncryptionKeyArn", To::Attribute("kms_key_arn")),
            ("LockConfiguration", To::Part(&LOCK)),
            ("Notifications", To::Part(&NOTIFICATIONS)),
        ]),
    ResourceMap::new("AWS::Backup::RestoreTestingPlan", "aws_backup_restore_testing_plan")
        .reference("name")
        .attributes(&[("RestoreTestingPlanArn", "arn")])
        .properties(&[("RestoreTestingPlanName", To::Attribute("name"))]),
    ResourceMap::new("AWS::Backup::RestoreTestingSelection", "aws_backup_restore_testing_selection")
        .properties(&[("RestoreTestingSelectionName", To::Attribute("name"))]),
];

const LOCK: Part = Part::new("aws_backup_vault_lock_configuration", "backup_vault_name", "name");
const NOTIFICATIONS: Part = Part::new("aws_backup_vault_notifications", "backup_vault_name", "name");

const PLAN: &[(&str, To)] = &[
    ("AdvancedBackupSettings", To::Block("advanced_backup_setting", &[])),
    ("BackupPlanName", To::Attribute("name")),
    ("BackupPlanRule", To::Block("rule", RULE)),
    ("ScanSettings", To::Block("scan_setting", &[])),
];

const RULE: &[(&str, To)] = &[
    ("CompletionWindowMinutes", To::Attribute("completion_window")),
    (
        "CopyActions",
        To::Block(
            "copy_action",
            &[("DestinationBackupVaultArn", To::Attribute("destination_vault_arn")), ("Lifecycle", LIFECYCLE)],
        ),
    ),
    ("Lifecycle", LIFECYCLE),
    ("RuleName", To::By(rule_name)),
    ("ScheduleExpression", To::Attribute("schedule")),
    ("StartWindowMinutes", To::Attribute("start_window")),
    ("TargetBackupVault", To::Attribute("target_vault_name")),
];

const LIFECYCLE: To = To::Block(
    "lifecycle",
    &[
        ("DeleteAfterDays", To::Attribute("delete_after")),
        ("MoveToColdStorageAfterDays", To::Attribute("cold_storage_after")),
    ],
);

const CONDITION: &[(&str, To)] = &[
    ("ConditionKey", To::Attribute("key")),
    ("ConditionType", To::Values("type", &[("stringequals", "STRINGEQUALS")])),
    ("ConditionValue", To::Attribute("value")),
];

const SELECTION: &[(&str, To)] = &[
    (
        "Conditions",
        To::Block(
            "condition",
            &[
                ("StringEquals", To::Block("string_equals", CONDITION)),
                ("StringLike", To::Block("string_like", CONDITION)),
                ("StringNotEquals", To::Block("string_not_equals", CONDITION)),
                ("StringNotLike", To::Block("string_not_like", CONDITION)),
            ],
        ),
    ),
    ("ListOfTags", To::Block("selection_tag", CONDITION)),
    ("SelectionName", To::Attribute("name")),
];

/// Every rule has a name. A job that is not told otherwise starts within eight hours and ends within seven days; the
/// provider would give it one and three hours.
/// Source: <https://docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html>
fn rule_name<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    s.to(field, &To::Attribute("rule_name"));
    for (property, attribute, minutes) in
        [("StartWindowMinutes", "start_window", 480), ("CompletionWindowMinutes", "completion_window", 10_080)]
    {
        if s.field(property).is_none() {
            s.set(attribute, minutes);
        }
    }
}

fn access_policy<'g>(s: &mut Scope<'_, 'g>, policy: &'g Field) {
    let name = s.reference("name");
    s.part("aws_backup_vault_policy", "", |s| {
        s.set("backup_vault_name", name);
        s.to(policy, &To::Json("policy"));
    });
}
