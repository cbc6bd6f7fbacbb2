//! One statement of a policy.

use iac_core::{Field, IntoVal, Text, Value, kind::Str};

/// Whom a statement of a resource's policy is about.
#[derive(Clone, Debug)]
pub enum Principal {
    /// A service of AWS, such as `logs.amazonaws.com`.
    Service(&'static str),
    /// A service that acts under a name of its own in each region, by its first part: `logs` is
    /// `logs.eu-central-1.amazonaws.com` there.
    RegionalService(&'static str),
    /// A role, user or account by its ARN.
    Aws(Value),
    /// An issuer of tokens by the ARN of its provider, for trust policies with `sts:AssumeRoleWithWebIdentity`. Limit by
    /// conditions whose tokens are meant.
    Federated(Value),
    /// Everybody, also outside of the account: only for statements that deny.
    Everybody,
}

/// One statement of a policy. Wildcards in actions and resources are written out, so that a review sees them.
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html>
#[derive(Clone, Debug)]
pub struct Statement {
    sid: Option<Text>,
    effect: &'static str,
    principal: Option<Principal>,
    actions: Vec<Text>,
    resources: Vec<Value>,
    conditions: Vec<(&'static str, Field)>,
}

impl Statement {
    /// Allows actions, such as `s3:GetObject`.
    pub fn allow<A: Into<Text>>(actions: impl IntoIterator<Item = A>) -> Self {
        Statement::new("Allow", actions)
    }

    /// Denies actions, whatever else allows them.
    pub fn deny<A: Into<Text>>(actions: impl IntoIterator<Item = A>) -> Self {
        Statement::new("Deny", actions)
    }

    fn new<A: Into<Text>>(effect: &'static str, actions: impl IntoIterator<Item = A>) -> Self {
        let actions = actions.into_iter().map(Into::into).collect();
        Statement { sid: None, effect, principal: None, actions, resources: Vec::new(), conditions: Vec::new() }
    }

    /// A name: letters and digits.
    pub fn sid(mut self, sid: impl Into<Text>) -> Self {
        self.sid = Some(sid.into());
        self
    }

    /// Adds a resource by its ARN. A trust policy has none.
    pub fn on(mut self, arn: impl IntoVal<Str>) -> Self {
        self.resources.push(arn.into_value());
        self
    }

    /// Whom it is about; for policies of resources and for trust policies.
    pub fn by(mut self, principal: Principal) -> Self {
        self.principal = Some(principal);
        self
    }

    /// Adds a condition: operator, key, value, such as `StringEquals`, `aws:SourceAccount`, `account_id()`.
    pub fn when(mut self, operator: &'static str, key: impl Into<Text>, value: impl IntoVal<Str>) -> Self {
        self.conditions.push((operator, Field::new(key.into(), value.into_value())));
        self
    }

    #[doc(hidden)]
    pub fn actions(&self) -> &[Text] {
        &self.actions
    }

    #[doc(hidden)]
    pub fn into_plain_value(self) -> Value {
        let mut fields = Vec::with_capacity(6);
        let mut put = |name: &'static str, value: Value| fields.push(Field::new(Text::Borrowed(name), value));
        if let Some(sid) = self.sid {
            put("Sid", Value::Str(sid));
        }
        put("Effect", Value::Str(Text::Borrowed(self.effect)));
        if let Some(principal) = self.principal {
            put("Principal", principal.into_plain_value());
        }
        put("Action", one_or_more(self.actions.into_iter().map(Value::Str).collect()));
        if !self.resources.is_empty() {
            put("Resource", one_or_more(self.resources));
        }
        if !self.conditions.is_empty() {
            put("Condition", conditions(self.conditions));
        }
        Value::Map(fields)
    }
}

impl Principal {
    fn into_plain_value(self) -> Value {
        match self {
            Principal::Service(service) => Value::map([("Service", Value::Str(Text::Borrowed(service)))]),
            Principal::RegionalService(service) => Value::map([(
                "Service",
                iac_core::join![service, ".", iac_core::region(), ".amazonaws.com"].into_plain_value(),
            )]),
            Principal::Aws(arn) => Value::map([("AWS", arn)]),
            Principal::Federated(arn) => Value::map([("Federated", arn)]),
            Principal::Everybody => Value::Str(Text::Borrowed("*")),
        }
    }
}

fn one_or_more(mut values: Vec<Value>) -> Value {
    match values.len() {
        1 => values.remove(0),
        _ => Value::List(values),
    }
}

/// Conditions of the same operator stand together in one object.
fn conditions(all: Vec<(&'static str, Field)>) -> Value {
    let mut operators: Vec<(&'static str, Vec<Field>)> = Vec::new();
    for (operator, field) in all {
        match operators.iter_mut().find(|(name, _)| *name == operator) {
            Some((_, fields)) => fields.push(field),
            None => operators.push((operator, vec![field])),
        }
    }
    Value::map(operators.into_iter().map(|(operator, fields)| (operator, Value::Map(fields))))
}
