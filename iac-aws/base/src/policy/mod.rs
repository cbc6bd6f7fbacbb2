//! IAM policies: who may do what with which resource, typed.

mod statement;

pub use statement::{Principal, Statement};

use iac_core::{IntoVal, Value, kind::Json};

/// A policy: the document that roles, buckets, keys and topics carry.
///
/// ```
/// use iac_aws::policy::{PolicyDocument, Statement};
/// use iac_core::prelude::*;
/// let policy = PolicyDocument::new([
///     Statement::allow(["s3:GetObject"]).on(join!["arn:", partition(), ":s3:::downloads/*"]),
/// ]);
/// # let _: &dyn std::fmt::Debug = &policy;
/// ```
#[derive(Clone, Debug)]
pub struct PolicyDocument {
    statements: Vec<Statement>,
}

impl PolicyDocument {
    /// A policy of these statements.
    pub fn new(statements: impl IntoIterator<Item = Statement>) -> Self {
        PolicyDocument { statements: statements.into_iter().collect() }
    }

    /// The trust policy of a role that an AWS service takes on, such as `ecs-tasks.amazonaws.com`.
    pub fn trusts(service: &'static str) -> Self {
        PolicyDocument::new([Statement::allow(["sts:AssumeRole"]).by(Principal::Service(service))])
    }

    /// Adds a statement.
    pub fn with(mut self, statement: Statement) -> Self {
        self.statements.push(statement);
        self
    }
}

#[diagnostic::do_not_recommend]
impl IntoVal<Json> for PolicyDocument {
    fn into_value(self) -> Value {
        let statements = self.statements.into_iter().map(Statement::into_plain_value).collect();
        Value::map([("Version", Value::Str("2012-10-17".into())), ("Statement", Value::List(statements))])
    }
}
