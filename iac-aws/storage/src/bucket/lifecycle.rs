//! What becomes of objects as they grow old.

use super::StorageClass;
use iac_aws_base::shared::whole_days;
use iac_aws_cfn::s3::bucket::{NoncurrentVersionExpiration, Rule, RuleStatus, Transition};
use iac_core::prelude::*;
use iac_core::{Duration, Text};

/// What becomes of the objects under a prefix as they grow old. All ages are whole days.
/// Source: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html>
#[derive(Clone, Debug)]
pub struct LifecycleRule {
    id: Text,
    prefix: Text,
    transitions: Vec<(StorageClass, Duration)>,
    expire: Option<Duration>,
    expire_noncurrent: Option<Duration>,
}

impl LifecycleRule {
    /// A rule for all objects, under an id that is unique in the bucket. It does nothing until told to.
    pub fn new(id: impl Into<Text>) -> Self {
        let prefix = Text::Borrowed("");
        LifecycleRule { id: id.into(), prefix, transitions: Vec::new(), expire: None, expire_noncurrent: None }
    }

    /// Only objects under this prefix, such as `audit/`.
    pub fn prefix(mut self, prefix: impl Into<Text>) -> Self {
        self.prefix = prefix.into();
        self
    }

    /// Moves objects of this age to another storage class. `StandardIa` and `OnezoneIa` take none younger than 30 days;
    /// classes for rare reading bill a smallest time and each reading.
    pub fn transition(mut self, class: StorageClass, age: Duration) -> Self {
        self.transitions.push((class, age));
        self
    }

    /// Lets S3 itself find the cheapest class for each object, from the first day on. Costs 0.0025 $ a month for each
    /// 1,000 objects; those below 128 KiB are left alone (<https://aws.amazon.com/s3/pricing/>).
    pub fn intelligent_tiering(self) -> Self {
        self.transition(StorageClass::IntelligentTiering, days(0))
    }

    /// Deletes objects of this age. In a bucket with versions they become earlier versions first.
    pub fn expire(mut self, age: Duration) -> Self {
        self.expire = Some(age);
        self
    }

    /// Deletes earlier versions for good, this long after they were overwritten or deleted.
    pub fn expire_noncurrent(mut self, age: Duration) -> Self {
        self.expire_noncurrent = Some(age);
        self
    }

    pub(super) fn id(&self) -> &Text {
        &self.id
    }

    /// The rule for S3; reports what S3 would refuse.
    pub(super) fn into_rule(self, stack: &mut Stack) -> Rule {
        self.check(stack);
        let count = |age| whole_days(age).unwrap_or(1);
        let mut rule = Rule::new(RuleStatus::Enabled).id(self.id);
        if !self.prefix.is_empty() {
            rule = rule.prefix(self.prefix);
        }
        if !self.transitions.is_empty() {
            let to = |(class, age)| Transition::new(class).transition_in_days(count(age));
            rule = rule.transitions(self.transitions.into_iter().map(to).collect::<Vec<_>>());
        }
        if let Some(age) = self.expire {
            rule = rule.expiration_in_days(count(age));
        }
        if let Some(age) = self.expire_noncurrent {
            rule = rule.noncurrent_version_expiration(NoncurrentVersionExpiration::new(count(age)));
        }
        rule
    }

    fn check(&self, stack: &mut Stack) {
        let id = &self.id;
        if id.is_empty() || id.len() > 255 {
            let message = format!("the id of a lifecycle rule has {} characters", id.len());
            stack.error("bad-lifecycle-rule", message, "give 1 to 255 characters");
        }
        if self.transitions.is_empty() && self.expire.is_none() && self.expire_noncurrent.is_none() {
            let message = format!("the lifecycle rule `{id}` does nothing");
            stack.error("bad-lifecycle-rule", message, "say `.expire(…)`, `.expire_noncurrent(…)` or `.transition(…)`");
        }
        for age in [self.expire, self.expire_noncurrent].into_iter().flatten() {
            if whole_days(age).is_none_or(|count| count < 1) {
                let message = format!("the lifecycle rule `{id}` lets objects expire after {} seconds", age.as_secs());
                stack.error("bad-lifecycle-rule", message, "give whole days, at least `days(1)`");
            }
        }
        for (class, age) in &self.transitions {
            let rare = matches!(class, StorageClass::StandardIa | StorageClass::OnezoneIa);
            let least = if rare { 30 } else { 0 };
            if whole_days(*age).is_none_or(|count| count < least) {
                let message = format!("the lifecycle rule `{id}` moves to {class:?} after {} seconds", age.as_secs());
                stack.error("bad-lifecycle-rule", message, format!("give whole days, at least `days({least})`"));
            }
            if self.expire.is_some_and(|end| end <= *age) {
                let message = format!("the lifecycle rule `{id}` deletes objects before it moves them to {class:?}");
                stack.error("bad-lifecycle-rule", message, "let objects expire after the last transition");
            }
        }
    }
}
