//! What becomes of data when its stack is deleted.

use iac_core::DeletionPolicy;

/// What becomes of data when its stack is deleted, or when an update replaces what holds it. There is no default: who
/// adds a database or a bucket says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnDelete {
    /// A last snapshot is taken and stays; it costs by its size until somebody deletes it. For databases.
    Snapshot,
    /// The database or bucket stays outside of any stack and goes on costing as before.
    Retain,
    /// The data is gone for good.
    Delete,
}

impl From<OnDelete> for DeletionPolicy {
    fn from(choice: OnDelete) -> Self {
        match choice {
            OnDelete::Snapshot => DeletionPolicy::Snapshot,
            OnDelete::Retain => DeletionPolicy::Retain,
            OnDelete::Delete => DeletionPolicy::Delete,
        }
    }
}
