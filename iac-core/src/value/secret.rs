//! Secrets: pointers to where a secret is kept. There is no way from here into plain text.

use super::kind::{Arn, Bool, Cidr4, Id, Int, Name, Num, Str};
use super::{Expr, Text, Val, Value};
use crate::literal::Cidr;
use crate::stack::Node;
use std::fmt;

/// What a property that holds a password, token or key takes.
#[diagnostic::on_unimplemented(
    message = "a secret must not be written in the template as plain text",
    label = "`{Self}` is not a secret reference",
    note = "use a secret's field, `secret.field(\"password\")`, a parameter that is not echoed, \
            `Parameter::secret()`, or `SecretRef::ssm_secure(\"/path\")`"
)]
pub trait IntoSecret {
    /// The plain value: a reference that CloudFormation resolves while it deploys.
    fn into_value(self) -> Value;
}

/// What may stand where everybody reads it: an environment variable, an output, a tag. Numbers and flags become text.
#[diagnostic::on_unimplemented(
    message = "`{Self}` must not stand in plain text, where everybody reads it",
    label = "environment variables, outputs and tags take text, numbers, flags and `Val`s of them",
    note = "hand a secret to a container with `.secret(\"NAME\", …)`; put the secret's ARN, not its value, into an \
            output"
)]
pub trait IntoPlain {
    /// The plain value.
    fn into_plain(self) -> Value;
}

/// Where a secret is kept.
#[derive(Clone, PartialEq)]
pub enum SecretSource {
    /// A secret in Secrets Manager by its ARN, and the field of its JSON text; the whole text without one.
    SecretsManager {
        /// The secret's ARN.
        arn: Value,
        /// The field of the JSON text.
        field: Option<Text>,
    },
    /// A `SecureString` parameter of Systems Manager, by its name.
    SsmSecure(Text),
}

impl SecretSource {
    pub(super) fn operand(&self) -> Option<&Value> {
        match self {
            SecretSource::SecretsManager { arn, .. } => Some(arn),
            SecretSource::SsmSecure(_) => None,
        }
    }

    pub(super) fn operand_mut(&mut self) -> Option<&mut Value> {
        match self {
            SecretSource::SecretsManager { arn, .. } => Some(arn),
            SecretSource::SsmSecure(_) => None,
        }
    }
}

impl fmt::Debug for SecretSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretSource(..)")
    }
}

/// A pointer to a secret's value. It fits properties that hold secrets and containers' secrets, nothing else.
#[derive(Clone, Debug)]
pub struct SecretRef(SecretSource);

impl SecretRef {
    /// A secret in Secrets Manager, or one field of its JSON text.
    pub fn secrets_manager<R>(arn: Val<Arn<R>>, field: Option<Text>) -> Self {
        SecretRef(SecretSource::SecretsManager { arn: arn.into_plain_value(), field })
    }

    /// A `SecureString` parameter of Systems Manager that exists outside this app.
    pub fn ssm_secure(name: impl Into<Text>) -> Self {
        SecretRef(SecretSource::SsmSecure(name.into()))
    }

    /// Where the secret is kept.
    pub fn source(&self) -> &SecretSource {
        &self.0
    }
}

#[diagnostic::do_not_recommend]
impl IntoSecret for SecretRef {
    fn into_value(self) -> Value {
        Expr::Secret(self.0).into()
    }
}

#[diagnostic::do_not_recommend]
impl IntoSecret for &SecretRef {
    fn into_value(self) -> Value {
        Expr::Secret(self.0.clone()).into()
    }
}

/// A parameter that the console does not echo (`NoEcho`). It fits properties that hold secrets; a container takes it
/// only from a secret that was made of it.
#[derive(Clone, Copy, Debug)]
pub struct SecretParameter(Node);

impl SecretParameter {
    pub(crate) const fn new(node: Node) -> Self {
        SecretParameter(node)
    }
}

#[diagnostic::do_not_recommend]
impl IntoSecret for SecretParameter {
    fn into_value(self) -> Value {
        Expr::Parameter(self.0).into()
    }
}

macro_rules! plain_literals {
    ($($literal:ty)*) => { $(
        #[diagnostic::do_not_recommend]
        impl IntoPlain for $literal {
            fn into_plain(self) -> Value {
                Value::Str(self.to_string().into())
            }
        }
    )* };
}
plain_literals!(bool i32 i64 u8 u16 u32 u64 f64 String &String Cidr);

#[diagnostic::do_not_recommend]
impl IntoPlain for &'static str {
    fn into_plain(self) -> Value {
        Value::Str(Text::Borrowed(self))
    }
}

#[diagnostic::do_not_recommend]
impl IntoPlain for Text {
    fn into_plain(self) -> Value {
        Value::Str(self)
    }
}

macro_rules! plain_values {
    ($($kind:ty)*) => { $(
        #[diagnostic::do_not_recommend]
        impl IntoPlain for Val<$kind> {
            fn into_plain(self) -> Value {
                self.into_plain_value()
            }
        }
        #[diagnostic::do_not_recommend]
        impl IntoPlain for &Val<$kind> {
            fn into_plain(self) -> Value {
                self.value().clone()
            }
        }
    )* };
}
plain_values!(Str Int Num Bool Cidr4);

macro_rules! plain_references {
    ($($kind:ident)*) => { $(
        #[diagnostic::do_not_recommend]
        impl<R> IntoPlain for Val<$kind<R>> {
            fn into_plain(self) -> Value {
                self.into_plain_value()
            }
        }
    )* };
}
plain_references!(Id Arn Name);
