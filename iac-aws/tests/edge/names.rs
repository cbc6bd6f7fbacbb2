//! Certificates, hosted zones and records.

use crate::common::template;
use crate::{messages, stack};
use iac_aws::prelude::*;
use serde_json::json;

#[test]
fn a_zone_its_certificate_and_its_records() {
    let (mut stack, vpc) = stack();
    let zone = stack.add("Zone", HostedZone::new("example.com"));
    let request = CertificateRequest::new("app.example.com", &zone).name("*.app.example.com");
    let certificate = stack.add("Certificate", request);
    stack.output("NameServers", zone.name_servers());
    stack.output("CertificateArn", certificate.arn());
    let alb = stack.add("Alb", Alb::internal(vpc.private(), AlbListener::Http));
    stack.add("App", DnsRecord::alias_to_alb(&zone, "app.example.com", &alb));
    stack.add("Www", DnsRecord::cname(&zone, "www.example.com", "app.example.com").ttl(hours(1)));
    stack.add("Mail", DnsRecord::mx(&zone, "example.com", [(10, "inbound.example.net")]));
    stack.add("Spf", DnsRecord::txt(&zone, "example.com", ["v=spf1 -all"]));
    let host = stack.add("Host", DnsRecord::a(&zone, "host.example.com", ["192.0.2.1", "192.0.2.2"]));
    stack.output("Host", host.name());
    let mut all = template(stack);
    all["Resources"].as_object_mut().unwrap().retain(|id, _| !id.starts_with("Alb"));
    let expected: serde_json::Value = serde_json::from_str(include_str!("names/zone.json")).unwrap();
    assert_eq!(all["Resources"], expected["Resources"]);
    assert_eq!(all["Outputs"], expected["Outputs"]);
}

#[test]
fn the_certificate_of_the_stack_is_shown_by_its_balancer() {
    let (mut stack, vpc) = stack();
    let zone = HostedZone::import("example.com", Val::imported("Z1"));
    let certificate = stack.add("Certificate", CertificateRequest::new("app.example.com", &zone));
    stack.add("Alb", Alb::internet_facing(vpc.public(), Certificate::issued(&certificate)));
    let all = template(stack);
    let shown = &all["Resources"]["AlbListener"]["Properties"]["Certificates"];
    assert_eq!(*shown, json!([{"CertificateArn": {"Ref": "Certificate"}}]));
    let request = &all["Resources"]["Certificate"]["Properties"];
    assert_eq!(request["DomainValidationOptions"], json!([{"DomainName": "app.example.com", "HostedZoneId": "Z1"}]));
    assert!(request.get("SubjectAlternativeNames").is_none());
}

#[test]
fn a_parameter_by_an_id_of_ones_own() {
    let (mut stack, vpc) = stack();
    let arn = stack.add("CertificateArn", Certificate::arn_parameter().label("Certificate").group("Access"));
    stack.add("Alb", Alb::internet_facing(vpc.public(), Certificate::of(arn)));
    let all = template(stack);
    assert_eq!(
        all["Resources"]["AlbListener"]["Properties"]["Certificates"],
        json!([{"CertificateArn": {"Ref": "CertificateArn"}}])
    );
}

#[test]
fn what_is_wrong_is_said() {
    let (mut stack, _) = stack();
    let zone = HostedZone::import("example.com", Val::imported("Z1"));
    stack.add("A", HostedZone::new("https://example.com"));
    stack.add("B", CertificateRequest::new("app.example.org", &zone));
    stack.add("C", CertificateRequest::new("App.example.com", &zone));
    let many = (0..10).fold(CertificateRequest::new("example.com", &zone), |request, number| {
        request.name(format!("host{number}.example.com"))
    });
    stack.add("D", many);
    stack.add("E", DnsRecord::cname(&zone, "example.com", "app.example.com"));
    stack.add("F", DnsRecord::a(&zone, "app.example.org", ["192.0.2.1"]));
    stack.add("G", DnsRecord::a(&zone, "app", ["192.0.2.1"]));
    stack.add("H", DnsRecord::txt(&zone, "example.com", Vec::<String>::new()));
    stack.add("I", DnsRecord::txt(&zone, "example.com", ["a"]).ttl(days(8)));
    let said = messages(stack);
    assert_eq!(
        said,
        [
            "bad-domain: `https://example.com` is not a domain",
            "name-outside-zone: `app.example.org` is not in the hosted zone `example.com`, so it can never be validated",
            "bad-domain: `App.example.com` is not a domain name",
            "too-many-names: the certificate has 11 names",
            "cname-at-apex: `example.com` is the domain itself, which cannot be another name",
            "name-outside-zone: `app.example.org` is not in the hosted zone `example.com`",
            "bad-domain: `app` is not a name that DNS takes",
            "empty-record: the record `example.com` has no value",
            "bad-ttl: the time to live is 691200 seconds",
        ]
    );
}

/// What a name leads to is a name, without a scheme.
#[test]
fn targets_are_names() {
    let said = |record: fn(&HostedZoneHandle) -> DnsRecord| {
        let mut stack = Stack::new("main");
        let zone = HostedZone::import("example.com", Val::imported("Z1"));
        stack.add("Record", record(&zone));
        messages(stack)
    };
    assert_eq!(
        said(|zone| DnsRecord::cname(zone, "www.example.com", "https://foo")),
        ["bad-domain: the record `www.example.com` leads to `https://foo`"]
    );
    assert_eq!(
        said(|zone| DnsRecord::cname(zone, "www.example.com", "")),
        ["bad-domain: the record `www.example.com` leads to ``"]
    );
    assert_eq!(said(|zone| DnsRecord::cname(zone, "www.example.com", "d1.CloudFront.net.")), [""; 0]);
    assert_eq!(said(|zone| DnsRecord::cname(zone, "www.example.com", region())), [""; 0], "what is not known passes");
    assert_eq!(
        said(|zone| DnsRecord::mx(zone, "example.com", [(10, ""), (20, "mail.example.net"), (30, "a b.example.net")])),
        [
            "bad-domain: the record `example.com` leads to ``",
            "bad-domain: the record `example.com` leads to `a b.example.net`",
        ]
    );
    assert_eq!(said(|zone| DnsRecord::mx(zone, "example.com", [(0, ".")])), [""; 0], "a domain that takes no mail");
}

#[test]
fn an_alias_has_no_time_to_live() {
    let (mut stack, vpc) = stack();
    let zone = HostedZone::import("example.com", Val::imported("Z1"));
    let alb = stack.add("Alb", Alb::internal(vpc.private(), AlbListener::Http));
    stack.add("App", DnsRecord::alias_to_alb(&zone, "app.example.com", &alb).ttl(minutes(5)));
    stack.add("Www", DnsRecord::alias_to_alb(&zone, "www.example.com", &alb));
    assert_eq!(messages(stack), ["alias-ttl: the alias `app.example.com` is given a time to live"]);
}
