//! What a workflow may do in the account.

use crate::{GitHubProvider, GitHubProviderHandle, GitHubSubject};
use iac_aws_base::compute::{DescribedTask, RunsTasks};
use iac_aws_base::policy::{PolicyDocument, Principal, Statement};
use iac_aws_base::shared::any_revision;
use iac_aws_base::storage::EcrRepositoryHandle;
use iac_aws_cfn::{cloudfront, ecs, iam, kind};
use iac_core::prelude::*;
use iac_core::{Handle, Text};

/// A role (`AWS::IAM::Role`) that workflows of one repository take on, for one branch, environment or sort of tag, and
/// that may deliver what it is given and nothing else. No action has a wildcard. It costs nothing.
///
/// Errors: a subject that does not say which runs are meant; no grant; a grant with a wildcard in an action.
///
/// ```
/// use iac_aws::prelude::*;
/// let mut stack = Stack::new("main");
/// let vpc = stack.add("Network", Vpc::new(cidr!("10.0.0.0/16")).nat(Nat::One));
/// let images = stack.add("Images", EcrRepository::new());
/// let image = Image::registry("ghcr.io/acme/api:1.4.2");
/// let app = stack.add("App", FargateService::worker(vpc.private(), image, Fargate::Cpu256(Mem256::Gb1)));
/// let subject = GitHubSubject::environment("acme/shop", "production");
/// let role = CiRole::new(&GitHubProvider::existing(), subject).push(&images).deploy(&app).run_tasks(&app);
/// let role = stack.add("Delivery", role);
/// stack.output("DeliveryRoleArn", role.arn());
/// ```
#[derive(Clone, Debug)]
pub struct CiRole {
    provider: GitHubProviderHandle,
    subject: GitHubSubject,
    images: Vec<EcrRepositoryHandle>,
    services: Vec<ecs::ServiceRef>,
    families: Vec<Val<Str>>,
    runs: Vec<(Val<Str>, ecs::ClusterRef)>,
    roles: Vec<iam::RoleRef>,
    distributions: Vec<cloudfront::DistributionRef>,
    more: Vec<Statement>,
}

impl CiRole {
    /// A role for these runs, as yet without any right.
    pub fn new(provider: &GitHubProviderHandle, subject: GitHubSubject) -> Self {
        CiRole {
            provider: *provider,
            subject,
            images: Vec::new(),
            services: Vec::new(),
            families: Vec::new(),
            runs: Vec::new(),
            roles: Vec::new(),
            distributions: Vec::new(),
            more: Vec::new(),
        }
    }

    /// Pushes images to a repository and reads what is there.
    pub fn push(mut self, repository: &EcrRepositoryHandle) -> Self {
        self.images.push(*repository);
        self
    }

    /// Copies images from a repository of this account and region, by its name.
    pub fn pull(mut self, repository: impl Into<Text>) -> Self {
        let name = repository.into();
        let arn = join!["arn:", partition(), ":ecr:", region(), ":", account_id(), ":repository/", name];
        self.more.push(Statement::allow(PULL).sid("PullImages").on(arn));
        self
    }

    /// Registers task definitions of the service's family, with the service's own roles only, makes the service use one
    /// and watches how it goes. An earlier revision is given in the same way, so that this rolls back too.
    pub fn deploy(mut self, service: &impl RunsTasks) -> Self {
        let tasks = service.tasks();
        self.services.push(tasks.service);
        self.families.push(tasks.family);
        self.pass_roles([tasks.execution_role, tasks.task_role])
    }

    /// Runs single tasks of the service's task definition in its cluster, such as migrations, and waits for them. It
    /// reads the service, which says in which subnets.
    pub fn run_tasks(mut self, service: &impl RunsTasks) -> Self {
        let tasks = service.tasks();
        self.runs.push((tasks.family, tasks.cluster.cluster));
        if !self.services.iter().any(|known| known.node() == tasks.service.node()) {
            let read = Statement::allow(["ecs:DescribeServices"]).on(tasks.service.service_arn());
            self.more.push(read);
        }
        self.pass_roles([tasks.execution_role, tasks.task_role])
    }

    /// Runs a task that the stack describes, such as a dump of the database, and waits for it.
    pub fn run_task(mut self, task: &impl DescribedTask) -> Self {
        let run = task.run();
        self.runs.push((run.family, run.cluster.cluster));
        self.pass_roles([run.execution_role, run.task_role])
    }

    /// Makes a distribution forget what it has cached.
    pub fn invalidate(mut self, distribution: cloudfront::DistributionRef) -> Self {
        self.distributions.push(distribution);
        self
    }

    /// Whatever else it may do, such as writing a site's files: `bucket.grant_write("")`.
    pub fn grant(mut self, statements: impl IntoIterator<Item = Statement>) -> Self {
        self.more.extend(statements);
        self
    }

    fn pass_roles(mut self, roles: [iam::RoleRef; 2]) -> Self {
        for role in roles {
            if !self.roles.iter().any(|known| known.node() == role.node()) {
                self.roles.push(role);
            }
        }
        self
    }

    /// The rights, sources: <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html>,
    /// <https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html>.
    fn statements(&self) -> Vec<Statement> {
        let mut statements = Vec::new();
        let every = |actions: &[&'static str], sid: &'static str, arns: Vec<Val<Str>>| {
            let statement = Statement::allow(actions.iter().copied()).sid(sid);
            (!arns.is_empty()).then(|| arns.into_iter().fold(statement, Statement::on))
        };
        if !self.images.is_empty() {
            statements.push(Statement::allow(["ecr:GetAuthorizationToken"]).sid("LogIn").on("*"));
        }
        let images = self.images.iter().map(|repository| repository.arn().untyped()).collect();
        statements.extend(every(&PUSH, "PushImages", images));
        let families = self.families.iter().map(any_revision).collect();
        statements.extend(every(&["ecs:RegisterTaskDefinition"], "RegisterRevisions", families));
        let families = self.families.iter().map(any_revision).collect();
        // When it is registered, and again when the release has succeeded.
        statements.extend(every(&["ecs:TagResource"], "TagRevisions", families));
        let services: Vec<Val<Str>> = self.services.iter().map(|service| service.service_arn().untyped()).collect();
        statements.extend(every(&UPDATE, "UpdateServices", services));
        if !self.families.is_empty() || !self.runs.is_empty() {
            statements.push(Statement::allow(["ecs:DescribeTaskDefinition"]).sid("ReadRevisions").on("*"));
        }
        for (index, (family, cluster)) in self.runs.iter().enumerate() {
            let tasks = || {
                join!["arn:", partition(), ":ecs:", region(), ":", account_id(), ":task/", cluster.cluster_name(), "/*"]
            };
            let number = if index == 0 { String::new() } else { (index + 1).to_string() };
            let run = Statement::allow(["ecs:RunTask"]).sid(format!("RunTasks{number}")).on(any_revision(family));
            statements.push(run.when("ArnEquals", "ecs:cluster", cluster.arn()));
            let watch = Statement::allow(["ecs:DescribeTasks", "ecs:StopTask"]).sid(format!("WatchTasks{number}"));
            statements.push(watch.on(tasks()));
            let tag = Statement::allow(["ecs:TagResource"]).sid(format!("TagTasks{number}")).on(tasks());
            statements.push(tag.when("StringEquals", "ecs:CreateAction", "RunTask"));
        }
        let roles = self.roles.iter().map(|role| role.arn().untyped()).collect();
        let pass = every(&["iam:PassRole"], "PassRoles", roles);
        statements.extend(pass.map(|pass| pass.when("StringEquals", "iam:PassedToService", "ecs-tasks.amazonaws.com")));
        let distributions = self
            .distributions
            .iter()
            .map(|one| join!["arn:", partition(), ":cloudfront::", account_id(), ":distribution/", one.id()]);
        let forget = ["cloudfront:CreateInvalidation", "cloudfront:GetInvalidation"];
        statements.extend(every(&forget, "Invalidate", distributions.collect()));
        statements
    }
}

/// A release may take longer than an hour, and must be able to take itself back when it ends. The workflows that `synth`
/// writes ask for as much and end before.
const SESSION: i64 = hours(2).as_secs() as i64;

const PULL: [&str; 4] =
    ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:DescribeRepositories", "ecr:GetDownloadUrlForLayer"];

const PUSH: [&str; 8] = [
    "ecr:BatchCheckLayerAvailability",
    "ecr:BatchGetImage",
    "ecr:CompleteLayerUpload",
    "ecr:DescribeImages",
    "ecr:GetDownloadUrlForLayer",
    "ecr:InitiateLayerUpload",
    "ecr:PutImage",
    "ecr:UploadLayerPart",
];

const UPDATE: [&str; 3] = ["ecs:DescribeServices", "ecs:ListServiceDeployments", "ecs:UpdateService"];

/// A role for workflows, in a stack.
#[derive(Clone, Copy, Debug)]
pub struct CiRoleHandle {
    /// The role.
    pub role: iam::RoleRef,
}

impl CiRoleHandle {
    /// What a workflow gives as `role-to-assume`.
    pub fn arn(&self) -> Val<Arn<kind::IamRole>> {
        self.role.arn()
    }
}

impl Construct for CiRole {
    type Handle = CiRoleHandle;
    const SEALED: bool = true;

    fn build(self, stack: &mut Stack) -> CiRoleHandle {
        let mut statements = self.statements();
        statements.extend(self.more);
        if statements.is_empty() {
            let help = "say what is delivered: `.push(&repository)`, `.deploy(&service)`, `.grant(statements)`";
            stack.error("ci-role-without-grant", "the role for workflows may do nothing", help);
        }
        for action in statements.iter().flat_map(Statement::actions).filter(|action| action.contains(['*', '?'])) {
            let message = format!("the role for workflows is allowed `{action}`");
            stack.error("ci-role-wildcard", message, "name the actions that the workflow needs");
        }
        let (operator, subject_key, subject) = self.subject.condition(stack);
        let (audience_key, audience) = GitHubProvider::audience();
        let trust = Statement::allow(["sts:AssumeRoleWithWebIdentity"])
            .by(Principal::Federated(self.provider.arn().untyped::<Str>().into_plain_value()))
            .when("StringEquals", audience_key, audience)
            .when(operator, subject_key, subject);
        let role = iam::Role::new(PolicyDocument::new([trust]))
            .description("Taken on by workflows of GitHub Actions that deliver")
            .max_session_duration(SESSION)
            .policies([iam::role::Policy::new(PolicyDocument::new(statements), "Deliver")]);
        CiRoleHandle { role: stack.add("", role) }
    }
}
