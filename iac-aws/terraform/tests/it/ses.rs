//! `AWS::SES`.

use crate::support::{check, diagnostics, module};
use serde_json::{Value, json};

fn template() -> Value {
    json!({
        "Resources": {
            "Topic": { "Type": "AWS::SNS::Topic" },
            "Mail": { "Type": "AWS::SES::ConfigurationSet", "Properties": {
                "DeliveryOptions": { "TlsPolicy": "REQUIRE", "MaxDeliverySeconds": 3600 },
                "ReputationOptions": { "ReputationMetricsEnabled": true },
                "SendingOptions": { "SendingEnabled": true },
                "SuppressionOptions": { "SuppressedReasons": ["BOUNCE"] },
                "TrackingOptions": { "CustomRedirectDomain": "click.example.com", "HttpsPolicy": "REQUIRE" },
                "VdmOptions": {
                    "DashboardOptions": { "EngagementMetrics": "ENABLED" },
                    "GuardianOptions": { "OptimizedSharedDelivery": "ENABLED" },
                },
            } },
            "Bounces": { "Type": "AWS::SES::ConfigurationSetEventDestination", "Properties": {
                "ConfigurationSetName": { "Ref": "Mail" },
                "EventDestination": {
                    "Name": "bounces",
                    "Enabled": true,
                    "MatchingEventTypes": ["bounce", "renderingFailure"],
                    "SnsDestination": { "TopicARN": { "Ref": "Topic" } },
                },
            } },
            "Counted": { "Type": "AWS::SES::ConfigurationSetEventDestination", "Properties": {
                "ConfigurationSetName": { "Ref": "Mail" },
                "EventDestination": {
                    "MatchingEventTypes": ["send"],
                    "CloudWatchDestination": { "DimensionConfigurations": [{
                        "DefaultDimensionValue": "none", "DimensionName": "campaign", "DimensionValueSource": "messageTag",
                    }] },
                },
            } },
            "Domain": { "Type": "AWS::SES::EmailIdentity", "Properties": {
                "EmailIdentity": "example.com",
                "ConfigurationSetAttributes": { "ConfigurationSetName": { "Ref": "Mail" } },
                "DkimAttributes": { "SigningEnabled": true },
                "DkimSigningAttributes": { "NextSigningKeyLength": "RSA_2048_BIT" },
                "FeedbackAttributes": { "EmailForwardingEnabled": false },
                "MailFromAttributes": { "MailFromDomain": "mail.example.com", "BehaviorOnMxFailure": "REJECT_MESSAGE" },
            } },
        },
        "Outputs": {
            "Name": { "Value": { "Fn::GetAtt": ["Domain", "DkimDNSTokenName1"] } },
            "Value": { "Value": { "Fn::GetAtt": ["Domain", "DkimDNSTokenValue1"] } },
        },
    })
}

#[test]
fn configuration_sets() {
    let module = module(template());
    let resource = &module["resource"];
    assert_eq!(
        resource["aws_sesv2_configuration_set"]["mail"],
        json!({
            "configuration_set_name": "${var.stack_name}-mail",
            "delivery_options": { "tls_policy": "REQUIRE", "max_delivery_seconds": 3600 },
            "reputation_options": { "reputation_metrics_enabled": true },
            "sending_options": { "sending_enabled": true },
            "suppression_options": { "suppressed_reasons": ["BOUNCE"] },
            "tracking_options": { "custom_redirect_domain": "click.example.com", "https_policy": "REQUIRE" },
            "vdm_options": {
                "dashboard_options": { "engagement_metrics": "ENABLED" },
                "guardian_options": { "optimized_shared_delivery": "ENABLED" },
            },
        })
    );
    let destinations = &resource["aws_sesv2_configuration_set_event_destination"];
    assert_eq!(
        destinations["bounces"],
        json!({
            "configuration_set_name": "${aws_sesv2_configuration_set.mail.configuration_set_name}",
            "event_destination_name": "bounces",
            "event_destination": {
                "enabled": true,
                "matching_event_types": ["BOUNCE", "RENDERING_FAILURE"],
                "sns_destination": { "topic_arn": "${aws_sns_topic.topic.arn}" },
            },
        })
    );
    assert_eq!(destinations["counted"]["event_destination_name"], "${var.stack_name}-counted");
    assert_eq!(
        destinations["counted"]["event_destination"]["cloud_watch_destination"]["dimension_configuration"],
        json!([{ "default_dimension_value": "none", "dimension_name": "campaign", "dimension_value_source": "MESSAGE_TAG" }])
    );
    check(&module);
}

#[test]
fn identities() {
    let module = module(template());
    let resource = &module["resource"];
    assert_eq!(
        resource["aws_sesv2_email_identity"]["domain"],
        json!({
            "email_identity": "example.com",
            "configuration_set_name": "${aws_sesv2_configuration_set.mail.configuration_set_name}",
            "dkim_signing_attributes": { "next_signing_key_length": "RSA_2048_BIT" },
        })
    );
    assert_eq!(
        resource["aws_sesv2_email_identity_feedback_attributes"]["domain"],
        json!({ "email_identity": "${aws_sesv2_email_identity.domain.email_identity}", "email_forwarding_enabled": false })
    );
    let from = &resource["aws_sesv2_email_identity_mail_from_attributes"]["domain"];
    assert_eq!(from["mail_from_domain"], "mail.example.com");
    assert_eq!(from["behavior_on_mx_failure"], "REJECT_MESSAGE");
    assert_eq!(
        module["output"]["name"]["value"],
        "${element(aws_sesv2_email_identity.domain.dkim_signing_attributes[0].tokens, 0)}._domainkey.\
         ${aws_sesv2_email_identity.domain.email_identity}"
    );
    assert_eq!(
        module["output"]["value"]["value"],
        "${element(aws_sesv2_email_identity.domain.dkim_signing_attributes[0].tokens, 0)}.dkim.amazonses.com"
    );
}

#[test]
fn what_the_provider_cannot_do() {
    let codes = |attributes: Value| -> Vec<&'static str> {
        let mut properties = attributes;
        properties["EmailIdentity"] = json!("example.com");
        let template =
            json!({ "Resources": { "Domain": { "Type": "AWS::SES::EmailIdentity", "Properties": properties } } });
        diagnostics(template).iter().map(|found| found.code).collect()
    };
    assert_eq!(codes(json!({ "DkimAttributes": { "SigningEnabled": false } })), ["unmapped"]);
    assert_eq!(
        codes(json!({ "DkimSigningAttributes": { "DomainSigningPrivateKey": "x", "DomainSigningSelector": "s" } })),
        ["secret-in-state"]
    );
}
