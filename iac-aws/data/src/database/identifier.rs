//! Identifiers that AWS asks for, different in every stack.

use iac_core::prelude::*;
use iac_core::{select, split, stack_id};

/// `{logical id}-{eight characters}`, in lower case. The characters are the first part of the stack's own id, so that
/// two copies of a stack get along in one account, and they stay the same as long as the stack exists.
///
/// `None` where the logical id is longer than `longest` or starts with a digit.
pub(super) fn identifier(stack: &Stack, longest: usize) -> Option<Val<Str>> {
    let id = stack.logical_id().to_ascii_lowercase();
    let fits = id.len() <= longest && id.starts_with(|c: char| c.is_ascii_lowercase());
    let uuid = select::<Str>(2, split("/", stack_id()));
    fits.then(|| join![format!("{id}-"), select::<Str>(0, split("-", uuid))])
}
