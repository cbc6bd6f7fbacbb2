//! Who may use queues, topics, buckets, keys and functions, by their own policies.

use super::arn::{arn, name_of, tokens};
use super::pattern::{Token, may_match};
use super::statement::{Statement, statements};
use iac_core::check::{Eval, Res, World};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// The policies that are resources of their own, by what they are about.
pub(crate) struct Policies<'w, 'g> {
    world: &'w World<'g>,
    of: HashMap<(usize, usize), Vec<Res<'w, 'g>>>,
    /// Of what they are about nobody knows.
    elsewhere: Vec<Res<'w, 'g>>,
    /// What was read of them: many ask of the same one. Only for rules that look at all resources together.
    read: RefCell<HashMap<Res<'w, 'g>, Rc<[Statement<'g>]>>>,
}

/// A service that asks, and for what it does.
#[derive(Clone, Copy)]
pub(crate) struct Asks<'a> {
    pub(crate) service: &'a str,
    pub(crate) action: &'a str,
    /// The ARN of what asks.
    pub(crate) source: &'a [Token],
}

const POLICIES: [(&str, &str); 4] = [
    ("AWS::SQS::QueuePolicy", "Queues"),
    ("AWS::SNS::TopicPolicy", "Topics"),
    ("AWS::S3::BucketPolicy", "Bucket"),
    ("AWS::Lambda::Permission", "FunctionName"),
];

impl<'w, 'g> Policies<'w, 'g> {
    pub(crate) fn of(world: &'w World<'g>) -> Self {
        let mut found = Policies { world, of: HashMap::new(), elsewhere: Vec::new(), read: RefCell::default() };
        for (kind, property) in POLICIES {
            for policy in world.all(kind) {
                for about in policy.get(property).items() {
                    // An alias has permissions of its own: https://docs.aws.amazon.com/lambda/latest/dg/configuration-aliases.html
                    match world.target(about) {
                        Some(target) => found.of.entry(target.key()).or_default().push(policy),
                        None => found.elsewhere.push(policy),
                    }
                }
            }
        }
        found
    }

    /// The policies that are, or may be, of a resource.
    pub(crate) fn policies(&self, res: Res<'w, 'g>) -> Vec<Res<'w, 'g>> {
        let mut found = self.of.get(&res.key()).cloned().unwrap_or_default();
        let (own, name) = (arn(self.world, res), name_of(self.world, res));
        found.extend(self.elsewhere.iter().copied().filter(|policy| {
            let Some((_, property)) = POLICIES.iter().find(|(kind, _)| *kind == policy.kind()) else { return false };
            let about = policy.get(property);
            let alike = |one: &Eval<'g>| {
                let of = tokens(self.world, one);
                // The address of a queue ends with its name.
                let end = of.iter().rposition(|token| *token == Token::Char('/')).map_or(0, |slash| slash + 1);
                may_match(&of, &own) || may_match(&of[end..], &name)
            };
            policy.kind().split("::").nth(1) == res.kind().split("::").nth(1) && about.items().iter().any(alike)
        }));
        found
    }

    /// The policy that lets a service do something with a resource.
    pub(crate) fn lets(&self, res: Res<'w, 'g>, asks: Asks<'_>) -> Option<Res<'w, 'g>> {
        let policies = if res.kind() == "AWS::KMS::Key" { vec![res] } else { self.policies(res) };
        policies.into_iter().find(|policy| match policy.kind() {
            "AWS::Lambda::Permission" => self.permission(*policy, asks),
            "AWS::KMS::Key" => self.permit((*policy, "KeyPolicy"), None, asks),
            _ => self.permit((*policy, "PolicyDocument"), Some(res), asks),
        })
    }

    fn permission(&self, permission: Res<'w, 'g>, asks: Asks<'_>) -> bool {
        let principal = tokens(self.world, &permission.get("Principal"));
        let source = permission.get("SourceArn");
        let names = super::statement::names_of_service(asks.service);
        names.iter().any(|name| may_match(&principal, &super::pattern::of_text(name)))
            && (source.is_absent() || may_match(&tokens(self.world, &source), asks.source))
            && super::pattern::may_act(&permission.get("Action"), asks.action)
    }

    /// Whether a document lets a service act: on a resource, or on whatever the document is about.
    fn permit(&self, document: (Res<'w, 'g>, &str), on: Option<Res<'w, 'g>>, asks: Asks<'_>) -> bool {
        let target = on.map(|res| arn(self.world, res));
        self.statements(document).iter().any(|one| {
            one.allows()
                && one.may_act(asks.action)
                && target.as_ref().is_none_or(|target| one.may_be_on(self.world, target))
                && one.may_concern_service(self.world, asks.service)
                && !self.excludes(one, asks.source)
        })
    }

    fn statements(&self, (policy, property): (Res<'w, 'g>, &str)) -> Rc<[Statement<'g>]> {
        let mut read = self.read.borrow_mut();
        read.entry(policy).or_insert_with(|| statements(&policy.get(property)).into()).clone()
    }

    /// Whether a condition on the source names others only.
    pub(crate) fn excludes(&self, statement: &Statement<'g>, source: &[Token]) -> bool {
        let operators = statement.at("Condition").members().iter().filter(|one| !one.name.contains("Not"));
        let mut keys = operators.flat_map(|operator| operator.value.members());
        keys.any(|key| {
            let all: Vec<_> = key.value.items().iter().map(|one| tokens(self.world, one)).collect();
            key.name.eq_ignore_ascii_case("aws:SourceArn") && !all.iter().any(|one| may_match(one, source))
        })
    }
}

/// The function of an alias or a version; anything else is itself.
pub(crate) fn function<'w, 'g>(world: &'w World<'g>, res: Res<'w, 'g>) -> Res<'w, 'g> {
    match res.kind() {
        "AWS::Lambda::Alias" | "AWS::Lambda::Version" => world.target(&res.get("FunctionName")).unwrap_or(res),
        _ => res,
    }
}
