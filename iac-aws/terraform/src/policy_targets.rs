//! Policies that CloudFormation attaches to several resources at once: Terraform has one for each.

use super::prelude::*;

/// A policy for every target of a list, with the resource's own name and document.
///
/// Each is known by its target, even the only one: another address would delete a policy that another one just wrote
/// under the same name.
pub(super) fn policy_for_each<'g>(
    s: &mut Scope<'_, 'g>,
    field: &'g Field,
    terraform: &'static str,
    attribute: &'static str,
) {
    s.each(&field.value, &mut |s, target| {
        let word = s.address_word(target);
        let target = s.term(target);
        s.part(terraform, &word, |s| {
            s.set(attribute, target);
            if let Some(name) = s.property("PolicyName") {
                let name = s.term(name);
                s.set("name", name);
            }
            if let Some(document) = s.property("PolicyDocument") {
                let document = s.json(document);
                s.set("policy", document);
            }
        });
    });
}
