//! Durations that AWS counts in seconds.

use iac_core::prelude::*;
use std::ops::RangeInclusive;

/// Reports a duration that is no whole number of seconds or out of range. `what` is its name in the message.
pub(super) fn check(stack: &mut Stack, code: &'static str, what: &str, given: Duration, range: RangeInclusive<u64>) {
    if given.subsec_nanos() != 0 || !range.contains(&given.as_secs()) {
        let message = format!("the {what} is {} seconds", given.as_secs_f64());
        stack.error(code, message, format!("it is {} to {} whole seconds", range.start(), range.end()));
    }
}
