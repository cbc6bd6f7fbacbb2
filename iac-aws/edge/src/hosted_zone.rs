//! Hosted zones: the names below a domain.

use iac_aws_cfn::kind::Route53HostedZone;
use iac_aws_cfn::route53;
use iac_core::prelude::*;
use iac_core::{DeletionPolicy, Text};

/// A public hosted zone (`AWS::Route53::HostedZone`), 0.50 USD a month. Until the domain's registrar points at the
/// zone's name servers, nobody sees its records.
///
/// It is kept when the stack is deleted: another zone gets other name servers, and every name below the domain would
/// be gone until the registrar knows them.
/// Source: <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zones-working-with.html>
///
/// ```
/// use iac_aws::prelude::*;
/// let mut stack = Stack::new("dns");
/// let zone = stack.add("Zone", HostedZone::new("example.com"));
/// stack.output("NameServers", zone.name_servers());
/// ```
#[derive(Clone, Debug)]
pub struct HostedZone {
    domain: Text,
}

impl HostedZone {
    /// The zone of a domain, such as `example.com`.
    pub fn new(domain: impl Into<Text>) -> Self {
        HostedZone { domain: domain.into() }
    }

    /// A zone that exists outside this app. The id comes from a parameter (`parameters::hosted_zone_id`) or
    /// is written out with `Val::imported`.
    pub fn import(domain: impl Into<Text>, id: Val<Id<Route53HostedZone>>) -> HostedZoneHandle {
        HostedZoneHandle { zone: None, id, domain: domain.into() }
    }
}

/// A hosted zone.
#[derive(Clone, Debug)]
pub struct HostedZoneHandle {
    /// The resource; none for a zone that was imported.
    pub zone: Option<route53::HostedZoneRef>,
    id: Val<Id<Route53HostedZone>>,
    pub(super) domain: Text,
}

impl HostedZoneHandle {
    /// The zone's id.
    pub fn id(&self) -> Val<Id<Route53HostedZone>> {
        self.id.clone()
    }

    /// The domain.
    pub fn domain(&self) -> &str {
        &self.domain
    }

    /// The name servers that the domain's registrar must be told, with commas between them. Empty for a zone that was
    /// imported.
    pub fn name_servers(&self) -> Val<Str> {
        match self.zone {
            Some(zone) => iac_core::join_list(", ", zone.name_servers()),
            None => Val::imported(""),
        }
    }

    /// Whether a name lies in this zone; unknown names, such as parameters, pass.
    pub(super) fn holds(&self, name: &Val<Str>) -> bool {
        let Some(name) = name.value().as_str() else { return true };
        let (name, domain) = (name.trim_end_matches('.'), self.domain.trim_end_matches('.'));
        name == domain || name.strip_suffix(domain).is_some_and(|host| host.ends_with('.'))
    }
}

impl Construct for HostedZone {
    type Handle = HostedZoneHandle;
    const SEALED: bool = true;

    fn build(self, stack: &mut Stack) -> HostedZoneHandle {
        if !is_domain(&self.domain) {
            let message = format!("`{}` is not a domain", self.domain);
            stack.error("bad-domain", message, "write it like `example.com`, in lower case, without `https://`");
        }
        let zone = stack.add("", route53::HostedZone::new(self.domain.clone()));
        stack.on_delete(zone, DeletionPolicy::RetainExceptOnCreate);
        HostedZoneHandle { zone: Some(zone), id: zone.id(), domain: self.domain }
    }
}

/// Whether a text is a name that DNS takes: labels of 1 to 63 letters, digits, hyphens and underscores, 255 in all. The
/// first label may be `*`.
/// Source: <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html>
pub(super) fn is_domain(name: &str) -> bool {
    let name = name.strip_suffix('.').unwrap_or(name);
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let host = name.strip_prefix("*.").unwrap_or(name);
    name.len() <= 255 && host.contains('.') && host.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_domains() {
        for name in ["example.com", "a.b-c.example.com.", "*.example.com", "_dmarc.example.com", "1.example.com"] {
            assert!(is_domain(name), "{name}");
        }
        for name in ["", "com", "https://example.com", "Example.com", "a..com", "-a.com", "a.*.com", "a b.com"] {
            assert!(!is_domain(name), "{name}");
        }
    }

    #[test]
    fn a_zone_holds_the_names_below_it() {
        let zone = HostedZone::import("example.com", Val::imported("Z1"));
        for inside in ["example.com", "app.example.com", "a.b.example.com."] {
            assert!(zone.holds(&Val::imported(inside)), "{inside}");
        }
        for outside in ["example.org", "badexample.com", "com"] {
            assert!(!zone.holds(&Val::imported(outside)), "{outside}");
        }
    }
}
