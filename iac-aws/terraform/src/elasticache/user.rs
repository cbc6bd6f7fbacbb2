//! Users of caches.

use crate::prelude::*;

pub(super) const USER: ResourceMap = ResourceMap::new("AWS::ElastiCache::User", "aws_elasticache_user")
    .reference("user_id")
    .properties(&[("AuthenticationMode", To::By(authentication)), ("Passwords", To::By(passwords))]);

/// The provider takes a password that is in no state beside this block only, where the password alone says the type.
/// Source: <https://github.com/hashicorp/terraform-provider-aws/pull/45988>
fn authentication<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    s.each(&field.value, &mut |s, mode| {
        let Value::Map(fields) = mode else {
            return s.error("terraform", "its fields are known only when it is deployed", "write the object itself");
        };
        let (secret, plain) = (fields.iter().find(|field| field.name == "Passwords"), fields.len());
        match secret {
            Some(secret) => passwords(s, secret),
            None if plain > 0 => s.to(field, &To::Block("authentication_mode", &[])),
            None => {}
        }
    });
}

fn passwords<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    let mut count = 0;
    s.each(&field.value, &mut |s, password| {
        count += 1;
        let password = s.term(password);
        s.set("passwords_wo", password);
        s.set("passwords_wo_version", 1);
    });
    if count > 1 {
        s.error("terraform", "Terraform's user of a cache has one password", "give one, or make another user");
    }
}
