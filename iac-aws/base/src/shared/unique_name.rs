//! Names of what AWS keeps by name, and CloudFormation names only when told to.

use iac_core::prelude::*;
use iac_core::{select, split, stack_id};

/// The id of the construct that is being built, with a part of the stack's id that keeps two copies of the stack apart:
/// `Site-1a2b3c4d`. Ids that are too long lose their end, so that two of them may clash.
pub fn unique_name(stack: &Stack, separator: &'static str, longest: usize) -> Val<Str> {
    let uuid: Val<Str> = select(2, split("/", stack_id()));
    let unique: Val<Str> = select(0, split("-", uuid));
    let id: String = stack.logical_id().chars().take(longest.saturating_sub(8 + separator.len())).collect();
    join![id + separator, unique]
}
