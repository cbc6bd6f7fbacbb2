//! A service in a stack, and what is said about it later.

use super::super::service_namespace::Discovery;
use super::{ScalingHandle, ServiceKind, Web};
use iac_aws_base::compute::ClusterHandle;
use iac_aws_base::monitoring::{AlarmHandle, EcsServiceMetrics, LogGroupHandle};
use iac_aws_base::network::{Connectable, Listens, OpenedRules, SecurityGroupHandle, Subnets};
use iac_aws_base::policy::{PolicyDocument, Statement};
use iac_aws_base::security::read_statements;
use iac_aws_cfn::kind::{Ec2SecurityGroup, EcsService};
use iac_aws_cfn::{ecs, iam};
use iac_aws_containers::shared::{check_variable, extend_execution_role, secret_variable, variable};
use iac_core::prelude::*;
use iac_core::{Field, IntoPlain, IntoVal, Text, Value};

/// A service in a stack. Its kind is [`Web`], [`Worker`](super::Worker) or [`Singleton`](super::Singleton): only a web
/// service can be routed and connected to.
#[derive(Clone, Debug)]
pub struct FargateServiceHandle<K> {
    /// The service.
    pub service: ecs::ServiceRef,
    /// What its tasks are made of.
    pub task_definition: ecs::TaskDefinitionRef,
    /// What the program in the tasks may do.
    pub task_role: iam::RoleRef,
    /// What ECS needs to start a task.
    pub execution_role: iam::RoleRef,
    /// What ECS needs to move requests; with deployments that do.
    pub infrastructure_role: Option<iam::RoleRef>,
    /// Where its containers write.
    pub log_group: LogGroupHandle,
    /// Where its collector writes metrics, where they go to CloudWatch.
    pub metrics_log_group: Option<LogGroupHandle>,
    /// The cluster that it runs in.
    pub cluster: ClusterHandle,
    /// What protects its tasks.
    pub security_group: SecurityGroupHandle,
    /// What scales it, where something does.
    pub scaling: Option<ScalingHandle>,
    pub(super) kind: K,
    pub(super) family: Val<Str>,
    pub(super) image: Val<Str>,
    pub(super) container_name: Text,
    pub(super) subnets: Subnets,
    pub(super) public_address: bool,
    pub(super) grace_period: u32,
    pub(super) discovery: Option<Discovery>,
}

impl<K: ServiceKind> FargateServiceHandle<K> {
    /// The service's name.
    pub fn name(&self) -> Val<Name<EcsService>> {
        self.service.name()
    }

    /// The family of its task definition, whose newest revision is the latest release. One that `Stack::modify` gave it is
    /// not known here.
    pub fn family(&self) -> Val<Str> {
        self.family.clone()
    }

    /// The service as the operations of an app name it, with the name that people use.
    ///
    /// ```
    /// use iac_aws::prelude::*;
    /// let mut stack = Stack::new("main");
    /// let vpc = stack.add("Network", Vpc::new(cidr!("10.0.0.0/16")).nat(Nat::One));
    /// let images = stack.add("Images", EcrRepository::new());
    /// let image = Image::ecr(&images, "sha-0a1b2c3");
    /// let api = stack.add("Api", FargateService::worker(vpc.private(), image, Fargate::Cpu256(Mem256::Gb1)));
    /// let api = api.operated("api").runs("api");
    /// let operations = Operations::new("Shop", "Sells things.", operations::Tool::CloudFormation)
    ///     .build(operations::Build::new("api", images.uri(), "server", "server/Dockerfile"))
    ///     .before_release(operations::Task::new("migrate", &api, ["alembic", "upgrade", "head"]))
    ///     .service(api);
    /// let app = App::from(stack).operations(operations);
    /// # let (_, faults) = iac_core::resolve::resolve(app, "shop");
    /// # assert!(faults.is_empty(), "{faults:?}");
    /// ```
    pub fn operated(&self, name: impl Into<Text>) -> iac_core::operations::Service {
        iac_core::operations::Service::new("ecs", name)
            .at("Cluster", self.cluster.name())
            .at("Service", self.name())
            .container(self.container_name())
            .image(self.image.clone())
    }

    /// The id of the group that protects its tasks.
    pub fn security_group_id(&self) -> Val<Id<Ec2SecurityGroup>> {
        self.security_group.group_id()
    }

    /// The main container's name.
    pub fn container_name(&self) -> Text {
        self.container_name.clone()
    }

    /// The subnets that its tasks run in.
    pub fn subnets(&self) -> &Subnets {
        &self.subnets
    }

    /// Whether its tasks have public addresses.
    pub fn has_public_address(&self) -> bool {
        self.public_address
    }

    /// What ECS measures of it, for alarms and dashboards.
    pub fn metrics(&self) -> EcsServiceMetrics {
        EcsServiceMetrics::of(self.cluster.cluster, self.service)
    }

    /// Adds an environment variable to the main container.
    #[track_caller]
    pub fn add_environment(&self, stack: &mut Stack, name: impl Into<Text>, value: impl IntoPlain) {
        self.push_environment(stack, name.into(), value.into_plain());
    }

    #[track_caller]
    pub(super) fn push_environment(&self, stack: &mut Stack, name: Text, value: Value) {
        self.check_variable(stack, &name);
        let variable = IntoVal::<ecs::task_definition::KeyValuePair>::into_value(variable(name, value));
        self.extend(stack, "Environment", variable);
    }

    /// Adds an environment variable from a secret to the main container and lets the execution role read the secret.
    #[track_caller]
    pub fn add_secret(&self, stack: &mut Stack, name: impl Into<Text>, secret: &SecretRef) {
        let name = name.into();
        self.check_variable(stack, &name);
        let variable = IntoVal::<ecs::task_definition::Secret>::into_value(secret_variable(name, secret));
        self.extend(stack, "Secrets", variable);
        let statements = read_statements(stack, secret);
        extend_execution_role(stack, self.execution_role, statements);
    }

    /// Lets the program call AWS: a policy of the task's role, created before the service starts its first task. It
    /// therefore must not refer to the service itself.
    #[track_caller]
    pub fn grant(&self, stack: &mut Stack, id: &'static str, statements: impl IntoIterator<Item = Statement>) {
        let policy = iam::Policy::new(PolicyDocument::new(statements), id).roles([self.task_role.role_name()]);
        let scope = stack.scope_of(self.service);
        let policy = stack.within(scope, |stack| stack.add(id, policy));
        stack.depends_on(self.service, policy);
    }

    /// Rolls a deployment back while this alarm rings. The alarm must not watch the service's own metrics, which would
    /// make each wait for the other; those of its target group are what users see anyway.
    /// Source: <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-alarm-failure.html>
    #[track_caller]
    pub fn rollback_on(&self, stack: &mut Stack, alarm: &AlarmHandle) {
        let name = alarm.name().into_plain_value();
        stack.edit(self.service, "DeploymentConfiguration", |configuration| {
            let Value::Map(fields) = configuration else { return };
            if let Some(alarms) = fields.iter_mut().find(|field| field.name == "Alarms") {
                alarms.value.list_mut("AlarmNames").into_iter().for_each(|names| names.push(name.clone()));
                return;
            }
            let alarms = [
                ("AlarmNames", Value::List(vec![name])),
                ("Enable", Value::Bool(true)),
                ("Rollback", Value::Bool(true)),
            ];
            fields.push(Field::new(Text::Borrowed("Alarms"), Value::map(alarms)));
        });
    }

    /// Reports a bad or taken name at the service's own path.
    #[track_caller]
    fn check_variable(&self, stack: &mut Stack, name: &str) {
        let Some(Value::List(containers)) = stack.property(self.task_definition, "ContainerDefinitions") else {
            return;
        };
        let variables = |container: &Value, list: &str| match field(container, list) {
            Some(Value::List(entries)) => {
                entries.iter().any(|entry| field(entry, "Name").and_then(Value::as_str) == Some(name))
            }
            _ => false,
        };
        let taken = containers.iter().any(|container| {
            field(container, "Name").and_then(Value::as_str) == Some(&*self.container_name)
                && (variables(container, "Environment") || variables(container, "Secrets"))
        });
        let scope = stack.scope_of(self.service);
        stack.within(scope, |stack| check_variable(stack, name, taken));
    }

    #[track_caller]
    fn extend(&self, stack: &mut Stack, list: &'static str, entry: Value) {
        stack.edit(self.task_definition, "ContainerDefinitions", |containers| {
            let Value::List(containers) = containers else { return };
            let main = containers
                .iter_mut()
                .find(|container| field(container, "Name").and_then(Value::as_str) == Some(&*self.container_name));
            if let Some(entries) = main.and_then(|container| container.list_mut(list)) {
                entries.push(entry);
            }
        });
    }
}

fn field<'a>(object: &'a Value, name: &str) -> Option<&'a Value> {
    match object {
        Value::Map(fields) => fields.iter().find(|field| field.name == name).map(|field| &field.value),
        _ => None,
    }
}

impl<K: ServiceKind> Connectable for FargateServiceHandle<K> {
    fn security_group(&self) -> SecurityGroupHandle {
        self.security_group
    }

    /// The first task opens its connections at once, and a deployment that waits for it must find the ports open.
    fn opened(&self, stack: &mut Stack, rules: OpenedRules) {
        rules.created_before(stack, self.service);
    }
}

impl Listens for FargateServiceHandle<Web> {
    fn port(&self) -> u16 {
        self.kind.port
    }
}
