//! Customer keys of KMS.

use iac_aws_base::policy::{PolicyDocument, Principal, Statement};
use iac_aws_base::security::{EncryptionKeyHandle, KeyUser};
use iac_aws_base::shared::whole_days;
use iac_aws_cfn::kms;
use iac_core::prelude::*;
use iac_core::{Duration, Text};

/// A customer key (`AWS::KMS::Key`): symmetric, rotated every year, administered by the account through IAM policies.
///
/// It costs 1 $ a month, another 1 $ a month after each of its first two rotations, and 0.03 $ per 10,000 requests
/// (<https://aws.amazon.com/kms/pricing/>). Without one, AWS's own keys encrypt at rest as well and cost nothing; a
/// customer key adds a policy, a log of uses and a switch of your own.
///
/// It stays when the stack is deleted: what it encrypted, snapshots and backups included, is unreadable without it.
///
/// ```
/// use iac_aws::prelude::*;
/// let mut stack = Stack::new("main");
/// let key = EncryptionKey::new("Data of the application").usable_by(KeyUser::CloudWatchLogs);
/// let key = stack.add("Key", key);
/// stack.output("KeyArn", key.arn());
/// ```
#[derive(Clone, Debug)]
pub struct EncryptionKey {
    description: Text,
    users: Vec<KeyUser>,
    alias: Option<Text>,
    rotation: Option<Duration>,
    pending_window: Duration,
    policy: DeletionPolicy,
}

impl EncryptionKey {
    /// A key; the description is what the console shows.
    pub fn new(description: impl Into<Text>) -> Self {
        EncryptionKey {
            description: description.into(),
            users: Vec::new(),
            alias: None,
            rotation: None,
            pending_window: days(30),
            policy: DeletionPolicy::Retain,
        }
    }

    /// Lets a service use the key by itself.
    pub fn usable_by(mut self, user: KeyUser) -> Self {
        if !self.users.contains(&user) {
            self.users.push(user);
        }
        self
    }

    /// A name for people, without the leading `alias/`. Aliases are unique in an account and region: a second copy of
    /// the stack there fails. None by default.
    pub fn alias(mut self, alias: impl Into<Text>) -> Self {
        self.alias = Some(alias.into());
        self
    }

    /// How often KMS rotates the key material, 90 to 2,560 whole days; 365 by default.
    /// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html>
    pub fn rotation_period(mut self, period: Duration) -> Self {
        self.rotation = Some(period);
        self
    }

    /// How long a deletion can be taken back, 7 to 30 whole days; 30 by default.
    pub fn pending_window(mut self, window: Duration) -> Self {
        self.pending_window = window;
        self
    }

    /// Schedules the key for deletion when the stack is deleted, which takes the pending window. Whatever it encrypted
    /// and still exists then is lost.
    pub fn delete_with_stack(mut self) -> Self {
        self.policy = DeletionPolicy::Delete;
        self
    }
}

impl Construct for EncryptionKey {
    type Handle = EncryptionKeyHandle;
    const SEALED: bool = true;

    fn build(self, stack: &mut Stack) -> EncryptionKeyHandle {
        let root = join!["arn:", partition(), ":iam::", account_id(), ":root"];
        let account = Statement::allow(["kms:*"]).sid("Account").by(Principal::Aws(root.into_plain_value())).on("*");
        let users = self.users.iter().map(|user| user.statement());
        let mut key = kms::Key::new()
            .description(self.description)
            .enable_key_rotation(true)
            .pending_window_in_days(period(stack, "bad-pending-window", self.pending_window, 7, 30))
            .key_policy(PolicyDocument::new([account].into_iter().chain(users)));
        if let Some(rotation) = self.rotation {
            key = key.rotation_period_in_days(period(stack, "bad-rotation-period", rotation, 90, 2_560));
        }
        let key = stack.add("", key);
        stack.on_delete(key, self.policy);
        let alias = self.alias.map(|alias| {
            check_alias(stack, &alias);
            stack.add("Alias", kms::Alias::new(format!("alias/{alias}"), key.arn()))
        });
        EncryptionKeyHandle { key, alias }
    }
}

fn period(stack: &mut Stack, code: &'static str, given: Duration, least: u32, most: u32) -> u32 {
    whole_days(given).filter(|count| (least..=most).contains(count)).unwrap_or_else(|| {
        let message = format!("{} seconds is no period that KMS takes here", given.as_secs());
        stack.error(code, message, format!("give whole days from `days({least})` to `days({most})`"));
        least
    })
}

/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html>
fn check_alias(stack: &mut Stack, alias: &str) {
    let characters = alias.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/_-".contains(&byte));
    if alias.is_empty() || alias.len() > 250 || !characters || alias.starts_with("aws/") || alias.starts_with("alias/")
    {
        stack.error(
            "bad-key-alias",
            format!("`{alias}` cannot be the alias of a key"),
            "give 1 to 250 letters, digits, `/`, `_` and `-`, without a leading `alias/` or `aws/`",
        );
    }
}
