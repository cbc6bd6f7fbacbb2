//! Conditions: what depends on parameters.

use crate::construct::Construct;
use crate::graph::ConditionNode;
use crate::stack::{Node, Stack};
use crate::value::kind::{List, Str};
use crate::value::{Expr, IntoVal, Pseudo, Text, Val, Value};

/// Something that is true or false when the stack is deployed.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// Two values are the same text.
    Equals(Value, Value),
    /// All hold.
    And(Vec<Test>),
    /// At least one holds.
    Or(Vec<Test>),
    /// It does not hold.
    Not(Box<Test>),
    /// A condition of the stack holds.
    Holds(Node),
    /// A list has a member that is this text. In the assertions of rules only.
    Contains(Value, Value),
    /// A function that the graph has no words for, with what it is given, as a template has it. Nobody knows whether it
    /// holds.
    Opaque(Text, Value),
}

impl Test {
    /// The values that are compared.
    pub fn values(&self) -> Vec<&Value> {
        match self {
            Test::Equals(a, b) | Test::Contains(a, b) => vec![a, b],
            Test::And(tests) | Test::Or(tests) => tests.iter().flat_map(Test::values).collect(),
            Test::Not(test) => test.values(),
            Test::Opaque(_, arguments) => vec![arguments],
            Test::Holds(_) => Vec::new(),
        }
    }
}

/// A condition. Adding it to a stack returns a reference to use with [`Stack::when`] and [`ConditionRef::then`].
///
/// ```
/// use iac_core::prelude::*;
/// let mut stack = Stack::new("main");
/// let domain = stack.add("DomainName", Parameter::string().default(""));
/// let has_domain = stack.add("HasDomain", Condition::not_empty(&domain));
/// stack.output("Host", has_domain.then::<Str>(domain, "example.com"));
/// ```
#[derive(Clone, Debug)]
pub struct Condition(pub(crate) Test);

impl Condition {
    /// Two values are the same text.
    pub fn equals(a: impl IntoVal<Str>, b: impl IntoVal<Str>) -> Self {
        Condition(Test::Equals(a.into_value(), b.into_value()))
    }

    /// The text has at least one character.
    pub fn not_empty(text: impl IntoVal<Str>) -> Self {
        Condition::equals(text, "").negated()
    }

    /// Another condition of the stack holds.
    pub fn holds(condition: ConditionRef) -> Self {
        Condition(Test::Holds(condition.0))
    }

    /// A list has a member that is this text. In the assertions of rules only: the `Conditions` section does not know it.
    pub fn contains(list: impl IntoVal<List<Str>>, text: impl IntoVal<Str>) -> Self {
        Condition(Test::Contains(list.into_value(), text.into_value()))
    }

    /// Both hold.
    pub fn and(self, other: Condition) -> Self {
        match self.0 {
            Test::And(mut tests) if tests.len() < 10 => {
                tests.push(other.0);
                Condition(Test::And(tests))
            }
            test => Condition(Test::And(vec![test, other.0])),
        }
    }

    /// At least one holds.
    pub fn or(self, other: Condition) -> Self {
        match self.0 {
            Test::Or(mut tests) if tests.len() < 10 => {
                tests.push(other.0);
                Condition(Test::Or(tests))
            }
            test => Condition(Test::Or(vec![test, other.0])),
        }
    }

    /// It does not hold.
    pub fn negated(self) -> Self {
        match self.0 {
            Test::Not(test) => Condition(*test),
            test => Condition(Test::Not(Box::new(test))),
        }
    }
}

/// A condition of a stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConditionRef(Node);

impl ConditionRef {
    pub(crate) const fn new(node: Node) -> Self {
        ConditionRef(node)
    }

    pub(crate) const fn node(self) -> Node {
        self.0
    }

    /// One value where the condition holds, another where it does not.
    pub fn then<T>(self, yes: impl IntoVal<T>, no: impl IntoVal<T>) -> Val<T> {
        Val::of(Expr::If(self.0, yes.into_value(), no.into_value()).into())
    }

    /// A value where the condition holds; where it does not, the property is not set.
    pub fn then_only<T>(self, yes: impl IntoVal<T>) -> Val<T> {
        let nothing = Expr::Pseudo(Pseudo::NoValue).into();
        Val::of(Expr::If(self.0, yes.into_value(), nothing).into())
    }
}

impl Construct for Condition {
    type Handle = ConditionRef;

    fn build(self, stack: &mut Stack) -> ConditionRef {
        let id = stack.claim("condition", |graph, id| graph.conditions.get(id).map(|condition| condition.place));
        let place = stack.place();
        let (index, _) = stack.graph.conditions.insert_full(id, ConditionNode { test: self.0, place });
        ConditionRef(Node::new(stack.graph.key, index as u32))
    }
}
