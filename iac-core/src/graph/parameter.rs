//! Parameters of the graph, and rules on them.

use super::Bound;
use crate::condition::Test;
use crate::parameter::ParameterType;
use crate::place::Place;
use crate::value::{Text, Value};

/// One parameter.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are CloudFormation's own, described at the setters of `Parameter`")]
pub struct ParameterNode {
    pub parameter_type: ParameterType,
    pub default: Option<Text>,
    pub allowed_values: Vec<Text>,
    pub allowed_pattern: Option<Text>,
    pub constraint_description: Option<Text>,
    pub min_length: Option<u32>,
    pub max_length: Option<u32>,
    pub min_value: Option<Bound>,
    pub max_value: Option<Bound>,
    pub no_echo: bool,
    pub description: Option<Text>,
    pub label: Option<Text>,
    pub group: Option<Text>,
    pub from: Option<Handover>,
    pub place: Option<Place>,
}

impl ParameterNode {
    pub(crate) fn new(parameter_type: ParameterType) -> Self {
        ParameterNode {
            parameter_type,
            default: None,
            allowed_values: Vec::new(),
            allowed_pattern: None,
            constraint_description: None,
            min_length: None,
            max_length: None,
            min_value: None,
            max_value: None,
            no_echo: false,
            description: None,
            label: None,
            group: None,
            from: None,
            place: None,
        }
    }
}

/// The value of another stack that a parameter stands for. CloudFormation does not hand it on, because exports do not cross
/// regions, or because it does not tell it at all, so whoever deploys gives it; where all stacks are one document, it is a
/// reference and nobody is asked.
#[derive(Clone, Debug)]
pub struct Handover {
    /// The stack and its output, where one tells the value.
    pub output: Option<(Text, String)>,
    /// The value, a reference to a resource or a parameter of that stack.
    pub value: Value,
}

/// One rule on parameters.
#[derive(Clone, Debug)]
pub struct RuleNode {
    /// Where it applies; everywhere without one.
    pub when: Option<Test>,
    /// What must hold, and what the user is told when it does not.
    pub assertions: Vec<(Test, Text)>,
    /// The line that added it.
    pub place: Option<Place>,
}
