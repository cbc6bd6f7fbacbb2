//! A program that is checked like the real ones: what they do not use, and what AWS assumes where nothing is said.

use iac_aws::cfn::elastic_load_balancing_v2::{TargetGroup, target_group};
use iac_aws::cfn::{cloudwatch, ec2, ecs, iam, logs, rds, s3, secrets_manager, sns, sqs, wafv2};
use iac_aws::prelude::*;

pub(crate) const ENVIRONMENTS: &[Environment] = &[
    Environment { system: "cases", name: "cases", regions: &[Region::EU_CENTRAL_1, Region::EU_WEST_1], app },
    Environment { system: "cases", name: "delivery", regions: &[Region::EU_CENTRAL_1], app: crate::delivery::app },
];

fn app() -> App {
    let mut edge = Stack::new("edge").in_region(Region::US_EAST_1);
    edge.tag("Product", "cases");
    let networks = wafv2::IpSet::new(["203.0.113.0/24"], "IPV4", wafv2::ip_set::Scope::Cloudfront);
    let networks = edge.add("Networks", networks.description(join![stack_name(), " in ", region()]));
    edge.output("NetworksArn", networks.arn());

    let mut shared = Stack::new("shared");
    shared.tag("Product", "cases");
    let stage = shared.add("Stage", Parameter::string().default("other"));
    let prod = shared.add("IsProd", Condition::equals(stage, "other"));
    let sizes =
        shared.add("Sizes", Mapping::new().row("eu-central-1", [("Name", "a")]).row("eu-west-1", [("Name", "b")]));
    let name = prod.then_only(sizes.find::<Str>(region(), "Name"));
    let topic = shared.add("Topic", sns::Topic::new().display_name(name));

    let mut stack = Stack::new("main");
    stack.tag("Product", "cases");
    let stage = Parameter::string().default("test").allowed_values(["test", "prod"]);
    let stage = stack.add("Stage", stage);
    let days = stack.add("Days", Parameter::number().default(7).min_value(1).max_value(90));
    let names = stack.add("Names", Parameter::comma_delimited_list().default("a,b"));
    let address = stack.add("Address", Parameter::string().default("").max_length(64));
    let prod = stack.add("IsProd", Condition::equals(&stage, "prod"));
    let told = stack.add("IsTold", Condition::holds(prod).or(Condition::not_empty(&address)));
    let quiet = stack.add("IsQuiet", Condition::holds(told).negated());
    let sizes = Mapping::new().row("test", [("Cpu", "256"), ("Memory", "512")]);
    let sizes = stack.add("Sizes", sizes.row("prod", [("Cpu", "1024"), ("Memory", "2048")]));

    let vpc = stack.add("Vpc", ec2::Vpc::new().cidr_block(cidr!("10.1.0.0/16")));
    stack.add("Assumed", ec2::SecurityGroup::new("Everything goes out").vpc_id(vpc.vpc_id()));
    stack.add("Targets", TargetGroup::new().port(80).protocol(target_group::Protocol::Http).vpc_id(vpc.vpc_id()));
    let cluster = stack.add("Cluster", ecs::Cluster::new());
    let image = ecs::task_definition::ContainerDefinition::new("public.ecr.aws/nginx/nginx:1", "web");
    let task = ecs::TaskDefinition::new([image]).cpu(sizes.find::<Str>(&stage, "Cpu"));
    let task = stack.add("Task", task.memory(sizes.find::<Str>(&stage, "Memory")));
    let service = ecs::Service::new().cluster(cluster.cluster_name()).task_definition(task.task_definition_arn());
    stack.add("Service", service);

    let trust = || PolicyDocument::trusts("lambda.amazonaws.com");
    let list = Statement::allow(["s3:ListBucket"]).on("*");
    let role = iam::Role::new(trust()).path("/cases/").max_session_duration(7200);
    let role = stack.add("Role", role.policies([iam::role::Policy::new(PolicyDocument::new([list]), "List")]));
    let told_role = stack.when(told, |stack| {
        let subscription = sns::Subscription::new("email", topic.topic_arn()).endpoint(address);
        stack.add("Mail", subscription);
        stack.add("ToldRole", iam::Role::new(trust()).description(join![topic.topic_name(), " ", role.arn()]))
    });
    let send = Statement::allow(["sqs:SendMessage"]).on(join!["arn:", partition(), ":sqs:*:*:", stack_name()]);
    stack.when(told, |stack| {
        let both = [role.role_name(), told_role.role_name()];
        stack.add("Shared", iam::Policy::new(PolicyDocument::new([send]), "Shared").roles(both));
    });

    let archive = logs::LogGroup::new().retention_in_days(prod.then(90, 7));
    let archive = stack.add("Archive", archive);
    stack.on_delete(archive, DeletionPolicy::Retain);
    let jobs = stack.add("Jobs", sqs::Queue::new().visibility_timeout(quiet.then_only(60)).queue_name("jobs"));
    stack.add(
        "Secret",
        secrets_manager::Secret::new().generate_secret_string(secrets_manager::secret::GenerateSecretString::new()),
    );
    let group = rds::DbSubnetGroup::new(join!["for ", &stage], [Val::imported("subnet-1"), Val::imported("subnet-2")]);
    let group = stack.add("Subnets", group);
    let database = rds::DbInstance::new().engine("mysql").db_instance_class("db.t4g.micro").allocated_storage("20");
    stack.add("Database", database.db_subnet_group_name(group.db_subnet_group_name()).publicly_accessible(false));
    stack.add("Bucket", s3::Bucket::new());
    // A value of another region.
    stack.add("Blocked", sns::Topic::new().display_name(join!["blocks ", networks.arn()]));
    let alarm = cloudwatch::Alarm::new()
        .comparison_operator(cloudwatch::alarm::ComparisonOperator::GreaterThanThreshold)
        .evaluation_periods(1)
        .threshold(days);
    stack.add(
        "Old",
        alarm
            .namespace("AWS/SQS")
            .metric_name("ApproximateAgeOfOldestMessage")
            .alarm_description(join![jobs.arn(), iac_aws::core::join_list("/", names)]),
    );
    let extra: Vec<Val<Arn<iac_aws::cfn::kind::IamManagedPolicy>>> = vec![
        Val::imported("arn:aws:iam::aws:policy/ReadOnlyAccess"),
        told.then_only(Val::imported("arn:aws:iam::aws:policy/SecurityAudit")),
    ];
    stack.add("Reader", iam::Role::new(trust()).managed_policy_arns(extra));
    let web = |port| ec2::security_group::Ingress::new("tcp").from_port(port).to_port(port).cidr_ip(Cidr::ANYWHERE);
    stack.add(
        "Ports",
        ec2::SecurityGroup::new("Ports").vpc_id(vpc.vpc_id()).security_group_ingress([web(80), web(443)]),
    );
    stack.when(told, |stack| {
        use s3::bucket::{VersioningConfiguration, VersioningConfigurationStatus};
        let kept = VersioningConfiguration::new(
            prod.then(VersioningConfigurationStatus::Enabled, VersioningConfigurationStatus::Suspended),
        );
        let files =
            stack.add("Files", s3::Bucket::new().versioning_configuration(kept).tags([Tag::new("Stage", &stage)]));
        stack.on_delete(files, DeletionPolicy::Retain);
        let deny = Statement::deny(["s3:*"]).by(Principal::Everybody).on(join![files.arn(), "/*"]);
        stack.add("FilesPolicy", s3::BucketPolicy::new(files.bucket_name(), PolicyDocument::new([deny])));
    });
    App::new().with(stack).with(shared).with(edge)
}
