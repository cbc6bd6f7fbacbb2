use crate::support::{check, module};
use serde_json::{Value, json};

fn certificate(properties: Value) -> Value {
    module(json!({
        "Parameters": {"Zone": {"Type": "String", "Default": "Z1"}},
        "Resources": {"Tls": {"Type": "AWS::CertificateManager::Certificate", "Properties": properties}},
        "Outputs": {"Arn": {"Value": {"Ref": "Tls"}}}
    }))
}

#[test]
fn a_certificate_is_done_when_its_records_are_there_and_it_is_issued() {
    let module = certificate(json!({
        "DomainName": "app.example.com", "ValidationMethod": "DNS",
        "DomainValidationOptions": [{"DomainName": "app.example.com", "HostedZoneId": {"Ref": "Zone"}}]}));
    let resources = &module["resource"];
    assert_eq!(
        resources["aws_acm_certificate"]["tls"],
        json!({
            "domain_name": "app.example.com", "validation_method": "DNS", "lifecycle": {"create_before_destroy": true}
        })
    );
    let asked = |attribute: &str| format!("${{one(aws_acm_certificate.tls.domain_validation_options).{attribute}}}");
    assert_eq!(
        resources["aws_route53_record"]["tls_validation_app_example_com"],
        json!({
            "allow_overwrite": true, "name": asked("resource_record_name"), "type": asked("resource_record_type"),
            "records": [asked("resource_record_value")], "ttl": 60, "zone_id": "${var.zone}"
        })
    );
    assert_eq!(
        resources["aws_acm_certificate_validation"]["tls"],
        json!({
            "certificate_arn": "${aws_acm_certificate.tls.arn}",
            "validation_record_fqdns": "${aws_route53_record.tls_validation_app_example_com[*].fqdn}"
        })
    );
    assert_eq!(module["output"]["arn"]["value"], "${aws_acm_certificate_validation.tls.certificate_arn}");
    check(&module);
}

#[test]
fn several_domains_have_a_record_each_but_a_wildcard_shares_that_of_its_domain() {
    let option = |domain: &str| json!({"DomainName": domain, "HostedZoneId": "Z1"});
    let module = certificate(json!({
        "DomainName": "example.com", "ValidationMethod": "DNS",
        "SubjectAlternativeNames": ["*.example.com", "example.org"],
        "DomainValidationOptions": [option("example.com"), option("*.example.com"), option("example.org")]}));
    let records = &module["resource"]["aws_route53_record"];
    let names: Vec<_> = records.as_object().unwrap().keys().collect();
    assert_eq!(names, ["tls_validation_example_com", "tls_validation_example_org"]);
    assert_eq!(
        records["tls_validation_example_org"]["name"],
        "${[for option in aws_acm_certificate.tls.domain_validation_options : option.resource_record_name if \
         option.domain_name == \"example.org\"][0]}"
    );
    assert_eq!(
        module["resource"]["aws_acm_certificate_validation"]["tls"]["validation_record_fqdns"],
        "${concat(aws_route53_record.tls_validation_example_com[*].fqdn, \
         aws_route53_record.tls_validation_example_org[*].fqdn)}"
    );
}

#[test]
fn mail_and_private_authorities() {
    let mail = certificate(json!({
        "DomainName": "app.example.com", "ValidationMethod": "EMAIL",
        "CertificateTransparencyLoggingPreference": "DISABLED", "CertificateExport": "ENABLED",
        "DomainValidationOptions": [{"DomainName": "app.example.com", "ValidationDomain": "example.com"}]}));
    assert_eq!(
        mail["resource"],
        json!({
            "aws_acm_certificate": {"tls": {
                "domain_name": "app.example.com", "validation_method": "EMAIL",
                "options": {"certificate_transparency_logging_preference": "DISABLED", "export": "ENABLED"},
                "validation_option": [{"domain_name": "app.example.com", "validation_domain": "example.com"}],
                "lifecycle": {"create_before_destroy": true}
            }},
            "aws_acm_certificate_validation": {"tls": {"certificate_arn": "${aws_acm_certificate.tls.arn}"}}
        })
    );
    let private = certificate(json!({"DomainName": "app.internal", "CertificateAuthorityArn": "arn:ca"}));
    assert_eq!(private["resource"].as_object().unwrap().len(), 1);
    assert_eq!(private["output"]["arn"]["value"], "${aws_acm_certificate.tls.arn}");
}
