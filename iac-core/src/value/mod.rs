//! Values of properties: literals and CloudFormation expressions, typed by what they stand for.

mod access;
mod bag;
mod convert;
mod depth;
mod intrinsic;
mod json_text;
pub mod kind;
mod reference;
mod secret;

pub use bag::{Bag, Field};
pub use convert::{IntoCidr, IntoVal, Lit};
pub(crate) use depth::MAX_DEPTH;
pub use intrinsic::{
    Pseudo, account_id, availability_zone, base64, join_list, join_parts, partition, region, select, split, stack_id,
    stack_name, url_suffix,
};
pub use json_text::json_text;
pub use reference::{IntoRef, IntoRefs};
pub use secret::{IntoPlain, IntoSecret, SecretParameter, SecretRef, SecretSource};

use crate::stack::Node;
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

/// Text that is usually a literal of the program.
pub type Text = Cow<'static, str>;

/// What a property holds, without its kind: the plain data of the graph.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number with a fraction; a whole one is written without a point.
    Num(f64),
    /// Text.
    Str(Text),
    /// A list.
    List(Vec<Value>),
    /// An object; the order of its fields is kept.
    Map(Vec<Field>),
    /// Something that is known only when the stack is deployed.
    Expr(Box<Expr>),
}

/// An expression that the back end writes in its own language. References point at nodes, never at names.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// The resource's own reference (`Ref`).
    Ref(Node),
    /// An attribute of a resource (`Fn::GetAtt`).
    GetAtt(Node, Text),
    /// The value of a parameter.
    Parameter(Node),
    /// A value that AWS provides.
    Pseudo(Pseudo),
    /// The members of a list, with a delimiter between them.
    Join(Text, Value),
    /// One member of a list, counted from zero.
    Select(Value, Value),
    /// Text cut at each delimiter.
    Split(Text, Value),
    /// One of two values, by a condition.
    If(Node, Value, Value),
    /// A cell of a mapping: mapping, top-level key, second-level key.
    FindInMap(Node, Value, Value),
    /// A value that another stack exports.
    ImportValue(Value),
    /// Networks cut out of a network: the network, how many, and how many bits each keeps for its hosts.
    Cidr(Value, Value, Value),
    /// The availability zones of a region.
    GetAZs(Value),
    /// Text in base 64.
    Base64(Value),
    /// The value of a secret, fetched by CloudFormation while it deploys.
    Secret(SecretSource),
    /// A function that the graph has no words for, with what it is given, as a template has it: `Fn::Transform`, or a
    /// reference to what a macro adds. `resolve:ssm` and the like are dynamic references. Nobody knows what it yields.
    Opaque(Text, Value),
}

impl From<Expr> for Value {
    fn from(expr: Expr) -> Self {
        Value::Expr(Box::new(expr))
    }
}

impl Value {
    /// An object from its fields, in the order given.
    pub fn map(fields: impl IntoIterator<Item = (impl Into<Text>, Value)>) -> Self {
        Value::Map(fields.into_iter().map(|(name, value)| Field::new(name.into(), value)).collect())
    }

    /// A field of an object, made as an empty list where it is missing. `None` where this is no object.
    pub fn list_mut(&mut self, name: &'static str) -> Option<&mut Vec<Value>> {
        let Value::Map(fields) = self else { return None };
        let at = fields.iter().position(|field| field.name == name).unwrap_or_else(|| {
            fields.push(Field::new(Text::Borrowed(name), Value::List(Vec::new())));
            fields.len() - 1
        });
        match &mut fields[at].value {
            Value::List(items) => Some(items),
            _ => None,
        }
    }

    /// Calls `visit` for this value's expression and for those in every value below it.
    pub fn for_each_expr(&self, visit: &mut impl FnMut(&Expr)) {
        match self {
            Value::Bool(_) | Value::Int(_) | Value::Num(_) | Value::Str(_) => {}
            Value::List(items) => items.iter().for_each(|item| item.for_each_expr(visit)),
            Value::Map(fields) => fields.iter().for_each(|field| field.value.for_each_expr(visit)),
            Value::Expr(expr) => {
                visit(expr);
                expr.operands().for_each(|operand| operand.for_each_expr(visit));
            }
        }
    }
}

impl Expr {
    /// Whether it yields the value of a secret that is fetched while the stack is deployed.
    pub fn is_secret(&self) -> bool {
        match self {
            Expr::Secret(_) => true,
            Expr::Opaque(function, _) => matches!(&**function, "resolve:secretsmanager" | "resolve:ssm-secure"),
            _ => false,
        }
    }

    /// The values that this expression is made of.
    pub fn operands(&self) -> impl Iterator<Item = &Value> {
        let (first, second, third) = match self {
            Expr::Ref(_) | Expr::GetAtt(..) | Expr::Parameter(_) | Expr::Pseudo(_) => (None, None, None),
            Expr::Join(_, list) | Expr::Split(_, list) => (Some(list), None, None),
            Expr::Select(index, list) => (Some(index), Some(list), None),
            Expr::If(_, yes, no) => (Some(yes), Some(no), None),
            Expr::FindInMap(_, top, second) => (Some(top), Some(second), None),
            Expr::ImportValue(name) => (Some(name), None, None),
            Expr::Cidr(network, count, bits) => (Some(network), Some(count), Some(bits)),
            Expr::GetAZs(value) | Expr::Base64(value) | Expr::Opaque(_, value) => (Some(value), None, None),
            Expr::Secret(source) => (source.operand(), None, None),
        };
        [first, second, third].into_iter().flatten()
    }

    pub(crate) fn operands_mut(&mut self) -> impl Iterator<Item = &mut Value> {
        let (first, second, third) = match self {
            Expr::Ref(_) | Expr::GetAtt(..) | Expr::Parameter(_) | Expr::Pseudo(_) => (None, None, None),
            Expr::Join(_, list) | Expr::Split(_, list) => (Some(list), None, None),
            Expr::Select(index, list) => (Some(index), Some(list), None),
            Expr::If(_, yes, no) => (Some(yes), Some(no), None),
            Expr::FindInMap(_, top, second) => (Some(top), Some(second), None),
            Expr::ImportValue(name) => (Some(name), None, None),
            Expr::Cidr(network, count, bits) => (Some(network), Some(count), Some(bits)),
            Expr::GetAZs(value) | Expr::Base64(value) | Expr::Opaque(_, value) => (Some(value), None, None),
            Expr::Secret(source) => (source.operand_mut(), None, None),
        };
        [first, second, third].into_iter().flatten()
    }
}

/// A value of kind `T`: a literal, or an expression whose result has that kind.
///
/// References are visible in the type, never hidden in text: a property that takes security groups takes nothing else.
pub struct Val<T> {
    value: Value,
    kind: PhantomData<fn() -> T>,
}

impl<T> Val<T> {
    /// A value that is trusted to have kind `T`. For generated code and constructs; a user's program has no need of it.
    pub const fn of(value: Value) -> Self {
        Val { value, kind: PhantomData }
    }

    /// An identifier of something outside this app, trusted as it is.
    pub fn imported(identifier: impl Into<Text>) -> Self {
        Val::of(Value::Str(identifier.into()))
    }

    /// Gives up the kind of one value, where the schema's kinds are wrong. Visible in review; a secret has no such way.
    pub fn untyped<U>(self) -> Val<U> {
        Val::of(self.value)
    }

    /// Removes the property that it is given to (`AWS::NoValue`); useful in one branch of a condition.
    pub fn no_value() -> Self {
        Val::of(Expr::Pseudo(Pseudo::NoValue).into())
    }

    /// The plain value.
    pub fn value(&self) -> &Value {
        &self.value
    }

    /// The plain value, without its kind.
    pub fn into_plain_value(self) -> Value {
        self.value
    }
}

impl<T> Clone for Val<T> {
    fn clone(&self) -> Self {
        Val::of(self.value.clone())
    }
}

impl<T> PartialEq for Val<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T> fmt::Debug for Val<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}
