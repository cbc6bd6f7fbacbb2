//! Web, worker and scheduler.

use super::choices::Choices;
use super::data::Data;
use super::model::Model;
use super::registry::Repositories;
use iac_aws::cfn::ec2;
use iac_aws::prelude::*;

/// What the FastAPI application listens on; the plan names no port.
pub(super) const PORT: u16 = 8000;
/// How many messages a worker works off in the time that one may wait.
const BACKLOG: u32 = 50;

/// What all services have.
pub(super) struct Common<'a> {
    pub(super) cluster: &'a ClusterHandle,
    pub(super) key: &'a EncryptionKeyHandle,
    pub(super) tag: Val<Str>,
    pub(super) choices: &'a Choices,
}

impl Common<'_> {
    /// Adds a service whose log group has the plan's name.
    pub(super) fn named_log<K: ServiceKind>(
        &self,
        stack: &mut Stack,
        id: &'static str,
        name: &str,
        service: FargateService<K>,
    ) -> FargateServiceHandle<K> {
        let service = stack.add(id, service);
        let name = format!("/aws/ecs/{}/{name}", self.choices.prefix);
        stack.modify(service.log_group.group, |group| group.log_group_name(name));
        service
    }

    fn service<K: ServiceKind>(
        &self,
        service: FargateService<K>,
        name: &'static str,
        data: &Data,
    ) -> FargateService<K> {
        service
            .container_name(name)
            .cluster(self.cluster)
            .user("1000")
            .init_process()
            .stop_timeout(seconds(120))
            .env("REDIS_HOST", data.cache.host())
            .env("REDIS_PORT", data.cache.port())
            .env("REDIS_USER", data.cache.username())
            .env("REDIS_TLS", true)
            .secret("REDIS_PASSWORD", data.cache.password())
            .env("METRICS_NAMESPACE", self.choices.metrics())
            .telemetry(OtelCollector::new(name).xray())
            .log_retention(self.choices.log_retention)
            .encryption_key(self.key)
            .grant(publish_metrics(self.choices))
    }

    /// A service that also works with the database, the files and the sources' keys: all but the scheduler.
    fn working<K: ServiceKind>(
        &self,
        service: FargateService<K>,
        name: &'static str,
        data: &Data,
    ) -> FargateService<K> {
        let database = data.proxy.as_ref().map_or_else(|| data.database.host(), RdsProxyHandle::host);
        let service = self
            .service(service, name, data)
            .env("DB_HOST", database)
            .env("DB_PORT", data.database.port())
            .env("DB_NAME", data.database.database_name())
            .env("DB_USER", data.database.username())
            .env("DB_SSLMODE", "require")
            .secret("DB_PASSWORD", data.database.password())
            .secret("API_KEYS", data.api_keys.whole())
            .env("DATA_BUCKET", data.bucket.name());
        let files = data.bucket.grant_read("").into_iter().chain(data.bucket.grant_write(""));
        files.fold(service, |service, may| service.grant(may))
    }
}

pub(super) struct Services {
    pub(super) web: FargateServiceHandle<Web>,
    pub(super) worker: FargateServiceHandle<Worker>,
    pub(super) scheduler: FargateServiceHandle<Singleton>,
}

pub(super) fn add(
    stack: &mut Stack,
    common: &Common<'_>,
    vpc: &VpcHandle,
    repositories: &Repositories,
    data: &Data,
    queue: &QueueDepthHandle,
) -> Services {
    let image = |repository| Image::ecr(repository, common.tag.clone());
    let size = Fargate::Cpu1024(Mem1024::Gb2);
    let health = "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/health', timeout=8)";
    let web = FargateService::web(vpc.private(), image(&repositories.web), size, PORT).health("/health");
    let web = common
        .working(web, "web", data)
        .container_health(
            HealthCheck::command(["python", "-c", health])
                .interval(seconds(30))
                .timeout(seconds(10))
                .start_period(seconds(60)),
        )
        .grace_period(minutes(2))
        .scale(common.choices.web_tasks.clone(), cpu_percent(70));
    let web = common.named_log(stack, "Web", "web", web);
    let worker = FargateService::worker(vpc.private(), image(&repositories.worker), size);
    let worker = common
        .working(worker, "worker", data)
        .scale(common.choices.worker_tasks.clone(), backlog_per_task(queue, BACKLOG));
    let worker = common.named_log(stack, "Worker", "worker", worker);
    scrapes_over_http(stack, &worker);
    let small = Fargate::Cpu512(Mem512::Gb1);
    let scheduler = FargateService::singleton(vpc.private(), image(&repositories.scheduler), small);
    let scheduler = common.named_log(stack, "Scheduler", "scheduler", common.service(scheduler, "scheduler", data));
    let services = Services { web, worker, scheduler };
    services.connect(stack, data);
    services
}

impl Services {
    /// The plan's security groups: PostgreSQL and Redis from web and worker. The scheduler puts tasks into Redis too, and
    /// nothing else.
    fn connect(&self, stack: &mut Stack, data: &Data) {
        match &data.proxy {
            Some(proxy) => {
                self.web.connects_to(stack, proxy);
                self.worker.connects_to(stack, proxy);
            }
            None => {
                self.web.connects_to(stack, &data.database);
                self.worker.connects_to(stack, &data.database);
            }
        }
        self.web.connects_to(stack, &data.cache);
        self.worker.connects_to(stack, &data.cache);
        self.scheduler.connects_to(stack, &data.cache);
    }

    pub(super) fn ask(&self, stack: &mut Stack, model: &Model) {
        self.web.connects_to(stack, &model.balancer);
        self.worker.connects_to(stack, &model.balancer);
        self.web.add_environment(stack, "OLLAMA_URL", model.balancer.url());
        self.worker.add_environment(stack, "OLLAMA_URL", model.balancer.url());
    }
}

/// Sources without TLS exist; HTTPS is let out anyway.
fn scrapes_over_http(stack: &mut Stack, worker: &FargateServiceHandle<Worker>) {
    let rule = ec2::SecurityGroupEgress::new(worker.security_group_id(), "tcp")
        .cidr_ip(Cidr::ANYWHERE)
        .from_port(80)
        .to_port(80)
        .description("Sources that are scraped without TLS");
    stack.add("WorkerToSources", rule);
}

/// Publishes metrics, in the application's namespace only.
fn publish_metrics(choices: &Choices) -> Statement {
    Statement::allow(["cloudwatch:PutMetricData"]).sid("PublishMetrics").on("*").when(
        "StringEquals",
        "cloudwatch:namespace",
        choices.metrics(),
    )
}
