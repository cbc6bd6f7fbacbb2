//! The certificate that a listener or a distribution shows.

use crate::CertificateHandle;
use iac_aws_cfn::kind::CertificateManagerCertificate;
use iac_core::prelude::*;
use iac_core::{ParameterType, Text};

/// A certificate of AWS Certificate Manager, which costs nothing there.
///
/// A balancer takes one of its own region, a CloudFront distribution one of `us-east-1`.
/// Source: <https://docs.aws.amazon.com/acm/latest/userguide/acm-regions.html>
#[derive(Clone, Debug)]
pub struct Certificate(Source);

#[derive(Clone, Debug)]
enum Source {
    Parameter(Text),
    Arn(Val<Arn<CertificateManagerCertificate>>),
}

impl Certificate {
    /// Whoever deploys the stack gives the certificate's ARN: adds a parameter with this id below the construct that
    /// takes the certificate, so `CertificateArn` on the balancer `Alb` asks for `AlbCertificateArn`.
    pub fn parameter(id: impl Into<Text>) -> Self {
        Certificate(Source::Parameter(id.into()))
    }

    /// A certificate that exists outside this app, by its ARN.
    pub fn imported(arn: impl Into<Text>) -> Self {
        Certificate(Source::Arn(Val::imported(arn)))
    }

    /// A certificate that this stack requests.
    pub fn issued(certificate: &CertificateHandle) -> Self {
        Certificate::of(certificate.arn())
    }

    /// A certificate by an ARN that is known already, such as a parameter made with [`Certificate::arn_parameter`].
    pub fn of(arn: Val<Arn<CertificateManagerCertificate>>) -> Self {
        Certificate(Source::Arn(arn))
    }

    /// A parameter for the ARN of a certificate, to add to the stack under an id, label and group of your own.
    pub fn arn_parameter() -> Parameter<Arn<CertificateManagerCertificate>> {
        Parameter::of_type(ParameterType::String)
            .description("ARN of an issued certificate of AWS Certificate Manager in the region of this stack.")
            .allowed_pattern("^arn:aws[a-z-]*:acm:[a-z0-9-]+:[0-9]{12}:certificate/[0-9a-f-]{36}$")
            .constraint_description("The ARN of a certificate: arn:aws:acm:<region>:<account>:certificate/<id>.")
    }

    /// The ARN; adds the parameter where the certificate is one, and reports an ARN that is none.
    pub(super) fn into_arn(self, stack: &mut Stack) -> Val<Arn<CertificateManagerCertificate>> {
        let arn = match self.0 {
            Source::Parameter(id) => return stack.add(id, Certificate::arn_parameter()),
            Source::Arn(arn) => arn,
        };
        if let Some(text) = arn.value().as_str().filter(|text| region_of(text).is_none()) {
            let message = format!("`{text}` is not the ARN of a certificate");
            stack.error("bad-certificate-arn", message, "write arn:aws:acm:<region>:<account>:certificate/<id>");
        }
        arn
    }
}

/// The region in a certificate's ARN; nothing where the text is no such ARN.
pub(super) fn region_of(arn: &str) -> Option<&str> {
    let parts: Vec<&str> = arn.splitn(6, ':').collect();
    match parts[..] {
        ["arn", partition, "acm", region, account, resource]
            if partition.starts_with("aws")
                && !region.is_empty()
                && account.len() == 12
                && account.bytes().all(|byte| byte.is_ascii_digit())
                && resource.strip_prefix("certificate/").is_some_and(|id| !id.is_empty()) =>
        {
            Some(region)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_region_of_a_certificate_and_of_nothing_else() {
        let id = "12345678-1234-1234-1234-123456789012";
        assert_eq!(region_of(&format!("arn:aws:acm:eu-central-1:111122223333:certificate/{id}")), Some("eu-central-1"));
        for wrong in [
            "".to_owned(),
            format!("arn:aws:iam::111122223333:server-certificate/{id}"),
            format!("arn:aws:acm::111122223333:certificate/{id}"),
            format!("arn:aws:acm:eu-central-1:123456789:certificate/{id}"),
            "arn:aws:acm:eu-central-1:111122223333:certificate/".to_owned(),
        ] {
            assert_eq!(region_of(&wrong), None, "{wrong}");
        }
    }
}
