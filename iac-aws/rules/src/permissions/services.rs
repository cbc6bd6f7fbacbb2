//! Which service assumes the role that a property is given.

/// A property with a role, and the services one of which must be trusted.
pub(crate) struct Given {
    pub(crate) kind: &'static str,
    pub(crate) path: &'static str,
    pub(crate) services: &'static [&'static str],
}

const fn given(kind: &'static str, path: &'static str, services: &'static [&'static str]) -> Given {
    Given { kind, path, services }
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html> and the page of each
/// property.
pub(crate) const GIVEN: &[Given] = &[
    given("AWS::ECS::TaskDefinition", "ExecutionRoleArn", &["ecs-tasks.amazonaws.com"]),
    given("AWS::ECS::TaskDefinition", "TaskRoleArn", &["ecs-tasks.amazonaws.com"]),
    given("AWS::ECS::Service", "Role", &["ecs.amazonaws.com"]),
    given("AWS::ECS::Service", "VolumeConfigurations.ManagedEBSVolume.RoleArn", &["ecs.amazonaws.com"]),
    given("AWS::Batch::JobDefinition", "ContainerProperties.JobRoleArn", &["ecs-tasks.amazonaws.com"]),
    given("AWS::Batch::JobDefinition", "ContainerProperties.ExecutionRoleArn", &["ecs-tasks.amazonaws.com"]),
    given("AWS::Batch::ComputeEnvironment", "ServiceRole", &["batch.amazonaws.com"]),
    given("AWS::Lambda::Function", "Role", &["lambda.amazonaws.com"]),
    given("AWS::Synthetics::Canary", "ExecutionRoleArn", &["lambda.amazonaws.com"]),
    given("AWS::Chatbot::SlackChannelConfiguration", "IamRoleArn", &["chatbot.amazonaws.com"]),
    given("AWS::Chatbot::MicrosoftTeamsChannelConfiguration", "IamRoleArn", &["chatbot.amazonaws.com"]),
    given("AWS::Scheduler::Schedule", "Target.RoleArn", &["scheduler.amazonaws.com"]),
    given("AWS::Events::Rule", "RoleArn", &["events.amazonaws.com"]),
    given("AWS::Events::Rule", "Targets.RoleArn", &["events.amazonaws.com"]),
    given("AWS::Events::ApiDestination", "RoleArn", &["events.amazonaws.com"]),
    given("AWS::Pipes::Pipe", "RoleArn", &["pipes.amazonaws.com"]),
    given("AWS::RDS::DBInstance", "MonitoringRoleArn", &["monitoring.rds.amazonaws.com"]),
    given("AWS::RDS::DBCluster", "MonitoringRoleArn", &["monitoring.rds.amazonaws.com"]),
    given("AWS::RDS::DBInstance", "AssociatedRoles.RoleArn", &["rds.amazonaws.com"]),
    given("AWS::RDS::DBCluster", "AssociatedRoles.RoleArn", &["rds.amazonaws.com"]),
    given("AWS::RDS::DBProxy", "RoleArn", &["rds.amazonaws.com"]),
    given("AWS::EC2::FlowLog", "DeliverLogsPermissionArn", &["vpc-flow-logs.amazonaws.com"]),
    given("AWS::IAM::InstanceProfile", "Roles", &["ec2.amazonaws.com"]),
    given("AWS::StepFunctions::StateMachine", "RoleArn", &["states.amazonaws.com"]),
    given("AWS::ApiGateway::Account", "CloudWatchRoleArn", &["apigateway.amazonaws.com"]),
    given("AWS::ApiGateway::Method", "Integration.Credentials", &["apigateway.amazonaws.com"]),
    given("AWS::ApiGateway::Authorizer", "AuthorizerCredentials", &["apigateway.amazonaws.com"]),
    given("AWS::ApiGatewayV2::Integration", "CredentialsArn", &["apigateway.amazonaws.com"]),
    given("AWS::Backup::BackupSelection", "BackupSelection.IamRoleArn", &["backup.amazonaws.com"]),
    given("AWS::Backup::RestoreTestingSelection", "IamRoleArn", &["backup.amazonaws.com"]),
    given("AWS::CodeBuild::Project", "ServiceRole", &["codebuild.amazonaws.com"]),
    given("AWS::CodePipeline::Pipeline", "RoleArn", &["codepipeline.amazonaws.com"]),
    // Of all actions only those of CloudFormation are given one.
    given("AWS::CodePipeline::Pipeline", "Stages.Actions.Configuration.RoleArn", &["cloudformation.amazonaws.com"]),
    given("AWS::CodeDeploy::DeploymentGroup", "ServiceRoleArn", &["codedeploy.amazonaws.com"]),
    given("AWS::KinesisFirehose::DeliveryStream", "S3DestinationConfiguration.RoleARN", &["firehose.amazonaws.com"]),
    given(
        "AWS::KinesisFirehose::DeliveryStream",
        "ExtendedS3DestinationConfiguration.RoleARN",
        &["firehose.amazonaws.com"],
    ),
    given(
        "AWS::KinesisFirehose::DeliveryStream",
        "KinesisStreamSourceConfiguration.RoleARN",
        &["firehose.amazonaws.com"],
    ),
    given("AWS::S3::Bucket", "ReplicationConfiguration.Role", &["s3.amazonaws.com"]),
    given("AWS::EKS::Cluster", "RoleArn", &["eks.amazonaws.com"]),
    given("AWS::EKS::Nodegroup", "NodeRole", &["ec2.amazonaws.com"]),
    given("AWS::EKS::FargateProfile", "PodExecutionRoleArn", &["eks-fargate-pods.amazonaws.com"]),
    given("AWS::EKS::PodIdentityAssociation", "RoleArn", &["pods.eks.amazonaws.com"]),
    given("AWS::ApplicationAutoScaling::ScalableTarget", "RoleARN", &["application-autoscaling.amazonaws.com"]),
    given("AWS::AutoScaling::LifecycleHook", "RoleARN", &["autoscaling.amazonaws.com"]),
    given("AWS::CloudTrail::Trail", "CloudWatchLogsRoleArn", &["cloudtrail.amazonaws.com"]),
    given("AWS::Config::ConfigurationRecorder", "RoleARN", &["config.amazonaws.com"]),
    given("AWS::Glue::Job", "Role", &["glue.amazonaws.com"]),
    given("AWS::Glue::Crawler", "Role", &["glue.amazonaws.com"]),
    given("AWS::SageMaker::NotebookInstance", "RoleArn", &["sagemaker.amazonaws.com"]),
    given("AWS::SageMaker::Model", "ExecutionRoleArn", &["sagemaker.amazonaws.com"]),
    given(
        "AWS::AppRunner::Service",
        "SourceConfiguration.AuthenticationConfiguration.AccessRoleArn",
        &["build.apprunner.amazonaws.com"],
    ),
    given("AWS::AppRunner::Service", "InstanceConfiguration.InstanceRoleArn", &["tasks.apprunner.amazonaws.com"]),
    given("AWS::AppSync::DataSource", "ServiceRoleArn", &["appsync.amazonaws.com"]),
    given("AWS::AppSync::GraphQLApi", "LogConfig.CloudWatchLogsRoleArn", &["appsync.amazonaws.com"]),
    given("AWS::DLM::LifecyclePolicy", "ExecutionRoleArn", &["dlm.amazonaws.com"]),
    given("AWS::Transfer::Server", "LoggingRole", &["transfer.amazonaws.com"]),
    given("AWS::Transfer::User", "Role", &["transfer.amazonaws.com"]),
    given("AWS::Logs::SubscriptionFilter", "RoleArn", &["logs.amazonaws.com"]),
    given("AWS::Cognito::UserPool", "SmsConfiguration.SnsCallerArn", &["cognito-idp.amazonaws.com"]),
    given("AWS::Redshift::Cluster", "IamRoles", &["redshift.amazonaws.com"]),
    given("AWS::DAX::Cluster", "IAMRoleARN", &["dax.amazonaws.com"]),
    given("AWS::SSM::MaintenanceWindowTask", "ServiceRoleArn", &["ssm.amazonaws.com"]),
    given("AWS::Kendra::Index", "RoleArn", &["kendra.amazonaws.com"]),
];
