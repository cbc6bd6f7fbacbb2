//! AWS Certificate Manager. CloudFormation writes the records that prove who owns the domains, and a certificate is done
//! when AWS has issued it. In Terraform both are resources of their own.

use crate::prelude::*;
use iac_core::graph::ResourceNode;

pub(super) const TYPES: &[ResourceMap] =
    &[ResourceMap::new("AWS::CertificateManager::Certificate", "aws_acm_certificate")
        .reference("arn")
        .attributes(&[("CertificateArn", "arn")])
        .refer(issued)
        .properties(CERTIFICATE)
        .replace_first()
        .finish(validation)];

const CERTIFICATE: &[(&str, To)] = &[
    ("CertificateExport", To::Within("options", &To::Attribute("export"))),
    (
        "CertificateTransparencyLoggingPreference",
        To::Within("options", &To::Attribute("certificate_transparency_logging_preference")),
    ),
    ("DomainValidationOptions", To::By(options)),
];

const ZONE: &str = "HostedZoneId";

/// What uses a certificate waits until it is issued. A private authority issues at once, and there is nothing to wait for.
fn issued(certificate: &ResourceNode, attribute: &str) -> Option<&'static str> {
    let private = certificate.property("CertificateAuthorityArn").is_some();
    (matches!(attribute, "CertificateArn" | "Ref") && !private)
        .then_some("aws_acm_certificate_validation:certificate_arn")
}

/// Where mail is sent to. The zones of records are not the certificate's.
fn options<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    s.each(&field.value, &mut |s, option: &'g Value| {
        if let Value::Map(fields) = option
            && fields.iter().all(|field| field.name != ZONE)
        {
            s.objects("validation_option", option, &mut |s, fields| s.fields(fields, &[]));
        }
    });
}

/// The records, and what waits for the certificate.
fn validation(s: &mut Scope<'_, '_>) {
    if s.property("CertificateAuthorityArn").is_some() {
        return;
    }
    let mut words = Vec::new();
    if let Some(options) = s.property("DomainValidationOptions") {
        s.each(options, &mut |s, option| {
            let Value::Map(fields) = option else { return };
            let named = |name: &str| fields.iter().find(|field| field.name == name).map(|field| &field.value);
            let (Some(domain), Some(zone)) = (named("DomainName"), named(ZONE)) else { return };
            // A domain and its wildcard have one record.
            let word = s.address_word(domain);
            if !words.contains(&word) {
                record(s, domain, zone, &word);
                words.push(word);
            }
        });
    }
    let names = words.iter().map(|word| format!("{}[*].fqdn", s.part_address("aws_route53_record", &suffix(word))));
    let names: Vec<_> = names.collect();
    let certificate = s.reference("arn");
    s.part("aws_acm_certificate_validation", "", |s| {
        s.set("certificate_arn", certificate);
        match &*names {
            [] => {}
            [one] => s.set("validation_record_fqdns", Term::expression(one)),
            several => s.set("validation_record_fqdns", Term::expression(format!("concat({})", several.join(", ")))),
        }
    });
}

/// One record of those that AWS asks for. It may be there from another certificate for the same domain.
fn record<'g>(s: &mut Scope<'_, 'g>, domain: &'g Value, zone: &'g Value, word: &str) {
    let (domain, zone) = (s.term(domain).to_hcl(), s.term(zone));
    let all = s.reference("domain_validation_options").to_hcl();
    let several = s.property("SubjectAlternativeNames").is_some();
    let asked = |attribute: &str| {
        Term::expression(match several {
            true => format!("[for option in {all} : option.{attribute} if option.domain_name == {domain}][0]"),
            false => format!("one({all}).{attribute}"),
        })
    };
    let (name, kind, value) =
        (asked("resource_record_name"), asked("resource_record_type"), asked("resource_record_value"));
    s.part("aws_route53_record", &suffix(word), |s| {
        s.set("allow_overwrite", true);
        s.set("name", name);
        s.set("records", Term::list([value]));
        s.set("ttl", 60);
        s.set("type", kind);
        s.set("zone_id", zone);
    });
}

fn suffix(word: &str) -> String {
    format!("validation_{word}")
}
