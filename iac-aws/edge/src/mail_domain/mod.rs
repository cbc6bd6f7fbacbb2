//! Domains that mail is sent from.

mod build;
mod dmarc;
mod handle;

pub use dmarc::Dmarc;
pub use handle::MailDomainHandle;

use crate::HostedZoneHandle;
use iac_aws_base::monitoring::AlarmTopicHandle;
use iac_core::Text;

/// A domain that SES sends mail from (`AWS::SES::EmailIdentity`), with all that makes receivers believe it: DKIM keys of
/// 2,048 bits that SES renews, DMARC, and a bounce domain of its own (MAIL FROM) with SPF, each as a record in its zone.
/// TLS to the receiver is required, and addresses that bounced or complained are not written to again.
///
/// Receivers ask the bounce domain for SPF, since mails are returned to it. The domain's own SPF is left alone: it shares
/// one record with all other texts of the domain, and says where people's mail comes from.
///
/// Costs 0.10 $ per 1,000 mails. A new account may write to verified addresses only until AWS lets it out of the
/// sandbox, for which somebody must ask. One domain can be an identity once in a region: a second copy of the stack there
/// fails.
/// Sources: <https://docs.aws.amazon.com/ses/latest/dg/creating-identities.html>,
/// <https://docs.aws.amazon.com/ses/latest/dg/send-email-authentication-spf.html>
///
/// ```
/// use iac_aws::prelude::*;
/// let mut stack = Stack::new("main");
/// let zone = HostedZone::import("example.com", Val::imported("Z0123456789ABCDEFGHIJ"));
/// let topic = stack.add("Alarms", AlarmTopic::new().email("Operations", "ops@example.com"));
/// let mail = MailDomain::new("example.com", &zone, Dmarc::quarantine().reports_to("dmarc@example.com"));
/// let mail = stack.add("Mail", mail.faults_to(&topic));
/// stack.output("MailConfigurationSet", mail.configuration_set_name());
/// ```
#[derive(Clone, Debug)]
pub struct MailDomain {
    domain: Text,
    zone: HostedZoneHandle,
    dmarc: Dmarc,
    bounce: Text,
    topic: Option<AlarmTopicHandle>,
}

impl MailDomain {
    /// A domain, in the zone that holds it. `dmarc` says what receivers do with mail in its name that somebody else sent.
    pub fn new(domain: impl Into<Text>, zone: &HostedZoneHandle, dmarc: Dmarc) -> Self {
        MailDomain { domain: domain.into(), zone: zone.clone(), dmarc, bounce: Text::Borrowed("bounce"), topic: None }
    }

    /// The name below the domain that bounces come back to; `bounce` by default. It receives no other mail.
    /// Source: <https://docs.aws.amazon.com/ses/latest/dg/mail-from.html>
    pub fn bounce_name(mut self, label: impl Into<Text>) -> Self {
        self.bounce = label.into();
        self
    }

    /// Tells a topic of this stack of bounces, complaints, refusals and mails that could not be made, instead of sending
    /// such news to the sender. The topic must not be encrypted with a key that SES may not use.
    pub fn faults_to(mut self, topic: &AlarmTopicHandle) -> Self {
        self.topic = Some(*topic);
        self
    }
}
