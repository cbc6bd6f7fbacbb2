//! What nearly every stack is made of compiles without `.untyped()`, and refers to what it should.

use iac_aws_cfn::{
    application_auto_scaling as scaling, certificate_manager as acm, cloudfront, cloudwatch, ec2, ecs,
    elastic_load_balancing_v2 as elb, elasticache, iam, kms, logs, rds, route53, s3, scheduler, secrets_manager, sns,
    sqs, wafv2,
};
use iac_core::backend::cloudformation;
use iac_core::prelude::*;
use iac_core::{Value, json, resolve::resolve};
use serde_json::{Value as Json, json as j};

/// The template of a stack without findings.
fn template(stack: Stack) -> Result<Json, serde_json::Error> {
    let (graph, diagnostics) = resolve(stack.into(), "test-dev");
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let bytes = json::to_bytes(&cloudformation::template(&graph.stacks[0]), json::Layout::Indented);
    serde_json::from_slice(&bytes)
}

fn properties<'a>(template: &'a Json, id: &str) -> &'a Json {
    &template["Resources"][id]["Properties"]
}

fn assume_role(service: &str) -> Json {
    j!({"Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"
    }]})
}

struct Network {
    vpc: ec2::VpcRef,
    subnets: [ec2::SubnetRef; 2],
    group: ec2::SecurityGroupRef,
}

fn network(stack: &mut Stack) -> Network {
    let vpc = stack.add("Vpc", ec2::Vpc::new().cidr_block(cidr!("10.0.0.0/16")).enable_dns_hostnames(true));
    let gateway = stack.add("Gateway", ec2::InternetGateway::new());
    stack.add(
        "Attachment",
        ec2::VpcGatewayAttachment::new(vpc.vpc_id()).internet_gateway_id(gateway.internet_gateway_id()),
    );
    let routes = stack.add("Routes", ec2::RouteTable::new(vpc.vpc_id()));
    stack.add(
        "Default",
        ec2::Route::new(routes.route_table_id())
            .destination_cidr_block(cidr!("0.0.0.0/0"))
            .gateway_id(gateway.internet_gateway_id()),
    );
    let mut subnet = |id, cidr| {
        let subnet = stack.add(id, ec2::Subnet::new(vpc.vpc_id()).cidr_block(cidr));
        stack.add(
            format!("{id}Routes"),
            ec2::SubnetRouteTableAssociation::new(routes.route_table_id(), subnet.subnet_id()),
        );
        subnet
    };
    let subnets = [subnet("SubnetA", cidr!("10.0.0.0/24")), subnet("SubnetB", cidr!("10.0.1.0/24"))];
    let address = stack.add("Address", ec2::Eip::new());
    stack.add("Nat", ec2::NatGateway::new().subnet_id(subnets[0].subnet_id()).allocation_id(address.allocation_id()));
    let rule = ec2::security_group::Ingress::new("tcp").cidr_ip(cidr!("0.0.0.0/0")).from_port(443).to_port(443);
    let group = stack.add("Group", ec2::SecurityGroup::new("All").vpc_id(vpc.vpc_id()).security_group_ingress([rule]));
    stack.add(
        "FromItself",
        ec2::SecurityGroupIngress::new("tcp").group_id(group.group_id()).source_security_group_id(group.ref_()),
    );
    stack.add(
        "Endpoint",
        ec2::VpcEndpoint::new(vpc.vpc_id())
            .security_group_ids([vpc.default_security_group()])
            .subnet_ids(subnets.map(ec2::SubnetRef::subnet_id)),
    );
    Network { vpc, subnets, group }
}

impl Network {
    fn subnet_ids(&self) -> [Val<Id<iac_aws_cfn::kind::Ec2Subnet>>; 2] {
        self.subnets.map(ec2::SubnetRef::subnet_id)
    }
}

fn balancer(stack: &mut Stack, net: &Network) -> (elb::LoadBalancerRef, elb::TargetGroupRef) {
    let zone = stack.add("Zone", route53::HostedZone::new("example.com"));
    let validation = acm::certificate::DomainValidationOption::new("www.example.com").hosted_zone_id(zone.id());
    let certificate =
        stack.add("Certificate", acm::Certificate::new("www.example.com").domain_validation_options([validation]));
    let alb = stack.add(
        "Alb",
        elb::LoadBalancer::new()
            .scheme(elb::load_balancer::Scheme::InternetFacing)
            .subnets(net.subnet_ids())
            .security_groups([net.group.group_id()]),
    );
    let targets = stack.add(
        "Targets",
        elb::TargetGroup::new()
            .vpc_id(net.vpc.vpc_id())
            .port(8080)
            .protocol(elb::target_group::Protocol::Http)
            .target_type(elb::target_group::TargetType::Ip),
    );
    let forward = |targets: elb::TargetGroupRef| {
        elb::listener::Action::new(elb::listener::ActionType::Forward).target_group_arn(targets.target_group_arn())
    };
    let listener = stack.add(
        "Listener",
        elb::Listener::new([forward(targets)], alb.load_balancer_arn())
            .port(443)
            .protocol(elb::listener::Protocol::Https)
            .certificates([elb::listener::Certificate::new().certificate_arn(certificate.certificate_arn())]),
    );
    let rule = elb::listener_rule::Action::new(elb::listener_rule::ActionType::Forward)
        .target_group_arn(targets.target_group_arn());
    let path = elb::listener_rule::RuleCondition::new()
        .path_pattern_config(elb::listener_rule::PathPatternConfig::new().values(["/api/*"]));
    stack.add(
        "Rule",
        elb::ListenerRule::new(elb::listener_rule::ListenerRuleRequired {
            actions: [rule],
            conditions: [path],
            listener_arn: listener.listener_arn(),
            priority: 10,
        }),
    );
    let alias = route53::record_set::AliasTarget::new(alb.dns_name(), alb.canonical_hosted_zone_id());
    stack.add("Record", route53::RecordSet::new("www.example.com", "A").hosted_zone_id(zone.id()).alias_target(alias));
    (alb, targets)
}

#[test]
fn network_and_balancer() {
    let mut stack = Stack::new("web");
    let net = network(&mut stack);
    balancer(&mut stack, &net);
    let template = template(stack).unwrap();
    assert_eq!(properties(&template, "SubnetA")["VpcId"], j!({"Ref": "Vpc"}));
    assert_eq!(properties(&template, "Nat")["AllocationId"], j!({"Fn::GetAtt": ["Address", "AllocationId"]}));
    assert_eq!(properties(&template, "Alb")["Scheme"], "internet-facing");
    assert_eq!(properties(&template, "Rule")["ListenerArn"], j!({"Ref": "Listener"}));
    assert_eq!(properties(&template, "Rule")["Priority"], 10);
    assert_eq!(properties(&template, "Record")["HostedZoneId"], j!({"Ref": "Zone"}));
}

#[test]
fn service_with_scaling_and_schedule() {
    let mut stack = Stack::new("app");
    let net = network(&mut stack);
    let (_, targets) = balancer(&mut stack, &net);
    let key = stack.add("Key", kms::Key::new());
    let group = stack.add("Logs", logs::LogGroup::new().retention_in_days(30).kms_key_id(key.arn()));
    let role = stack.add("Role", iam::Role::new(assume_role("ecs-tasks.amazonaws.com")));
    stack.add("Policy", iam::Policy::new(j!({"Version": "2012-10-17"}), "logs").roles([role.role_name()]));
    let secret = stack.add("Secret", secrets_manager::Secret::new().kms_key_id(key.arn()));
    let container = ecs::task_definition::ContainerDefinition::new("nginx", "app")
        .port_mappings([ecs::task_definition::PortMapping::new().container_port(8080)])
        .secrets([ecs::task_definition::Secret::new("PASSWORD", secret.secret_arn())])
        .log_configuration(
            ecs::task_definition::LogConfiguration::new("awslogs").options([("awslogs-group", group.log_group_name())]),
        );
    let task = stack.add(
        "Task",
        ecs::TaskDefinition::new([container])
            .cpu("256")
            .memory("512")
            .execution_role_arn(role.arn())
            .task_role_arn(role.arn()),
    );
    let cluster = stack.add("Cluster", ecs::Cluster::new());
    let vpc = ecs::service::AwsVpcConfiguration::new()
        .subnets(net.subnet_ids())
        .security_groups([net.group.group_id()])
        .assign_public_ip(ecs::service::AssignPublicIp::Disabled);
    let service = stack.add(
        "Service",
        ecs::Service::new()
            .cluster(cluster.cluster_name())
            .task_definition(task.task_definition_arn())
            .launch_type(ecs::service::LaunchType::Fargate)
            .network_configuration(ecs::service::NetworkConfiguration::new().awsvpc_configuration(vpc))
            .load_balancers([ecs::service::LoadBalancer::new()
                .container_name("app")
                .container_port(8080)
                .target_group_arn(targets.target_group_arn())]),
    );
    let target = stack.add(
        "Target",
        scaling::ScalableTarget::new(scaling::scalable_target::ScalableTargetRequired {
            max_capacity: 4,
            min_capacity: 1,
            resource_id: join!("service/", cluster.cluster_name(), "/", service.name()),
            scalable_dimension: scaling::scalable_target::ScalableDimension::EcsServiceDesiredCount,
            service_namespace: scaling::scalable_target::ServiceNamespace::Ecs,
        }),
    );
    stack.add(
        "Scaling",
        scaling::ScalingPolicy::new("cpu", scaling::scaling_policy::PolicyType::TargetTrackingScaling)
            .scaling_target_id(target.ref_()),
    );
    let run = scheduler::schedule::EcsParameters::new(task.task_definition_arn()).network_configuration(
        scheduler::schedule::NetworkConfiguration::new().awsvpc_configuration(
            scheduler::schedule::AwsVpcConfiguration::new(net.subnet_ids()).security_groups([net.group.group_id()]),
        ),
    );
    stack.add(
        "Nightly",
        scheduler::Schedule::new(
            scheduler::schedule::FlexibleTimeWindow::new(scheduler::schedule::FlexibleTimeWindowMode::Off),
            "rate(1 day)",
            scheduler::schedule::Target::new(cluster.arn(), role.arn()).ecs_parameters(run),
        ),
    );
    let template = template(stack).unwrap();
    assert_eq!(properties(&template, "Service")["LaunchType"], "FARGATE");
    assert_eq!(properties(&template, "Service")["Cluster"], j!({"Ref": "Cluster"}));
    assert_eq!(properties(&template, "Scaling")["ScalingTargetId"], j!({"Ref": "Target"}));
    assert_eq!(properties(&template, "Logs")["KmsKeyId"], j!({"Fn::GetAtt": ["Key", "Arn"]}));
}

#[test]
fn database_and_cache_with_a_secret() {
    let mut stack = Stack::new("data");
    let net = network(&mut stack);
    let secret = stack.add("Secret", secrets_manager::Secret::new());
    let password = SecretRef::secrets_manager(secret.secret_arn(), Some("password".into()));
    let subnets = stack.add("DbSubnets", rds::DbSubnetGroup::new("private", net.subnet_ids()));
    let db = stack.add(
        "Db",
        rds::DbInstance::new()
            .engine("postgres")
            .db_subnet_group_name(subnets.db_subnet_group_name())
            .vpc_security_groups([net.group.group_id()])
            .master_username("app")
            .master_user_password(password.clone()),
    );
    stack.output("Address", db.endpoint_address());
    let cache_subnets = stack.add("CacheSubnets", elasticache::SubnetGroup::new("private", net.subnet_ids()));
    stack.add(
        "Cache",
        elasticache::ReplicationGroup::new("sessions")
            .cache_subnet_group_name(cache_subnets.cache_subnet_group_name())
            .security_group_ids([net.group.group_id()])
            .auth_token(password),
    );
    stack.add(
        "Rotation",
        secrets_manager::RotationSchedule::new(secret.secret_arn())
            .rotation_rules(secrets_manager::rotation_schedule::RotationRules::new().automatically_after_days(30)),
    );
    let template = template(stack).unwrap();
    let password = properties(&template, "Db")["MasterUserPassword"].to_string();
    assert!(password.contains("resolve:secretsmanager"), "{password}");
    assert_eq!(properties(&template, "Cache")["CacheSubnetGroupName"], j!({"Ref": "CacheSubnets"}));
}

#[test]
fn distribution_firewall_and_alarm() {
    let mut stack = Stack::new("edge");
    let net = network(&mut stack);
    let (alb, _) = balancer(&mut stack, &net);
    let metrics = || wafv2::web_acl::VisibilityConfig::new(true, "acl", true);
    let acl = stack.add(
        "Acl",
        wafv2::WebAcl::new(
            wafv2::web_acl::DefaultAction::new().allow(wafv2::web_acl::AllowAction::new()),
            wafv2::web_acl::Scope::Regional,
            metrics(),
        ),
    );
    stack.add("Association", wafv2::WebAclAssociation::new(alb.load_balancer_arn(), acl.arn()));
    let bucket = stack.add("Bucket", s3::Bucket::new());
    let policy = j!({"Version": "2012-10-17"});
    stack.add("BucketPolicy", s3::BucketPolicy::new(bucket.bucket_name(), policy));
    let origin = cloudfront::distribution::Origin::new(bucket.regional_domain_name(), "site");
    let behavior = cloudfront::distribution::DefaultCacheBehavior::new(
        "site",
        cloudfront::distribution::ViewerProtocolPolicy::RedirectToHttps,
    );
    let config =
        cloudfront::distribution::DistributionConfig::new(behavior, true).origins([origin]).web_acl_id(acl.arn());
    stack.add("Distribution", cloudfront::Distribution::new(config));
    let topic = stack.add("Topic", sns::Topic::new());
    let queue = stack.add("Queue", sqs::Queue::new());
    stack.add("Subscription", sns::Subscription::new("sqs", topic.topic_arn()).endpoint(queue.arn()));
    stack.add("Alarm", cloudwatch::Alarm::new().alarm_actions([topic.topic_arn()]).ok_actions([topic.topic_arn()]));
    let template = template(stack).unwrap();
    let distribution = &properties(&template, "Distribution")["DistributionConfig"];
    assert_eq!(distribution["DefaultCacheBehavior"]["ViewerProtocolPolicy"], "redirect-to-https");
    assert_eq!(distribution["WebACLId"], j!({"Fn::GetAtt": ["Acl", "Arn"]}));
    assert_eq!(properties(&template, "Alarm")["AlarmActions"], j!([{"Ref": "Topic"}]));
}

#[test]
fn several_secrets_stay_references() {
    let user = elasticache::User::new(elasticache::user::Engine::Redis, "app", "app")
        .passwords([SecretRef::ssm_secure("/cache/password")]);
    let bag = iac_core::Resource::into_bag(user);
    assert!(matches!(bag.get("Passwords"), Some(Value::List(list)) if matches!(list.as_slice(), [Value::Expr(_)])));
}
