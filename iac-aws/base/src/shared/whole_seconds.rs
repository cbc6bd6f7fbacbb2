//! Durations where AWS takes seconds.

use iac_core::prelude::*;

/// A duration in whole seconds between two bounds, or an error that names what it is of.
pub fn whole_seconds(stack: &mut Stack, what: &str, given: Duration, least: u32, most: u32) -> u32 {
    if given.subsec_nanos() != 0 || !(u64::from(least)..=u64::from(most)).contains(&given.as_secs()) {
        let message = format!("{what} is {} s", given.as_secs_f64());
        stack.error("bad-duration", message, format!("give whole seconds from {least} to {most}"));
    }
    given.as_secs().clamp(least.into(), most.into()) as u32
}
