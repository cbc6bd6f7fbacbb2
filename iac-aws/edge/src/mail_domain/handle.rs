//! What others need of a domain that mail is sent from.

use crate::DnsRecordHandle;
use iac_aws_base::policy::Statement;
use iac_aws_cfn::{kind, route53, ses};
use iac_core::Text;
use iac_core::prelude::*;

/// A domain that mail is sent from, in a stack.
#[derive(Clone, Debug)]
pub struct MailDomainHandle {
    /// The domain as SES knows it.
    pub identity: ses::EmailIdentityRef,
    /// How it sends.
    pub configuration_set: ses::ConfigurationSetRef,
    /// What tells the topic of faults.
    pub faults: Option<ses::ConfigurationSetEventDestinationRef>,
    /// The records of the keys that sign mails.
    pub dkim: [route53::RecordSetRef; 3],
    /// What receivers do with forged mail.
    pub dmarc: DnsRecordHandle,
    /// Where bounces come back to, and who may send from there.
    pub bounce: [DnsRecordHandle; 2],
    pub(super) domain: Text,
}

impl MailDomainHandle {
    /// The domain.
    pub fn domain(&self) -> &str {
        &self.domain
    }

    /// The name of how it sends. Mails take it by themselves.
    pub fn configuration_set_name(&self) -> Val<Name<kind::SesConfigurationSet>> {
        self.configuration_set.ref_()
    }

    /// The host that takes mail by SMTP from whoever has credentials of SES, on port 587.
    /// Source: <https://docs.aws.amazon.com/general/latest/gr/ses.html>
    pub fn smtp_host(&self) -> Val<Str> {
        join!["email-smtp.", region(), ".amazonaws.com"]
    }

    /// For a role's policy: sending mail from addresses of this domain and from no other.
    /// Source: <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsimpleemailservicev2.html>
    pub fn grant_send(&self) -> Vec<Statement> {
        let arn = |sort: &'static str, name: Val<Str>| {
            join!["arn:", partition(), ":ses:", region(), ":", account_id(), sort, name]
        };
        let identity = arn(":identity/", self.identity.ref_().untyped());
        let set = arn(":configuration-set/", self.configuration_set.ref_().untyped());
        let from = format!("*@{}", self.domain);
        let send = Statement::allow(["ses:SendEmail", "ses:SendRawEmail"]);
        vec![send.on(identity).on(set).when("StringLike", "ses:FromAddress", from)]
    }
}
