//! AWS's services by an address inside of the VPC.

/// Services that get an address in each private subnet. Each costs about 7 $ a month in each zone, and 0.01 $ per GB.
/// Source: <https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InterfaceEndpoint {
    /// The registry's API: who may pull.
    EcrApi,
    /// The registry: images of the same region. Layers come from S3.
    EcrDocker,
    /// CloudWatch Logs.
    Logs,
    /// CloudWatch metrics.
    Monitoring,
    /// Secrets Manager.
    SecretsManager,
    /// KMS.
    Kms,
    /// Systems Manager.
    Ssm,
    /// The channels of Systems Manager's sessions, which ECS Exec uses.
    SsmMessages,
    /// SQS.
    Sqs,
    /// SNS.
    Sns,
    /// Security tokens.
    Sts,
    /// X-Ray.
    XRay,
    /// Metering of AWS Marketplace.
    MarketplaceMetering,
}

impl InterfaceEndpoint {
    #[doc(hidden)]
    pub const fn id_and_service(self) -> (&'static str, &'static str) {
        match self {
            InterfaceEndpoint::EcrApi => ("EcrApi", "ecr.api"),
            InterfaceEndpoint::EcrDocker => ("EcrDocker", "ecr.dkr"),
            InterfaceEndpoint::Logs => ("Logs", "logs"),
            InterfaceEndpoint::Monitoring => ("Monitoring", "monitoring"),
            InterfaceEndpoint::SecretsManager => ("SecretsManager", "secretsmanager"),
            InterfaceEndpoint::Kms => ("Kms", "kms"),
            InterfaceEndpoint::Ssm => ("Ssm", "ssm"),
            InterfaceEndpoint::SsmMessages => ("SsmMessages", "ssmmessages"),
            InterfaceEndpoint::Sqs => ("Sqs", "sqs"),
            InterfaceEndpoint::Sns => ("Sns", "sns"),
            InterfaceEndpoint::Sts => ("Sts", "sts"),
            InterfaceEndpoint::XRay => ("XRay", "xray"),
            InterfaceEndpoint::MarketplaceMetering => ("MarketplaceMetering", "metering-marketplace"),
        }
    }
}
