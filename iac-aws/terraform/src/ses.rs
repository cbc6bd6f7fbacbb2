//! `AWS::SES`.

use super::members::member;
use super::prelude::*;
use super::secrets::secret_in_state;

pub(super) const TYPES: &[ResourceMap] = &[
    ResourceMap::new("AWS::SES::ConfigurationSet", "aws_sesv2_configuration_set")
        .reference("configuration_set_name")
        .name(Name::Required("configuration_set_name", 64))
        .properties(&[("Name", To::Attribute("configuration_set_name"))]),
    ResourceMap::new("AWS::SES::ConfigurationSetEventDestination", "aws_sesv2_configuration_set_event_destination")
        .name(Name::Required("event_destination_name", 64))
        .properties(&[("EventDestination", To::By(event_destination))]),
    ResourceMap::new("AWS::SES::DedicatedIpPool", "aws_sesv2_dedicated_ip_pool")
        .reference("pool_name")
        .name(Name::Required("pool_name", 64)),
    ResourceMap::new("AWS::SES::EmailIdentity", "aws_sesv2_email_identity")
        .reference("email_identity")
        // A domain that brings a key of its own has fewer tokens, which a plain index would make an error.
        .attributes(&[
            (
                "DkimDNSTokenName1",
                "${element({}.dkim_signing_attributes[0].tokens, 0)}._domainkey.${{}.email_identity}",
            ),
            (
                "DkimDNSTokenName2",
                "${element({}.dkim_signing_attributes[0].tokens, 1)}._domainkey.${{}.email_identity}",
            ),
            (
                "DkimDNSTokenName3",
                "${element({}.dkim_signing_attributes[0].tokens, 2)}._domainkey.${{}.email_identity}",
            ),
            ("DkimDNSTokenValue1", "${element({}.dkim_signing_attributes[0].tokens, 0)}.dkim.amazonses.com"),
            ("DkimDNSTokenValue2", "${element({}.dkim_signing_attributes[0].tokens, 1)}.dkim.amazonses.com"),
            ("DkimDNSTokenValue3", "${element({}.dkim_signing_attributes[0].tokens, 2)}.dkim.amazonses.com"),
        ])
        .properties(&[
            ("ConfigurationSetAttributes", To::Flatten(&[])),
            ("DkimAttributes", To::By(dkim_attributes)),
            (
                "DkimSigningAttributes",
                To::Block("dkim_signing_attributes", &[("DomainSigningPrivateKey", To::By(secret_in_state))]),
            ),
            ("FeedbackAttributes", To::Part(&FEEDBACK)),
            ("MailFromAttributes", To::Part(&MAIL_FROM)),
        ]),
];

const FEEDBACK: Part = Part::new("aws_sesv2_email_identity_feedback_attributes", "email_identity", "email_identity");

const MAIL_FROM: Part = Part::new("aws_sesv2_email_identity_mail_from_attributes", "email_identity", "email_identity");

/// New identities sign; the provider cannot say that they should not.
fn dkim_attributes<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    if member(&field.value, "SigningEnabled").is_none_or(|enabled| enabled.value != Value::Bool(true)) {
        s.error(
            "unmapped",
            "the provider cannot turn DKIM off",
            "leave `DkimAttributes` away, or `SigningEnabled` at true",
        );
    }
}

/// The name stands beside the block.
fn event_destination<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    if let Some(name) = member(&field.value, "Name") {
        s.to(name, &To::Attribute("event_destination_name"));
    }
    s.to(field, &To::Block("event_destination", EVENT_DESTINATION));
}

const EVENT_DESTINATION: &[(&str, To)] = &[
    ("MatchingEventTypes", To::Values("matching_event_types", EVENT_TYPES)),
    ("Name", To::Ignored("it stands beside the block")),
    (
        "CloudWatchDestination",
        To::Block(
            "cloud_watch_destination",
            &[(
                "DimensionConfigurations",
                To::Block(
                    "dimension_configuration",
                    &[("DimensionValueSource", To::Values("dimension_value_source", DIMENSION_VALUE_SOURCES))],
                ),
            )],
        ),
    ),
];

/// CloudFormation has the names of version 1 of the API, the provider those of version 2.
/// Source: <https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_EventDestinationDefinition.html>
const EVENT_TYPES: &[(&str, &str)] = &[
    ("bounce", "BOUNCE"),
    ("click", "CLICK"),
    ("complaint", "COMPLAINT"),
    ("delivery", "DELIVERY"),
    ("deliveryDelay", "DELIVERY_DELAY"),
    ("open", "OPEN"),
    ("reject", "REJECT"),
    ("renderingFailure", "RENDERING_FAILURE"),
    ("send", "SEND"),
    ("subscription", "SUBSCRIPTION"),
];

const DIMENSION_VALUE_SOURCES: &[(&str, &str)] =
    &[("emailHeader", "EMAIL_HEADER"), ("linkTag", "LINK_TAG"), ("messageTag", "MESSAGE_TAG")];
