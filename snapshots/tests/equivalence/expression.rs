//! Terraform's expressions, read from the templates that stand in its JSON.
//! <https://developer.hashicorp.com/terraform/language/expressions>

pub(crate) use crate::parse::template;
use crate::value::Value;

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Expression {
    Literal(Value),
    Template(Vec<Expression>),
    Name(String),
    Attribute(Box<Expression>, String),
    Index(Box<Expression>, Box<Expression>),
    Splat(Box<Expression>),
    Call(String, Vec<Expression>),
    Not(Box<Expression>),
    Binary(&'static str, Box<Expression>, Box<Expression>),
    Choice(Box<Expression>, Box<Expression>, Box<Expression>),
    List(Vec<Expression>),
    Object(Vec<(Expression, Expression)>),
    For(Box<For>),
}

/// `[for key, item in of : value if condition]`, or with `name =>` an object.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct For {
    pub names: Vec<String>,
    pub of: Expression,
    pub key: Option<Expression>,
    pub value: Expression,
    pub condition: Option<Expression>,
}

impl Expression {
    /// `aws_x.y[0].z` as its words, where no index has to be worked out but that of a resource with `count`.
    pub(crate) fn words(&self) -> Option<Vec<String>> {
        match self {
            Expression::Name(name) => Some(vec![name.clone()]),
            Expression::Attribute(of, name) => of.words().map(|words| [words, vec![name.clone()]].concat()),
            Expression::Index(of, index) if **index == Expression::Literal(Value::Number("0".to_owned())) => {
                of.words().filter(|words| words.len() == 2 && words[0].starts_with("aws_"))
            }
            Expression::Splat(of) => of.words(),
            _ => None,
        }
    }
}
