//! The modules of the services.

/// The services that are always on. Each of the others has a feature of its module's name.
pub const CORE: [&str; 30] = [
    "AWS::ApplicationAutoScaling",
    "AWS::AutoScaling",
    "AWS::Backup",
    "AWS::CertificateManager",
    "AWS::CloudFormation",
    "AWS::CloudFront",
    "AWS::CloudWatch",
    "AWS::DynamoDB",
    "AWS::EC2",
    "AWS::ECR",
    "AWS::ECS",
    "AWS::EFS",
    "AWS::ElastiCache",
    "AWS::ElasticLoadBalancingV2",
    "AWS::Events",
    "AWS::IAM",
    "AWS::KMS",
    "AWS::Lambda",
    "AWS::Logs",
    "AWS::RDS",
    "AWS::Route53",
    "AWS::S3",
    "AWS::SES",
    "AWS::Scheduler",
    "AWS::SecretsManager",
    "AWS::ServiceDiscovery",
    "AWS::SNS",
    "AWS::SQS",
    "AWS::SSM",
    "AWS::WAFv2",
];

/// Services whose words are not where the capitals are: names that AWS writes as one word in its own tools.
const MODULES: &[(&str, &str)] = &[
    ("AWS::AIOps", "aiops"),
    ("AWS::AmazonMQ", "amazon_mq"),
    ("AWS::ApiGateway", "api_gateway"),
    ("AWS::AppConfig", "appconfig"),
    ("AWS::AppFlow", "appflow"),
    ("AWS::AppMesh", "appmesh"),
    ("AWS::AppRunner", "apprunner"),
    ("AWS::AppStream", "appstream"),
    ("AWS::AppSync", "appsync"),
    ("AWS::B2BI", "b2bi"),
    ("AWS::CloudFormation", "cloudformation"),
    ("AWS::CloudFront", "cloudfront"),
    ("AWS::CloudHSM", "cloudhsm"),
    ("AWS::CloudTrail", "cloudtrail"),
    ("AWS::CloudWatch", "cloudwatch"),
    ("AWS::CodeArtifact", "codeartifact"),
    ("AWS::CodeBuild", "codebuild"),
    ("AWS::CodeCommit", "codecommit"),
    ("AWS::CodeConnections", "codeconnections"),
    ("AWS::CodeDeploy", "codedeploy"),
    ("AWS::CodeGuruProfiler", "codeguru_profiler"),
    ("AWS::CodeGuruReviewer", "codeguru_reviewer"),
    ("AWS::CodePipeline", "codepipeline"),
    ("AWS::CodeStar", "codestar"),
    ("AWS::CodeStarConnections", "codestar_connections"),
    ("AWS::CodeStarNotifications", "codestar_notifications"),
    ("AWS::DataBrew", "databrew"),
    ("AWS::DataSync", "datasync"),
    ("AWS::DataZone", "datazone"),
    ("AWS::DevOpsAgent", "devops_agent"),
    ("AWS::DevOpsGuru", "devops_guru"),
    ("AWS::DocDB", "docdb"),
    ("AWS::DocDBElastic", "docdb_elastic"),
    ("AWS::DynamoDB", "dynamodb"),
    ("AWS::ElastiCache", "elasticache"),
    ("AWS::ElasticBeanstalk", "elastic_beanstalk"),
    ("AWS::FSx", "fsx"),
    ("AWS::FinSpace", "finspace"),
    ("AWS::GameLift", "gamelift"),
    ("AWS::GameLiftStreams", "gamelift_streams"),
    ("AWS::GuardDuty", "guardduty"),
    ("AWS::HealthLake", "healthlake"),
    ("AWS::IVSChat", "ivs_chat"),
    ("AWS::LakeFormation", "lake_formation"),
    ("AWS::MediaConnect", "mediaconnect"),
    ("AWS::MediaConvert", "mediaconvert"),
    ("AWS::MediaLive", "medialive"),
    ("AWS::MediaPackage", "mediapackage"),
    ("AWS::MediaPackageV2", "mediapackage_v2"),
    ("AWS::MediaStore", "mediastore"),
    ("AWS::MediaTailor", "mediatailor"),
    ("AWS::MemoryDB", "memorydb"),
    ("AWS::MWAAServerless", "mwaa_serverless"),
    ("AWS::OpenSearch", "opensearch"),
    ("AWS::OpenSearchServerless", "opensearch_serverless"),
    ("AWS::OpenSearchService", "opensearch_service"),
    ("AWS::OpsWorks", "opsworks"),
    ("AWS::OpsWorksCM", "opsworks_cm"),
    ("AWS::QBusiness", "qbusiness"),
    ("AWS::QuickSight", "quicksight"),
    ("AWS::RTBFabric", "rtb_fabric"),
    ("AWS::RoboMaker", "robomaker"),
    ("AWS::SMSVOICE", "sms_voice"),
    ("AWS::SageMaker", "sagemaker"),
    ("AWS::VoiceID", "voice_id"),
    ("AWS::WorkSpaces", "workspaces"),
    ("AWS::WorkSpacesThinClient", "workspaces_thin_client"),
    ("AWS::WorkSpacesWeb", "workspaces_web"),
    ("AWS::WorkspacesInstances", "workspaces_instances"),
    ("AWS::WAFRegional", "waf_regional"),
    ("AWS::WAFv2", "wafv2"),
    ("AWS::XRay", "xray"),
    ("Alexa::ASK", "alexa_ask"),
];

/// Whether the service `AWS::EC2` is always on.
pub fn is_core(namespace: &str) -> bool {
    CORE.contains(&namespace)
}

/// The module of the service `AWS::EC2`: `ec2`.
pub fn module(namespace: &str) -> String {
    if let Some((_, module)) = MODULES.iter().find(|(n, _)| *n == namespace) {
        return (*module).to_owned();
    }
    super::value_name(namespace.trim_start_matches("AWS::"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readable_modules() {
        for (service, expected) in [
            ("AWS::EC2", "ec2"),
            ("AWS::ElasticLoadBalancingV2", "elastic_load_balancing_v2"),
            ("AWS::SecretsManager", "secrets_manager"),
            ("AWS::Route53", "route53"),
            ("AWS::IoTSiteWise", "iot_site_wise"),
            ("AWS::S3ObjectLambda", "s3_object_lambda"),
            ("AWS::WAFv2", "wafv2"),
        ] {
            assert_eq!(module(service), expected);
        }
    }
}
