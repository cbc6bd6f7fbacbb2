//! Vaults of AWS Backup.

use iac_aws_base::monitoring::AlarmTopicHandle;
use iac_aws_base::policy::{Principal, Statement};
use iac_aws_base::security::{EncryptionKeyHandle, KeyUser};
use iac_aws_base::shared::{unique_name, whole_days};
use iac_aws_cfn::backup::backup_vault::{LockConfigurationType, NotificationObjectType};
use iac_aws_cfn::{backup, kind};
use iac_core::prelude::*;
use iac_core::{DeletionPolicy, Duration, Text};

/// What a vault's topic is told: jobs that did not end well. Source:
/// <https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-notifications.html>
const FAULTS: [&str; 4] = ["BACKUP_JOB_FAILED", "BACKUP_JOB_EXPIRED", "COPY_JOB_FAILED", "RESTORE_JOB_FAILED"];

/// A vault (`AWS::Backup::BackupVault`): where AWS Backup keeps backups, encrypted. It costs what it holds, by size.
///
/// It stays when the stack is deleted: AWS Backup deletes no vault that holds something.
/// Source: <https://docs.aws.amazon.com/aws-backup/latest/devguide/vaults.html>
///
/// ```
/// use iac_aws::prelude::*;
/// let mut recovery = Stack::new("recovery").in_region(Region::EU_WEST_1);
/// let key = recovery.add("Key", EncryptionKey::new("Copies of backups"));
/// let copies = recovery.add("Copies", BackupVault::new().encryption_key(&key).locked(days(7), days(365)));
/// # let _ = copies;
/// ```
#[derive(Clone, Debug)]
pub struct BackupVault {
    name: Option<Text>,
    key: Option<EncryptionKeyHandle>,
    lock: Option<(Duration, Duration)>,
    topic: Option<AlarmTopicHandle>,
    policy: DeletionPolicy,
}

impl Default for BackupVault {
    fn default() -> Self {
        BackupVault::new()
    }
}

impl BackupVault {
    /// A vault that is encrypted with AWS Backup's own key.
    pub fn new() -> Self {
        BackupVault { name: None, key: None, lock: None, topic: None, policy: DeletionPolicy::Retain }
    }

    /// A name of your own: 2 to 50 letters, digits, hyphens and underscores. A second copy of the stack in the same
    /// account and region fails; another name later is another vault.
    pub fn name(mut self, name: impl Into<Text>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Encrypts backups with a customer key, those of S3 for one. Another key later is another vault.
    pub fn encryption_key(mut self, key: &EncryptionKeyHandle) -> Self {
        self.key = Some(*key);
        self
    }

    /// Nobody without the permission to unlock the vault deletes a backup before its time or keeps it longer: between the
    /// two ages, in whole days, all retentions of its backups must lie (governance mode).
    /// Source: <https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html>
    pub fn locked(mut self, least: Duration, most: Duration) -> Self {
        self.lock = Some((least, most));
        self
    }

    /// Tells a topic of this stack of jobs that failed or never ran.
    pub fn faults_to(mut self, topic: &AlarmTopicHandle) -> Self {
        self.topic = Some(*topic);
        self
    }

    /// Deletes the vault with the stack, which fails as long as it holds a backup.
    pub fn delete_with_stack(mut self) -> Self {
        self.policy = DeletionPolicy::Delete;
        self
    }
}

/// A vault in a stack.
#[derive(Clone, Copy, Debug)]
pub struct BackupVaultHandle {
    /// The vault.
    pub vault: backup::BackupVaultRef,
    /// The customer key that encrypts it, where one does.
    pub key: Option<EncryptionKeyHandle>,
}

impl BackupVaultHandle {
    /// The vault's name.
    pub fn name(&self) -> Val<Name<kind::BackupBackupVault>> {
        self.vault.backup_vault_name()
    }

    /// The vault's ARN.
    pub fn arn(&self) -> Val<Arn<kind::BackupBackupVault>> {
        self.vault.backup_vault_arn()
    }
}

impl Construct for BackupVault {
    type Handle = BackupVaultHandle;
    const SEALED: bool = true;

    fn build(self, stack: &mut Stack) -> BackupVaultHandle {
        let name = match &self.name {
            Some(name) => {
                check_name(stack, name);
                Val::imported(name.clone())
            }
            None => unique_name(stack, "-", 50),
        };
        let mut vault = backup::BackupVault::new(name);
        if let Some(key) = &self.key {
            vault = vault.encryption_key_arn(key.arn());
        }
        if let Some((least, most)) = self.lock {
            let days = [least, most].map(|age| whole_days(age).filter(|count| (1..=36_500).contains(count)));
            let [least, most] = match days {
                [Some(least), Some(most)] if least <= most => [least, most],
                _ => {
                    let message = "a vault cannot be locked between these ages";
                    stack.error("bad-vault-lock", message, "give whole days, the smaller one first");
                    [1, 1]
                }
            };
            vault = vault.lock_configuration(LockConfigurationType::new(least).max_retention_days(most));
        }
        if let Some(topic) = &self.topic {
            if let Some(key) = topic.key {
                key.require(stack, KeyUser::Backup);
            }
            vault = vault.notifications(NotificationObjectType::new(FAULTS, topic.arn()));
        }
        let vault = stack.add("", vault);
        stack.on_delete(vault, self.policy);
        if let Some(topic) = &self.topic {
            let statement = Statement::allow(["sns:Publish"])
                .by(Principal::Service("backup.amazonaws.com"))
                .on(topic.arn())
                .when("StringEquals", "aws:SourceAccount", account_id());
            topic.allow(stack, statement);
            stack.depends_on(vault, topic.policy);
        }
        if self.key.is_none() {
            stack.suppress(vault, "CKV_AWS_166", "It is encrypted with AWS Backup's own key");
        }
        BackupVaultHandle { vault, key: self.key }
    }
}

fn check_name(stack: &mut Stack, name: &str) {
    let fits = (2..=50).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    if !fits {
        let help = "give 2 to 50 letters, digits, hyphens and underscores";
        stack.error("bad-vault-name", format!("`{name}` cannot be the name of a vault"), help);
    }
}
