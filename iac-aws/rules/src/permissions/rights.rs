//! What roles may do: their own policies, and those that are attached to them.

use super::arn::tokens;
use super::managed::{Managed, managed};
use super::pattern::{Token, may_match};
use super::statement::{Statement, denies, may, statements};
use iac_core::check::{Eval, Res, World};
use std::collections::HashMap;

/// The policies that are resources of their own, by the role they are attached to.
pub(crate) struct Roles<'w, 'g> {
    world: &'w World<'g>,
    attached: HashMap<(usize, usize), Vec<Res<'w, 'g>>>,
    /// Those whose roles are given by name, or not known.
    by_name: Vec<(Vec<Token>, Res<'w, 'g>)>,
}

/// What a role may do, as far as it is known.
pub(crate) struct Rights<'w, 'g> {
    world: &'w World<'g>,
    statements: Vec<Statement<'g>>,
    managed: Vec<&'static Managed>,
    /// What may permit anything, since nobody knows it.
    pub(crate) assumed: Vec<String>,
}

const ATTACHED: [(&str, &str); 4] = [
    ("AWS::IAM::Policy", "Roles"),
    ("AWS::IAM::ManagedPolicy", "Roles"),
    ("AWS::IAM::RolePolicy", "RoleName"),
    ("AWS::IAM::RolePolicyAttachment", "RoleName"),
];

impl<'w, 'g> Roles<'w, 'g> {
    pub(crate) fn of(world: &'w World<'g>) -> Self {
        let mut roles = Roles { world, attached: HashMap::new(), by_name: Vec::new() };
        for (kind, property) in ATTACHED {
            for policy in world.all(kind) {
                for role in policy.get(property).items() {
                    match world.target_of(role, "AWS::IAM::Role") {
                        Some(role) => roles.attached.entry(role.key()).or_default().push(policy),
                        None => roles.by_name.push((tokens(world, role), policy)),
                    }
                }
            }
        }
        roles
    }

    /// The role of the template that a value names, by reference or in text.
    pub(crate) fn role(&self, value: &Eval<'g>) -> Option<Res<'w, 'g>> {
        self.world.target_of(value, "AWS::IAM::Role")
    }

    pub(crate) fn rights(&self, role: Res<'w, 'g>) -> Rights<'w, 'g> {
        let mut rights = Rights { world: self.world, statements: Vec::new(), managed: Vec::new(), assumed: Vec::new() };
        for policy in role.get("Policies").items() {
            rights.document(policy.at("PolicyDocument"));
        }
        for policy in role.get("ManagedPolicyArns").items() {
            rights.attach(policy);
        }
        for policy in self.attached.get(&role.key()).into_iter().flatten() {
            rights.document(&policy.get("PolicyDocument"));
        }
        let name = tokens(self.world, &Eval::Ref(role.reference()));
        for (_, policy) in self.by_name.iter().filter(|(of, _)| may_match(of, &name)) {
            rights.document(&policy.get("PolicyDocument"));
        }
        rights
    }
}

impl<'g> Rights<'_, 'g> {
    fn document(&mut self, document: &Eval<'g>) {
        let new = statements(document);
        if new.iter().any(Statement::is_unknown) {
            self.assumed.push("a policy that is not known".to_owned());
        }
        self.statements.extend(new);
    }

    fn attach(&mut self, policy: &Eval<'g>) {
        if let Some(policy) = self.world.target_of(policy, "AWS::IAM::ManagedPolicy") {
            return self.document(&policy.get("PolicyDocument"));
        }
        // The partition is not known, and does not matter.
        match managed(&policy.shown()) {
            Some(known) => self.managed.push(known),
            None => self.assumed.push(policy.shown()),
        }
    }

    /// Whether the role may do it: what nobody knows permits.
    pub(crate) fn may(&self, action: &str, target: &[Token]) -> bool {
        if denies(self.world, &self.statements, action, target) {
            return false;
        }
        !self.assumed.is_empty()
            || self.managed.iter().any(|one| one.permits(action))
            || may(self.world, &self.statements, action, target)
    }
}
