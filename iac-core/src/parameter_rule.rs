//! Rules on parameters that belong together (the template's `Rules` section).

use crate::condition::{Condition, Test};
use crate::construct::Construct;
use crate::graph::RuleNode;
use crate::stack::Stack;
use crate::value::Text;

/// What must hold of the parameters before anything is created, such as "a domain needs a certificate".
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/rules-section-structure.html>
///
/// ```
/// use iac_core::prelude::*;
/// let mut stack = Stack::new("main");
/// let domain = stack.add("DomainName", Parameter::string().default(""));
/// let certificate = stack.add("CertificateArn", Parameter::string().default(""));
/// stack.add(
///     "DomainNeedsCertificate",
///     ParameterRule::when(Condition::not_empty(domain))
///         .assert(Condition::not_empty(certificate), "A domain name needs a certificate."),
/// );
/// ```
#[derive(Clone, Debug)]
pub struct ParameterRule {
    when: Option<Test>,
    assertions: Vec<(Test, Text)>,
}

impl ParameterRule {
    /// A rule that applies where the condition holds.
    pub fn when(condition: Condition) -> Self {
        ParameterRule { when: Some(condition.0), assertions: Vec::new() }
    }

    /// A rule that always applies.
    pub fn always() -> Self {
        ParameterRule { when: None, assertions: Vec::new() }
    }

    /// What must hold, and what the user is told when it does not.
    pub fn assert(mut self, condition: Condition, description: impl Into<Text>) -> Self {
        self.assertions.push((condition.0, description.into()));
        self
    }
}

impl Construct for ParameterRule {
    type Handle = ();

    fn build(self, stack: &mut Stack) {
        let id = stack.claim("rule", |graph, id| graph.rules.get(id).map(|rule| rule.place));
        let place = stack.place();
        stack.graph.rules.insert(id, RuleNode { when: self.when, assertions: self.assertions, place });
    }
}
