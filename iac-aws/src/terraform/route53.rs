//! Amazon Route 53.

use crate::terraform::prelude::*;

pub(super) const TYPES: &[ResourceMap] = &[
    ResourceMap::new("AWS::Route53::HealthCheck", "aws_route53_health_check")
        .attributes(&[("HealthCheckId", "id")])
        .properties(&[("HealthCheckConfig", To::Flatten(HEALTH_CHECK))]),
    ResourceMap::new("AWS::Route53::HostedZone", "aws_route53_zone")
        .reference("zone_id")
        .attributes(&[("Id", "zone_id")])
        .properties(HOSTED_ZONE)
        .finish(comment),
    ResourceMap::new("AWS::Route53::RecordSet", "aws_route53_record").reference("fqdn").properties(RECORD_SET),
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
    ("HostedZoneName", To::Missing("write `HostedZoneId`: Terraform finds a hosted zone by its id")),
    ("MultiValueAnswer", To::Attribute("multivalue_answer_routing_policy")),
    ("Region", To::Within("latency_routing_policy", &To::Attribute("region"))),
    ("ResourceRecords", To::By(records)),
    ("Weight", To::Within("weighted_routing_policy", &To::Attribute("weight"))),
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
fn records<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    let text = matches!(s.property("Type").and_then(Value::as_str), Some("TXT" | "SPF"));
    let term = match s.term(&field.value) {
        Term::List(records) if text => Term::List(records.into_iter().map(unquoted).collect()),
        term => term,
    };
    s.set("records", term);
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
