//! The application: one service, the same in every environment.

use iac_aws::prelude::*;

const PORT: u16 = 8000;
/// How long a chat may take. The balancer waits longer, so that the application is the one that ends it.
const CHAT_TIMEOUT: u32 = 300;
/// What balancers wait for.
pub(super) const IDLE_TIMEOUT: Duration = seconds(CHAT_TIMEOUT + 30);
/// How often a silent stream says that it lives; CloudFront waits at most 120 s between bytes.
const HEARTBEAT: u32 = 20;

/// The service with what it needs of its database. The image runs migrations when it starts.
pub(super) fn service<S: TaskSubnets>(
    subnets: S,
    size: impl Into<FargateSize>,
    image: Image,
    database: &RdsInstanceHandle,
) -> FargateService<Web> {
    let health = "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/health', timeout=8)";
    FargateService::web(subnets, image, size, PORT)
        .container_name("cloud-optimizer")
        .user("1000")
        .init_process()
        .health("/health")
        .container_health(
            HealthCheck::command(["python", "-c", health])
                .interval(seconds(30))
                .timeout(seconds(10))
                .start_period(seconds(60)),
        )
        .grace_period(seconds(180))
        .stop_timeout(seconds(120))
        .env("DB_HOST", database.host())
        .env("DB_PORT", database.port())
        .env("DB_NAME", database.database_name())
        .env("DB_USER", database.username())
        .env("DB_SSLMODE", "require")
        .secret("DB_PASSWORD", database.password())
        .env("STREAMING_ENABLED", true)
        .env("STREAMING_HEARTBEAT_SECONDS", HEARTBEAT)
        .env("CHAT_TIMEOUT_SECONDS", CHAT_TIMEOUT)
}

/// How a balancer treats it: streams of five minutes, and a session that stays with its task, unless deployments move
/// requests between two groups: the balancer refuses that.
pub(super) fn route(application: &impl RoutingTarget) -> Route {
    let route = Route::everything()
        .health_interval(seconds(30))
        .health_timeout(seconds(10))
        .deregistration_delay(seconds(CHAT_TIMEOUT));
    match application.traffic() {
        Traffic::OneGroup => route.stickiness(hours(1)),
        Traffic::Shifted => route,
    }
}

/// The web access control list's rules: an application that takes documents and questions about attacks counts what
/// they find in bodies instead of blocking it.
pub(super) fn body_is_free(list: WebAcl) -> WebAcl {
    list.managed(ManagedRules::common().count_bodies())
        .managed(ManagedRules::known_bad_inputs().count_bodies())
        .rate_limit(2_000)
}

/// How long an answer takes, in seconds: a metric that the application publishes.
pub(super) const CHAT_SECONDS: &str = "cloud_optimizer_chat_response_seconds";

/// The namespace of the metrics that the application publishes itself: one for each environment, because two in one
/// account would otherwise be one to every alarm.
pub(super) fn metrics(environment: &str) -> String {
    format!("CloudOptimizer/{environment}")
}

/// Publishes metrics, in that namespace only.
pub(super) fn publish_metrics(namespace: &str) -> Statement {
    Statement::allow(["cloudwatch:PutMetricData"]).sid("PublishMetrics").on("*").when(
        "StringEquals",
        "cloudwatch:namespace",
        namespace.to_owned(),
    )
}
