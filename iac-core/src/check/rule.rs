//! What a rule is.

use super::findings::Findings;
use super::world::World;
use crate::diagnostic::Severity;

/// One rule. The macro [`rule!`](crate::rule) makes one from its documentation.
#[derive(Clone, Copy)]
pub struct Rule {
    /// A short stable name, such as `closed-port`.
    pub code: &'static str,
    /// How much a finding of it matters.
    pub severity: Severity,
    /// What it finds, why that is wrong and what to do: the text of `explain`, each line with the space before it.
    pub explain: &'static str,
    /// It is told only where no other rule finds fault with the same property: those say it in words of their own.
    pub general: bool,
    /// Reads a world and adds what it finds; changes nothing.
    pub check: for<'g> fn(&World<'g>, &mut Findings<'_, 'g>),
}

impl Rule {
    /// The rule as one that gives way to others.
    pub const fn general(self) -> Rule {
        Rule { general: true, ..self }
    }

    /// The text of `explain`.
    pub fn text(&self) -> String {
        self.explain.lines().map(|line| format!("{}\n", line.strip_prefix(' ').unwrap_or(line))).collect()
    }
}

/// A rule whose documentation is what `explain` prints.
///
/// ```
/// use iac_core::check::{Findings, World};
///
/// iac_core::rule! {
///     /// A queue has no name.
///     ///
///     /// Names of queues are made up where none is given; here they must not be.
///     pub QUEUE_NAME: "queue-name", Warning, check
/// }
///
/// fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
///     for queue in world.all("AWS::SQS::Queue") {
///         if queue.get("QueueName").is_absent() {
///             findings.at(queue, "", "the queue has no name", "set `QueueName`");
///         }
///     }
/// }
/// assert!(QUEUE_NAME.explain.starts_with(" A queue has no name.\n"));
/// ```
#[macro_export]
macro_rules! rule {
    ($(#[doc = $line:literal])* $visibility:vis $name:ident: $code:literal, $severity:ident, $check:path) => {
        $(#[doc = $line])*
        $visibility const $name: $crate::check::Rule = $crate::check::Rule {
            code: $code,
            severity: $crate::Severity::$severity,
            explain: concat!($($line, "\n"),*),
            general: false,
            check: $check,
        };
    };
}
