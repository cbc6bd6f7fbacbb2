//! The balancer, and the service behind it with its roles and its scaling.

use super::data::{Data, ids};
use super::network::Network;
use iac_aws::cfn::application_auto_scaling::{self as scaling, scalable_target as target, scaling_policy as policy};
use iac_aws::cfn::ecs::{self, ClusterRef, ServiceRef, service, task_definition as task};
use iac_aws::cfn::elastic_load_balancing_v2::{self as elb, ListenerRef, LoadBalancerRef, TargetGroupRef};
use iac_aws::cfn::elastic_load_balancing_v2::{listener, load_balancer, target_group};
use iac_aws::cfn::iam::{self, PolicyRef, RoleRef};
use iac_aws::prelude::*;

/// The certificate of the HTTPS listener.
pub(crate) type CertificateArn = Arn<iac_aws::cfn::kind::CertificateManagerCertificate>;

/// The share of the CPU, in percent, that the number of tasks follows.
const CPU_TARGET: f64 = 70.0;

pub(crate) struct Service {
    pub(crate) balancer: LoadBalancerRef,
    pub(crate) targets: TargetGroupRef,
    pub(crate) cluster: ClusterRef,
    pub(crate) service: ServiceRef,
}

pub(crate) fn add(stack: &mut Stack, network: &Network, data: &Data, certificate: Val<CertificateArn>) -> Service {
    let (task_role, task_policy, exec_role) = add_roles(stack, data);
    let insights = ecs::cluster::ClusterSettings::new().name("containerInsights").value("enabled");
    let cluster = stack.add("Cluster", ecs::Cluster::new().cluster_settings([insights]));
    let task = ecs::TaskDefinition::new([container(data)])
        .family("prodApp")
        .cpu("1024")
        .memory("2048")
        .network_mode(task::NetworkMode::Awsvpc)
        .requires_compatibilities([task::RequiresCompatibilities::Fargate])
        .task_role_arn(task_role.arn())
        .execution_role_arn(exec_role.arn());
    let task = stack.add("Task", task);
    let (balancer, targets, https) = add_balancer(stack, network, certificate);
    let breaker = service::DeploymentCircuitBreaker::new(true, true);
    let place = service::AwsVpcConfiguration::new()
        .assign_public_ip(service::AssignPublicIp::Disabled)
        .security_groups([network.app_sg.group_id()])
        .subnets(ids(&network.app));
    let behind = service::LoadBalancer::new()
        .container_name("app")
        .container_port(8080)
        .target_group_arn(targets.target_group_arn());
    let rolling = service::DeploymentConfiguration::new()
        .maximum_percent(200)
        .minimum_healthy_percent(100)
        .deployment_circuit_breaker(breaker);
    let service = ecs::Service::new()
        .cluster(cluster.cluster_name())
        .task_definition(task.task_definition_arn())
        .desired_count(2)
        .launch_type(service::LaunchType::Fargate)
        .deployment_configuration(rolling)
        .network_configuration(service::NetworkConfiguration::new().awsvpc_configuration(place))
        .load_balancers([behind]);
    let service = stack.add("Service", service);
    stack.depends_on(service, https);
    stack.depends_on(service, task_policy);
    add_scaling(stack, cluster, service);
    Service { balancer, targets, cluster, service }
}

fn add_roles(stack: &mut Stack, data: &Data) -> (RoleRef, PolicyRef, RoleRef) {
    let role = || iam::Role::new(PolicyDocument::trusts("ecs-tasks.amazonaws.com"));
    let task_role = stack.add("TaskRole", role());
    let objects = ["s3:GetObject*", "s3:GetBucket*", "s3:List*", "s3:DeleteObject*", "s3:PutObject*", "s3:Abort*"];
    let objects = Statement::allow(objects).on(data.bucket.arn()).on(join![data.bucket.arn(), "/*"]);
    let task_policy = iam::Policy::new(PolicyDocument::new([objects]), "TaskPolicy").roles([task_role.role_name()]);
    let task_policy = stack.add("TaskPolicy", task_policy);
    let exec_role = stack.add("ExecRole", role());
    let pull = ["ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"];
    let statements = [
        Statement::allow(pull).on(data.repository.arn()),
        Statement::allow(["ecr:GetAuthorizationToken"]).on("*"),
        Statement::allow(["logs:CreateLogStream", "logs:PutLogEvents"]).on(data.logs.arn()),
        Statement::allow(["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"])
            .on(data.secret.secret_arn()),
    ];
    let exec_policy = iam::Policy::new(PolicyDocument::new(statements), "ExecPolicy").roles([exec_role.role_name()]);
    stack.add("ExecPolicy", exec_policy);
    (task_role, task_policy, exec_role)
}

fn container(data: &Data) -> task::ContainerDefinition {
    let registry = join![account_id(), ".dkr.ecr.", region(), ".", iac_aws::core::url_suffix()];
    let image = join![registry, "/", data.repository.repository_name(), ":latest"];
    let variable = |name, value: Val<Str>| task::KeyValuePair::new().name(name).value(value);
    let logs = task::LogConfiguration::new("awslogs").options([
        ("awslogs-group", data.logs.log_group_name().untyped::<Str>()),
        ("awslogs-region", Val::imported("us-east-1")),
        ("awslogs-stream-prefix", Val::imported("app")),
    ]);
    task::ContainerDefinition::new(image, "app")
        .essential(true)
        .port_mappings([task::PortMapping::new().container_port(8080).protocol(task::PortMappingProtocol::Tcp)])
        .environment([
            variable("REDIS_HOST", data.cache.primary_end_point_address()),
            variable("BUCKET", data.bucket.bucket_name().untyped()),
        ])
        .secrets([task::Secret::new("DB_SECRET", data.secret.secret_arn())])
        .log_configuration(logs)
}

fn add_balancer(
    stack: &mut Stack,
    network: &Network,
    certificate: Val<CertificateArn>,
) -> (LoadBalancerRef, TargetGroupRef, ListenerRef) {
    let unprotected = load_balancer::LoadBalancerAttribute::new().key("deletion_protection.enabled").value("false");
    let balancer = elb::LoadBalancer::new()
        .scheme(load_balancer::Scheme::InternetFacing)
        .type_(load_balancer::Type::Application)
        .security_groups([network.alb_sg.group_id()])
        .subnets(ids(&network.public))
        .load_balancer_attributes([unprotected]);
    let balancer = stack.add("Alb", balancer);
    let targets = elb::TargetGroup::new()
        .port(8080)
        .protocol(target_group::Protocol::Http)
        .target_type(target_group::TargetType::Ip)
        .vpc_id(network.vpc.vpc_id())
        .health_check_path("/healthz");
    let targets = stack.add("Tg", targets);
    let to_https = listener::RedirectConfig::new(listener::StatusCode::Http301).port("443").protocol("HTTPS");
    let to_https = listener::Action::new(listener::ActionType::Redirect).redirect_config(to_https);
    let redirect = elb::Listener::new([to_https], balancer.load_balancer_arn());
    stack.add("Redirect", redirect.port(80).protocol(listener::Protocol::Http));
    let forward = listener::Action::new(listener::ActionType::Forward).target_group_arn(targets.target_group_arn());
    let https = elb::Listener::new([forward], balancer.load_balancer_arn())
        .port(443)
        .protocol(listener::Protocol::Https)
        .ssl_policy("ELBSecurityPolicy-TLS13-1-2-2021-06")
        .certificates([listener::Certificate::new().certificate_arn(certificate)]);
    (balancer, targets, stack.add("Https", https))
}

fn add_scaling(stack: &mut Stack, cluster: ClusterRef, service: ServiceRef) {
    let role = "role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService";
    let tasks = scaling::ScalableTarget::new(target::ScalableTargetRequired {
        min_capacity: 2,
        max_capacity: 10,
        resource_id: join!["service/", cluster.cluster_name(), "/", service.name()],
        scalable_dimension: target::ScalableDimension::EcsServiceDesiredCount,
        service_namespace: target::ServiceNamespace::Ecs,
    });
    let role = Val::<Arn<iac_aws::cfn::kind::IamRole>>::of(
        join!["arn:", partition(), ":iam::", account_id(), ":", role].into_plain_value(),
    );
    let tasks = stack.add("Scaling", tasks.role_arn(role));
    let cpu = policy::PredefinedMetricSpecificationPredefinedMetricType::EcsServiceAverageCpuUtilization;
    let cpu = policy::PredefinedMetricSpecification::new(cpu);
    let follow = policy::TargetTrackingScalingPolicyConfiguration::new(CPU_TARGET).predefined_metric_specification(cpu);
    let policy = scaling::ScalingPolicy::new("cpu", policy::PolicyType::TargetTrackingScaling)
        .scaling_target_id(tasks.ref_())
        .target_tracking_scaling_policy_configuration(follow);
    stack.add("Cpu", policy);
}
