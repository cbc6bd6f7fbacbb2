//! What becomes of a resource when it leaves the stack.

/// What CloudFormation does with a resource that is deleted or replaced.
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeletionPolicy {
    /// It and its data are gone.
    Delete,
    /// It stays, outside of any stack, and goes on costing.
    Retain,
    /// It stays, except when the stack that was to create it failed to.
    RetainExceptOnCreate,
    /// A last snapshot is taken, which costs until it is deleted; then it is gone.
    Snapshot,
}

impl DeletionPolicy {
    /// CloudFormation's name of it.
    pub const fn name(self) -> &'static str {
        match self {
            DeletionPolicy::Delete => "Delete",
            DeletionPolicy::Retain => "Retain",
            DeletionPolicy::RetainExceptOnCreate => "RetainExceptOnCreate",
            DeletionPolicy::Snapshot => "Snapshot",
        }
    }

    /// The policy for a replacement: a replacement is an update, where `RetainExceptOnCreate` does not exist.
    pub const fn on_replace(self) -> Self {
        match self {
            DeletionPolicy::RetainExceptOnCreate => DeletionPolicy::Retain,
            other => other,
        }
    }
}
