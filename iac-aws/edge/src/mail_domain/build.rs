//! The resources behind a domain that mail is sent from.

use super::{MailDomain, MailDomainHandle};
use crate::DnsRecord;
use crate::hosted_zone::is_domain;
use iac_aws_base::policy::{Principal, Statement};
use iac_aws_cfn::ses::configuration_set as c;
use iac_aws_cfn::ses::configuration_set_event_destination::{EventDestination, SnsDestination};
use iac_aws_cfn::ses::email_identity as e;
use iac_aws_cfn::{route53, ses};
use iac_core::prelude::*;

/// What went wrong with a mail.
/// Source: <https://docs.aws.amazon.com/ses/latest/dg/monitor-using-event-publishing.html>
const FAULTS: [&str; 4] = ["bounce", "complaint", "reject", "renderingFailure"];

impl Construct for MailDomain {
    type Handle = MailDomainHandle;
    const SEALED: bool = true;

    fn build(self, stack: &mut Stack) -> MailDomainHandle {
        self.check(stack);
        let set = ses::ConfigurationSet::new()
            .delivery_options(c::DeliveryOptions::new().tls_policy("REQUIRE"))
            .reputation_options(c::ReputationOptions::new().reputation_metrics_enabled(true))
            .sending_options(c::SendingOptions::new().sending_enabled(true))
            .suppression_options(c::SuppressionOptions::new().suppressed_reasons(["BOUNCE", "COMPLAINT"]));
        let configuration_set = stack.add("Sending", set);
        let faults = self.faults(stack, configuration_set);
        let bounce = format!("{}.{}", self.bounce, self.domain);
        let mut identity = ses::EmailIdentity::new(self.domain.clone())
            .configuration_set_attributes(
                e::ConfigurationSetAttributes::new().configuration_set_name(configuration_set.ref_()),
            )
            .dkim_attributes(e::DkimAttributes::new().signing_enabled(true))
            .dkim_signing_attributes(e::DkimSigningAttributes::new().next_signing_key_length("RSA_2048_BIT"))
            .mail_from_attributes(
                // Until its records are known, mails go out with a bounce domain of SES's.
                e::MailFromAttributes::new()
                    .mail_from_domain(bounce.clone())
                    .behavior_on_mx_failure("USE_DEFAULT_VALUE"),
            );
        if faults.is_some() {
            identity = identity.feedback_attributes(e::FeedbackAttributes::new().email_forwarding_enabled(false));
        }
        let identity = stack.add("", identity);
        let dkim = self.dkim(stack, identity);

        let dmarc = self.dmarc.record(stack);
        let dmarc = stack.add("Dmarc", DnsRecord::txt(&self.zone, format!("_dmarc.{}", self.domain), [dmarc]));
        let server = join!["feedback-smtp.", region(), ".amazonses.com"];
        let mx = stack.add("BounceMx", DnsRecord::mx(&self.zone, bounce.clone(), [(10, server)]));
        let sender = DnsRecord::txt(&self.zone, bounce, ["v=spf1 include:amazonses.com -all"]);
        let sender = stack.add("BounceSpf", sender);
        MailDomainHandle { identity, configuration_set, faults, dkim, dmarc, bounce: [mx, sender], domain: self.domain }
    }
}

impl MailDomain {
    fn check(&self, stack: &mut Stack) {
        let label = &*self.bounce;
        if label.is_empty() || label.contains('.') || !is_domain(&format!("{label}.{}", self.domain)) {
            let message = format!("`{label}.{}` cannot be where bounces come back to", self.domain);
            stack.error(
                "bad-domain",
                message,
                "give one word of lower-case letters, digits and hyphens, such as `bounce`",
            );
        }
    }

    fn faults(
        &self,
        stack: &mut Stack,
        set: ses::ConfigurationSetRef,
    ) -> Option<ses::ConfigurationSetEventDestinationRef> {
        let topic = self.topic.as_ref()?;
        let sets = join!["arn:", partition(), ":ses:", region(), ":", account_id(), ":configuration-set/", set.ref_()];
        let publish = Statement::allow(["sns:Publish"])
            .by(Principal::Service("ses.amazonaws.com"))
            .on(topic.arn())
            .when("StringEquals", "aws:SourceAccount", account_id())
            .when("StringEquals", "aws:SourceArn", sets);
        topic.allow(stack, publish);
        let to = EventDestination::new(FAULTS)
            .name("faults")
            .enabled(true)
            .sns_destination(SnsDestination::new(topic.arn()));
        let faults = stack.add("Faults", ses::ConfigurationSetEventDestination::new(set.ref_(), to));
        // SES tries to publish when it is told of the topic.
        stack.depends_on(faults, topic.policy);
        Some(faults)
    }

    fn dkim(&self, stack: &mut Stack, identity: ses::EmailIdentityRef) -> [route53::RecordSetRef; 3] {
        let keys = [
            ("Dkim1", identity.dkim_dns_token_name1(), identity.dkim_dns_token_value1()),
            ("Dkim2", identity.dkim_dns_token_name2(), identity.dkim_dns_token_value2()),
            ("Dkim3", identity.dkim_dns_token_name3(), identity.dkim_dns_token_value3()),
        ];
        keys.map(|(id, name, value)| {
            let record = route53::RecordSet::new(name, "CNAME")
                .hosted_zone_id(self.zone.id())
                .ttl("300")
                .resource_records([value]);
            stack.add(id, record)
        })
    }
}
