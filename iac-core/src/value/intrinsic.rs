//! CloudFormation's functions and pseudo parameters, typed.
//! Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html>

use super::kind::{List, Str};
use super::{Expr, IntoVal, Text, Val, Value};

/// Values that AWS provides to every stack.
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/pseudo-parameter-reference.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pseudo {
    /// The account's twelve digits.
    AccountId,
    /// Nothing: removes the property.
    NoValue,
    /// The partition, `aws` outside of China and GovCloud.
    Partition,
    /// The region, such as `eu-central-1`.
    Region,
    /// The stack's ARN.
    StackId,
    /// The stack's name.
    StackName,
    /// The domain of AWS's endpoints, `amazonaws.com` outside of China.
    UrlSuffix,
}

impl Pseudo {
    /// The name that CloudFormation gives it.
    pub const fn name(self) -> &'static str {
        match self {
            Pseudo::AccountId => "AWS::AccountId",
            Pseudo::NoValue => "AWS::NoValue",
            Pseudo::Partition => "AWS::Partition",
            Pseudo::Region => "AWS::Region",
            Pseudo::StackId => "AWS::StackId",
            Pseudo::StackName => "AWS::StackName",
            Pseudo::UrlSuffix => "AWS::URLSuffix",
        }
    }
}

/// The account's twelve digits.
pub fn account_id() -> Val<Str> {
    Val::of(Expr::Pseudo(Pseudo::AccountId).into())
}

/// The partition, `aws` outside of China and GovCloud. ARNs that use it work everywhere.
pub fn partition() -> Val<Str> {
    Val::of(Expr::Pseudo(Pseudo::Partition).into())
}

/// The region that the stack is deployed to.
pub fn region() -> Val<Str> {
    Val::of(Expr::Pseudo(Pseudo::Region).into())
}

/// The stack's ARN.
pub fn stack_id() -> Val<Str> {
    Val::of(Expr::Pseudo(Pseudo::StackId).into())
}

/// The name under which the stack is deployed.
pub fn stack_name() -> Val<Str> {
    Val::of(Expr::Pseudo(Pseudo::StackName).into())
}

/// The domain of AWS's endpoints in this partition.
pub fn url_suffix() -> Val<Str> {
    Val::of(Expr::Pseudo(Pseudo::UrlSuffix).into())
}

/// The `index`-th availability zone of the stack's region, counted from zero.
pub fn availability_zone(index: u8) -> Val<Str> {
    let zones = Expr::GetAZs(Value::Str(Text::Borrowed("")));
    Val::of(Expr::Select(Value::Int(index.into()), zones.into()).into())
}

/// The `index`-th member of a list, counted from zero.
pub fn select<T>(index: u32, list: impl IntoVal<List<T>>) -> Val<T> {
    Val::of(Expr::Select(Value::Int(index.into()), list.into_value()).into())
}

/// Text cut at each delimiter.
pub fn split(delimiter: impl Into<Text>, text: impl IntoVal<Str>) -> Val<List<Str>> {
    Val::of(Expr::Split(delimiter.into(), text.into_value()).into())
}

/// The members of a list with a delimiter between them. To put parts of different kinds together use
/// [`join!`](crate::join).
pub fn join_list(delimiter: impl Into<Text>, list: impl IntoVal<List<Str>>) -> Val<Str> {
    Val::of(Expr::Join(delimiter.into(), list.into_value()).into())
}

/// What [`join!`](crate::join) is made of: the parts in a row, literals put together. Parts of a part that was joined in
/// the same way are parts themselves, so that text that grows by a line at a time stays flat.
pub fn join_parts(parts: impl IntoIterator<Item = Value>) -> Val<Str> {
    let mut joined: Vec<Value> = Vec::new();
    for part in parts {
        match flat(part) {
            Ok(inner) if joined.is_empty() => joined = inner,
            Ok(inner) => inner.into_iter().for_each(|part| push(&mut joined, part)),
            Err(part) => push(&mut joined, part),
        }
    }
    Val::of(match joined.as_mut_slice() {
        [] => Value::Str(Text::Borrowed("")),
        [Value::Str(text)] => Value::Str(std::mem::take(text)),
        _ => Expr::Join(Text::Borrowed(""), Value::List(joined)).into(),
    })
}

fn push(joined: &mut Vec<Value>, part: Value) {
    match (joined.last_mut(), part) {
        (Some(Value::Str(text)), Value::Str(more)) => text.to_mut().push_str(&more),
        (_, part) => joined.push(part),
    }
}

/// The parts of what was joined without a delimiter; what is anything else is given back.
fn flat(part: Value) -> Result<Vec<Value>, Value> {
    match part {
        Value::Expr(expr) => match *expr {
            Expr::Join(delimiter, Value::List(parts)) if delimiter.is_empty() => Ok(parts),
            other => Err(other.into()),
        },
        other => Err(other),
    }
}

/// Text in base 64.
pub fn base64(text: impl IntoVal<Str>) -> Val<Str> {
    Val::of(Expr::Base64(text.into_value()).into())
}

/// Puts parts together to one text: literals and values of any readable kind. A secret does not fit.
///
/// ```
/// use iac_core::prelude::*;
/// let arn: Val<Str> = join!["arn:", partition(), ":ecs:", region(), ":", account_id(), ":cluster/app"];
/// # let _ = arn;
/// ```
#[macro_export]
macro_rules! join {
    ($($part:expr),+ $(,)?) => {
        $crate::join_parts(vec![$($crate::IntoVal::<$crate::kind::Str>::into_value($part)),+])
    };
}
