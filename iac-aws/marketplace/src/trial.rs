//! Trials inside the software.

use super::Pricing;
use iac_core::{Duration, Stack, Value};

/// A trial that the software itself keeps to: for some days, or until a limit is reached, it reports a usage of zero.
///
/// AWS Marketplace has no trial of its own for container products with usage pricing. The buyer owns the database that
/// counts, so a new deployment is a new trial.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trial {
    length: Duration,
    limits: Vec<(&'static str, u32)>,
}

impl Trial {
    /// A trial of some whole days, 1 to 365.
    pub fn in_app(length: Duration) -> Self {
        Trial { length, limits: Vec::new() }
    }

    /// How much of a dimension is free.
    pub fn limit(mut self, dimension: &'static str, quantity: u32) -> Self {
        self.limits.push((dimension, quantity));
        self
    }

    pub(super) fn days(&self) -> u64 {
        self.length.as_secs() / 86_400
    }

    pub(super) fn limits(&self) -> Value {
        Value::map(self.limits.iter().map(|(key, quantity)| (*key, Value::Int((*quantity).into()))))
    }

    pub(super) fn check(&self, stack: &mut Stack, pricing: &Pricing) {
        let seconds = self.length.as_secs();
        if !seconds.is_multiple_of(86_400) || !(1..=365).contains(&self.days()) {
            stack.error(
                "marketplace-trial",
                format!("the trial lasts {seconds} seconds"),
                "a trial lasts 1 to 365 whole days: `Trial::in_app(days(14))`",
            );
        }
        let keys: Vec<_> = pricing.dimensions().iter().map(super::Dimension::key).collect();
        for (at, (key, _)) in self.limits.iter().enumerate() {
            if !keys.contains(key) {
                let known = if keys.is_empty() { "none".into() } else { keys.join(", ") };
                stack.error(
                    "marketplace-trial",
                    format!("the trial limits `{key}`, which is no dimension of the product"),
                    format!("limit one of its dimensions: {known}"),
                );
            }
            if self.limits[..at].iter().any(|(other, _)| other == key) {
                stack.error("marketplace-trial", format!("the trial limits `{key}` twice"), "give one limit for each");
            }
        }
    }
}
