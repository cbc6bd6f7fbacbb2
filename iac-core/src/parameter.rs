//! Parameters: what whoever deploys the stack is asked.

use crate::construct::Construct;
use crate::graph::{Bound, Handover, ParameterNode};
use crate::place::Place;
use crate::stack::{Node, Stack};
use crate::value::kind::{Cidr4, List, Num, Str};
use crate::value::{Expr, IntoSecret, SecretParameter, Text, Val};
use std::fmt::Display;
use std::marker::PhantomData;

/// The types that CloudFormation knows for parameters.
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html>
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParameterType {
    /// Text.
    String,
    /// A number, handed on as text.
    Number,
    /// Numbers with commas between them.
    NumberList,
    /// Texts with commas between them.
    CommaDelimitedList,
    /// Something that exists in the account; the console offers a choice. The name is AWS's, such as
    /// `AWS::EC2::VPC::Id` or `List<AWS::EC2::Subnet::Id>`.
    Aws(Text),
    /// The name of a parameter of Systems Manager.
    SsmName,
    /// The value of a parameter of Systems Manager, of the type in angle brackets, such as `String` or
    /// `AWS::EC2::Image::Id`.
    SsmValue(Text),
}

impl Display for ParameterType {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ParameterType::String => f.write_str("String"),
            ParameterType::Number => f.write_str("Number"),
            ParameterType::NumberList => f.write_str("List<Number>"),
            ParameterType::CommaDelimitedList => f.write_str("CommaDelimitedList"),
            ParameterType::Aws(name) => f.write_str(name),
            ParameterType::SsmName => f.write_str("AWS::SSM::Parameter::Name"),
            ParameterType::SsmValue(of) => write!(f, "AWS::SSM::Parameter::Value<{of}>"),
        }
    }
}

/// A parameter whose value has kind `T`. Adding it to a stack returns the value.
///
/// ```
/// use iac_core::prelude::*;
/// let mut stack = Stack::new("main");
/// let size: Val<Str> = stack.add(
///     "Size",
///     Parameter::string().label("Size").group("Application").default("small").allowed_values(["small", "large"]),
/// );
/// # let _ = size;
/// ```
#[derive(Clone, Debug)]
pub struct Parameter<T> {
    data: ParameterNode,
    kind: PhantomData<fn() -> T>,
}

/// A secret that is typed in when the stack is deployed and never echoed. The secret is known to CloudFormation only;
/// where one can be generated instead, generate it.
#[derive(Clone, Debug)]
pub struct NoEchoParameter(Parameter<Str>);

impl Parameter<Str> {
    /// Text.
    pub fn string() -> Self {
        Parameter::of_type(ParameterType::String)
    }

    /// A secret, never echoed and without a default. It fits properties that hold secrets.
    pub fn secret() -> NoEchoParameter {
        let mut parameter = Parameter::string();
        parameter.data.no_echo = true;
        NoEchoParameter(parameter)
    }
}

impl Parameter<Num> {
    /// A number.
    pub fn number() -> Self {
        Parameter::of_type(ParameterType::Number)
    }
}

impl Parameter<List<Str>> {
    /// Texts with commas between them.
    pub fn comma_delimited_list() -> Self {
        Parameter::of_type(ParameterType::CommaDelimitedList)
    }
}

impl Parameter<List<Num>> {
    /// Numbers with commas between them.
    pub fn number_list() -> Self {
        Parameter::of_type(ParameterType::NumberList)
    }
}

impl Parameter<Cidr4> {
    /// An IPv4 network of 16 to 28 bits, which is what a VPC and its subnets may have.
    pub fn cidr() -> Self {
        const OCTET: &str = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
        Parameter::of_type(ParameterType::String)
            .allowed_pattern(format!("^({OCTET}\\.){{3}}{OCTET}/(1[6-9]|2[0-8])$"))
            .constraint_description("An IPv4 network in the form x.x.x.x/16 to x.x.x.x/28.")
    }
}

impl<T> Parameter<T> {
    /// A parameter of a type of CloudFormation's, trusted to yield values of kind `T`. The AWS library has typed ones,
    /// such as `vpc_id()`.
    pub fn of_type(parameter_type: ParameterType) -> Self {
        Parameter { data: ParameterNode::new(parameter_type), kind: PhantomData }
    }

    /// What it is when nothing is given.
    pub fn default(mut self, value: impl Display) -> Self {
        self.data.default = Some(value.to_string().into());
        self
    }

    /// The only values that are accepted; the console offers them as a list.
    pub fn allowed_values<V: Display>(mut self, values: impl IntoIterator<Item = V>) -> Self {
        self.data.allowed_values = values.into_iter().map(|value| Text::from(value.to_string())).collect();
        self
    }

    /// A regular expression that the whole text must match.
    pub fn allowed_pattern(mut self, pattern: impl Into<Text>) -> Self {
        self.data.allowed_pattern = Some(pattern.into());
        self
    }

    /// What a user is told whose value is refused.
    pub fn constraint_description(mut self, text: impl Into<Text>) -> Self {
        self.data.constraint_description = Some(text.into());
        self
    }

    /// The fewest characters.
    pub fn min_length(mut self, length: u32) -> Self {
        self.data.min_length = Some(length);
        self
    }

    /// The most characters.
    pub fn max_length(mut self, length: u32) -> Self {
        self.data.max_length = Some(length);
        self
    }

    /// The smallest number.
    pub fn min_value(mut self, value: impl Into<i64>) -> Self {
        self.data.min_value = Some(Bound::Whole(value.into()));
        self
    }

    /// The largest number.
    pub fn max_value(mut self, value: impl Into<i64>) -> Self {
        self.data.max_value = Some(Bound::Whole(value.into()));
        self
    }

    /// What it is for, up to 4,000 characters.
    pub fn description(mut self, text: impl Into<Text>) -> Self {
        self.data.description = Some(text.into());
        self
    }

    /// The name that the console shows instead of the id.
    pub fn label(mut self, text: impl Into<Text>) -> Self {
        self.data.label = Some(text.into());
        self
    }

    /// The heading under which the console shows it. Headings come in the order of their first parameter.
    pub fn group(mut self, heading: impl Into<Text>) -> Self {
        self.data.group = Some(heading.into());
        self
    }
}

impl<T> Parameter<T> {
    /// It is the same as a value of another stack, which CloudFormation cannot hand on, so that whoever deploys looks it up
    /// and gives it. Where all stacks are one document, as in Terraform, it is that value and nobody is asked.
    pub fn same_as(mut self, value: Val<T>) -> Self {
        self.data.from = Some(Handover { output: None, value: value.into_plain_value() });
        self
    }
}

impl NoEchoParameter {
    /// It is the same secret as a parameter of another stack: CloudFormation hands on no secret, so that it is given twice.
    /// Where all stacks are one document, as in Terraform, nobody is asked again.
    pub fn same_as(mut self, secret: SecretParameter) -> Self {
        self.0.data.from = Some(Handover { output: None, value: secret.into_value() });
        self
    }
}

macro_rules! passed_on {
    ($($name:ident)*) => {
        impl NoEchoParameter {
            $(
                #[doc = concat!("See [`Parameter::", stringify!($name), "`].")]
                pub fn $name(self, text: impl Into<Text>) -> Self {
                    NoEchoParameter(self.0.$name(text))
                }
            )*

            /// The fewest characters.
            pub fn min_length(self, length: u32) -> Self {
                NoEchoParameter(self.0.min_length(length))
            }
        }
    };
}
passed_on!(allowed_pattern constraint_description description label group);

impl<T> Construct for Parameter<T> {
    type Handle = Val<T>;

    fn build(self, stack: &mut Stack) -> Val<T> {
        Val::of(Expr::Parameter(push(stack, self.data)).into())
    }
}

impl Construct for NoEchoParameter {
    type Handle = SecretParameter;

    fn build(self, stack: &mut Stack) -> SecretParameter {
        SecretParameter::new(push(stack, self.0.data))
    }
}

fn push(stack: &mut Stack, mut data: ParameterNode) -> Node {
    let id = stack.claim("parameter", |graph, id| graph.parameters.get(id).map(|p| -> Option<Place> { p.place }));
    data.place = stack.place();
    let (index, _) = stack.graph.parameters.insert_full(id, data);
    Node::new(stack.graph.key, index as u32)
}
