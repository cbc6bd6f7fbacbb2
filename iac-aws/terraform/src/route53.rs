//! Amazon Route 53.

use super::members::member;
use crate::prelude::*;

pub(super) const TYPES: &[ResourceMap] = &[
    ResourceMap::new("AWS::Route53::HealthCheck", "aws_route53_health_check")
        .attributes(&[("HealthCheckId", "id")])
        .properties(&[("HealthCheckConfig", To::Flatten(HEALTH_CHECK))]),
    ResourceMap::new("AWS::Route53::HostedZone", "aws_route53_zone")
        .reference("zone_id")
        .attributes(&[("Id", "zone_id")])
        .properties(HOSTED_ZONE)
        .finish(comment),
    ResourceMap::new("AWS::Route53::RecordSet", "aws_route53_record")
        .reference("fqdn")
        .properties(RECORD_SET)
        .finish(unquote),
    ResourceMap::parts("AWS::Route53::RecordSetGroup", "aws_route53_record").properties(RECORD_SET_GROUP),
];

const HEALTH_CHECK: &[(&str, To)] = &[
    (
        "AlarmIdentifier",
        To::Flatten(&[
            ("Name", To::Attribute("cloudwatch_alarm_name")),
            ("Region", To::Attribute("cloudwatch_alarm_region")),
        ]),
    ),
    ("ChildHealthChecks", To::Attribute("child_healthchecks")),
    ("FullyQualifiedDomainName", To::Attribute("fqdn")),
    ("HealthThreshold", To::Attribute("child_health_threshold")),
    ("Inverted", To::Attribute("invert_healthcheck")),
];

const HOSTED_ZONE: &[(&str, To)] = &[
    ("HostedZoneConfig", To::Flatten(&[])),
    ("HostedZoneFeatures", To::Flatten(&[])),
    (
        "QueryLoggingConfig",
        To::Part(
            &Part::new("aws_route53_query_log", "zone_id", "zone_id")
                .fields(&[("CloudWatchLogsLogGroupArn", To::Attribute("cloudwatch_log_group_arn"))]),
        ),
    ),
];

const RECORD_SET: &[(&str, To)] = &[
    ("AliasTarget", To::Through("alias", ALIAS, alias)),
    ("CidrRoutingConfig", To::Block("cidr_routing_policy", &[])),
    ("Comment", To::Ignored("a comment on the change, which nobody keeps")),
    ("Failover", To::Within("failover_routing_policy", &To::Attribute("type"))),
    (
        "GeoLocation",
        To::Block(
            "geolocation_routing_policy",
            &[
                ("ContinentCode", To::Attribute("continent")),
                ("CountryCode", To::Attribute("country")),
                ("SubdivisionCode", To::Attribute("subdivision")),
            ],
        ),
    ),
    ("GeoProximityLocation", To::Block("geoproximity_routing_policy", &[("AWSRegion", To::Attribute("aws_region"))])),
    ("HostedZoneId", To::Attribute("zone_id")),
    ("HostedZoneName", To::By(zone_name)),
    ("MultiValueAnswer", To::Attribute("multivalue_answer_routing_policy")),
    ("Region", To::Within("latency_routing_policy", &To::Attribute("region"))),
    ("ResourceRecords", To::Attribute("records")),
    ("Weight", To::Within("weighted_routing_policy", &To::Attribute("weight"))),
];

const RECORD_SET_GROUP: &[(&str, To)] = &[
    ("Comment", To::Ignored("a comment on the change, which nobody keeps")),
    ("HostedZoneId", To::Ignored("each record holds it")),
    ("HostedZoneName", To::Ignored("each record finds it")),
    ("RecordSets", To::Through("aws_route53_record", RECORD_SET, record_sets)),
];

const ALIAS: &[(&str, To)] = &[("DNSName", To::Attribute("name")), ("HostedZoneId", To::Attribute("zone_id"))];

/// A zone has no comment where the program gives none; the provider would write one.
fn comment(s: &mut Scope<'_, '_>) {
    s.default("comment", "");
}

fn alias<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    s.objects("alias", &field.value, &mut |s, fields| {
        s.fields(fields, ALIAS);
        s.default("evaluate_target_health", false);
    });
}

/// The provider itself puts text records into quotes.
fn unquote(s: &mut Scope<'_, '_>) {
    let (kind, records) = (s.property("Type"), s.property("ResourceRecords"));
    text_records(s, kind, records);
}

fn text_records<'g>(s: &mut Scope<'_, 'g>, kind: Option<&'g Value>, records: Option<&'g Value>) {
    if let (Some("TXT" | "SPF"), Some(records @ Value::List(_))) = (kind.and_then(Value::as_str), records)
        && let Term::List(records) = s.term(records)
    {
        s.set("records", Term::List(records.into_iter().map(unquoted).collect()));
    }
}

/// A zone that is named instead of referred to is looked up.
fn zone_name<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    find_zone(s, &field.value);
}

fn find_zone<'g>(s: &mut Scope<'_, 'g>, name: &'g Value) {
    let word = s.address_word(name);
    let name = s.term(name);
    let zone = s.data("aws_route53_zone", &word, vec![("name", name)]);
    s.set("zone_id", Term::expression(format!("{zone}.zone_id")));
}

/// A resource for each record, told apart by what tells records apart.
fn record_sets<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    let (zone, zone_name) = (s.property("HostedZoneId"), s.property("HostedZoneName"));
    s.each(&field.value, &mut |s, record: &'g Value| {
        let Value::Map(fields) = record else {
            return s.error("terraform", "a record is known only when it is deployed", "write the object itself");
        };
        let named = |name: &str| member(record, name).map(|field| &field.value);
        let keys = ["Name", "Type", "SetIdentifier"].into_iter().filter_map(named);
        let words: Vec<_> = keys.map(|key| s.address_word(key)).collect();
        s.part("aws_route53_record", &words.join("_"), |s| {
            s.fields(fields, RECORD_SET);
            text_records(s, named("Type"), named("ResourceRecords"));
            match (zone, zone_name) {
                _ if s.has("zone_id") => {}
                (Some(zone), _) => {
                    let zone = s.term(zone);
                    s.set("zone_id", zone);
                }
                (None, Some(name)) => find_zone(s, name),
                (None, None) => {}
            }
        });
    });
}

fn unquoted(record: Term<'_>) -> Term<'_> {
    match record {
        Term::Text(text) => {
            let inner = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).map(str::to_owned);
            inner.map_or(Term::Text(text), Term::from)
        }
        record => Term::expression(format!(r#"trimsuffix(trimprefix({}, "\""), "\"")"#, record.to_hcl())),
    }
}
