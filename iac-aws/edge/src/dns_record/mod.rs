//! Records in a hosted zone.

mod quoted;

use crate::hosted_zone::is_domain;
use crate::{AlbHandle, DistributionHandle, HostedZoneHandle, whole_seconds};
use iac_aws_cfn::route53;
use iac_aws_cfn::route53::record_set::AliasTarget;
use iac_core::prelude::*;
use iac_core::{IntoVal, Value};
use quoted::quoted;

/// The hosted zone of every CloudFront distribution's own name.
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-route53-recordset-aliastarget.html>
pub(super) const CLOUDFRONT_ZONE: &str = "Z2FDTNDATAQYW2";

/// Unless said otherwise.
const TTL: Duration = minutes(5);

/// A record in a hosted zone (`AWS::Route53::RecordSet`), 5 minutes long in others' caches unless said otherwise.
///
/// ```
/// use iac_aws::prelude::*;
/// let mut stack = Stack::new("main");
/// let zone = HostedZone::import("example.com", Val::imported("Z0123456789ABCDEFGHIJ"));
/// stack.add("Www", DnsRecord::cname(&zone, "www.example.com", "app.example.com"));
/// stack.add("Spf", DnsRecord::txt(&zone, "example.com", ["v=spf1 include:amazonses.com -all"]));
/// ```
#[derive(Clone, Debug)]
pub struct DnsRecord {
    zone: HostedZoneHandle,
    name: Val<Str>,
    data: Data,
    ttl: Option<Duration>,
}

#[derive(Clone, Debug)]
enum Data {
    Alias { target: Val<Str>, zone: Val<Str>, check_health: bool },
    Records { record_type: &'static str, values: Vec<Val<Str>> },
}

impl DnsRecord {
    /// A name for a balancer; free of charge, also per query.
    pub fn alias_to_alb(zone: &HostedZoneHandle, name: impl IntoVal<Str>, alb: &AlbHandle) -> Self {
        let (target, of) = (alb.dns_name(), alb.canonical_hosted_zone_id());
        DnsRecord::new(zone, name, Data::Alias { target, zone: of, check_health: true })
    }

    /// A name for a distribution; free of charge, also per query. The distribution must know the name as its own.
    pub fn alias_to_distribution(
        zone: &HostedZoneHandle,
        name: impl IntoVal<Str>,
        distribution: &DistributionHandle,
    ) -> Self {
        let (target, of) = (distribution.domain_name(), Val::imported(CLOUDFRONT_ZONE));
        DnsRecord::new(zone, name, Data::Alias { target, zone: of, check_health: false })
    }

    /// IPv4 addresses.
    pub fn a<V: IntoVal<Str>>(
        zone: &HostedZoneHandle,
        name: impl IntoVal<Str>,
        addresses: impl IntoIterator<Item = V>,
    ) -> Self {
        DnsRecord::records(zone, name, "A", addresses)
    }

    /// Another name for a name. Not for the domain itself, where DNS allows none: use an alias.
    pub fn cname(zone: &HostedZoneHandle, name: impl IntoVal<Str>, target: impl IntoVal<Str>) -> Self {
        DnsRecord::records(zone, name, "CNAME", [Val::<Str>::of(target.into_value())])
    }

    /// Texts, such as for SPF, DKIM and DMARC. Longer ones than 255 characters are cut into the pieces that DNS wants.
    pub fn txt<V: IntoVal<Str>>(
        zone: &HostedZoneHandle,
        name: impl IntoVal<Str>,
        texts: impl IntoIterator<Item = V>,
    ) -> Self {
        let quoted = texts.into_iter().map(|text| quoted(Val::of(text.into_value())));
        DnsRecord::records(zone, name, "TXT", quoted.collect::<Vec<_>>())
    }

    /// The servers that take the domain's mail, each with its preference: `(10, "inbound.example.net")`.
    pub fn mx<V: IntoVal<Str>>(
        zone: &HostedZoneHandle,
        name: impl IntoVal<Str>,
        servers: impl IntoIterator<Item = (u16, V)>,
    ) -> Self {
        let servers = servers.into_iter().map(|(preference, server)| {
            let server: Val<Str> = Val::of(server.into_value());
            match server.value() {
                Value::Str(text) => Val::imported(format!("{preference} {text}")),
                _ => join![format!("{preference} "), server],
            }
        });
        DnsRecord::records(zone, name, "MX", servers.collect::<Vec<Val<Str>>>())
    }

    /// How long others keep the record, up to 7 days; 5 minutes by default. An alias has the time of its target
    /// and takes none.
    /// Source: <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-alias-common.html>
    pub fn ttl(mut self, ttl: Duration) -> Self {
        self.ttl = Some(ttl);
        self
    }

    fn records<V: IntoVal<Str>>(
        zone: &HostedZoneHandle,
        name: impl IntoVal<Str>,
        record_type: &'static str,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        let values = values.into_iter().map(|value| Val::of(value.into_value())).collect();
        DnsRecord::new(zone, name, Data::Records { record_type, values })
    }

    fn new(zone: &HostedZoneHandle, name: impl IntoVal<Str>, data: Data) -> Self {
        DnsRecord { zone: zone.clone(), name: Val::of(name.into_value()), data, ttl: None }
    }

    fn check(&self, stack: &mut Stack) {
        let zone = self.zone.domain();
        let name = self.name.value().as_str().unwrap_or(zone);
        if !is_domain(name) {
            let message = format!("`{name}` is not a name that DNS takes");
            stack.error("bad-domain", message, "write it like `app.example.com`, in lower case");
        } else if !self.zone.holds(&self.name) {
            let message = format!("`{name}` is not in the hosted zone `{zone}`");
            stack.error("name-outside-zone", message, format!("choose a name that ends in `.{zone}`"));
        }
        if let Some(ttl) = self.ttl {
            whole_seconds::check(stack, "bad-ttl", "time to live", ttl, 0..=604_800);
        }
        for target in self.targets().filter(|target| !is_domain(&target.to_ascii_lowercase())) {
            let message = format!("the record `{name}` leads to `{target}`");
            stack.error("bad-domain", message, "give a name like `app.example.com`, without `https://` and a path");
        }
        match &self.data {
            Data::Alias { .. } if self.ttl.is_some() => {
                let message = format!("the alias `{name}` is given a time to live");
                stack.error("alias-ttl", message, "leave `.ttl(…)` out: an alias has the time of its target");
            }
            Data::Records { record_type: "CNAME", .. } if self.name.value().as_str() == Some(zone) => {
                let message = format!("`{name}` is the domain itself, which cannot be another name");
                stack.error("cname-at-apex", message, "use `DnsRecord::alias_to_alb` or `alias_to_distribution`");
            }
            Data::Records { values, .. } if values.is_empty() => {
                stack.error("empty-record", format!("the record `{name}` has no value"), "give at least one value");
            }
            _ => {}
        }
    }

    /// The names that the record leads to, those that are known. A domain that takes no mail has the server `.`
    /// (<https://www.rfc-editor.org/rfc/rfc7505>).
    fn targets(&self) -> impl Iterator<Item = &str> {
        let (record_type, values) = match &self.data {
            Data::Records { record_type, values } => (*record_type, values.as_slice()),
            Data::Alias { .. } => ("", [].as_slice()),
        };
        values.iter().filter_map(|value| value.value().as_str()).filter_map(move |value| match record_type {
            "CNAME" => Some(value),
            "MX" => value.split_once(' ').map(|(_, server)| server).filter(|server| *server != "."),
            _ => None,
        })
    }
}

/// A record in a stack.
#[derive(Clone, Debug)]
pub struct DnsRecordHandle {
    /// The resource.
    pub record: route53::RecordSetRef,
    name: Val<Str>,
}

impl DnsRecordHandle {
    /// The name.
    pub fn name(&self) -> Val<Str> {
        self.name.clone()
    }
}

impl Construct for DnsRecord {
    type Handle = DnsRecordHandle;
    const SEALED: bool = true;

    fn build(self, stack: &mut Stack) -> DnsRecordHandle {
        self.check(stack);
        let record = match self.data {
            Data::Alias { target, zone, check_health } => route53::RecordSet::new(&self.name, "A")
                .alias_target(AliasTarget::new(target, zone).evaluate_target_health(check_health)),
            Data::Records { record_type, values } => route53::RecordSet::new(&self.name, record_type)
                .ttl(self.ttl.unwrap_or(TTL).as_secs().to_string())
                .resource_records(values),
        };
        let record = stack.add("", record.hosted_zone_id(self.zone.id()));
        DnsRecordHandle { record, name: self.name }
    }
}
