//! The two services: the API in Python, and the pages.

use super::operations::API;
use super::prod::Choices;
use super::secrets::Secrets;
use iac_aws::prelude::*;

const API_PORT: u16 = 9000;
const PAGES_PORT: u16 = 3000;

/// What runs.
pub(super) struct Images {
    pub(super) backend: Image,
    pub(super) frontend: Image,
    /// The backend's version, which it shows at `/health`.
    pub(super) version: Val<Str>,
}

/// What the backend works with.
pub(super) struct Data {
    pub(super) proxy: RdsProxyHandle,
    pub(super) cache: RedisCacheHandle,
    pub(super) secrets: Secrets,
}

pub(super) struct Services {
    pub(super) cluster: ClusterHandle,
    pub(super) backend: FargateServiceHandle<Web>,
    pub(super) frontend: FargateServiceHandle<Web>,
}

pub(super) fn add(
    stack: &mut Stack,
    vpc: &VpcHandle,
    key: &EncryptionKeyHandle,
    images: Images,
    data: Data,
    choices: &Choices,
) -> Services {
    let cluster = stack.add("Cluster", Cluster::new());
    let backend = backend(vpc, images.backend, images.version, &data, choices)
        .cluster(&cluster)
        .log_retention(choices.log_retention)
        .encryption_key(key);
    let backend = stack.add("Backend", backend);
    backend.connects_to(stack, &data.proxy);
    backend.connects_to(stack, &data.cache);
    let frontend = FargateService::web(vpc.private(), images.frontend, choices.frontend, PAGES_PORT)
        .container_name("mailmind-frontend")
        .desired(choices.frontends)
        .cluster(&cluster)
        .log_retention(choices.log_retention)
        .encryption_key(key);
    let frontend = stack.add("Frontend", frontend);
    Services { cluster, backend, frontend }
}

/// Alive is what answers `/health`. Requests go to what answers `/ready`: its database and its cache answer, and nothing of
/// other companies counts, since ECS replaces a task that is not ready for long.
fn backend(vpc: &VpcHandle, image: Image, version: Val<Str>, data: &Data, choices: &Choices) -> FargateService<Web> {
    let alive = "import urllib.request as r; r.urlopen('http://127.0.0.1:9000/health', timeout=4)";
    let database = data.proxy.database();
    let service = FargateService::web(vpc.private(), image, choices.backend, API_PORT)
        .container_name("mailmind-backend")
        .health("/ready")
        .container_health(HealthCheck::command(["python", "-c", alive]).start_period(seconds(60)))
        .grace_period(seconds(120))
        .desired(choices.backends)
        .deployment(choices.deployment)
        .ephemeral_storage(choices.scratch)
        .telemetry(telemetry())
        .env("OTEL_METRICS_EXPORTER", "none")
        .env("APP_ENV", "production")
        .env("APP_VERSION", version)
        .env("API_URL", API)
        .env("DATABASE_HOST", data.proxy.host())
        .env("DATABASE_PORT", data.proxy.port())
        .env("DATABASE_NAME", database.database_name())
        .env("DATABASE_USER", database.username())
        .env("DATABASE_SSLMODE", "require")
        .env("DATABASE_POOL_SIZE", 20)
        .secret("DATABASE_PASSWORD", database.password())
        .env("REDIS_URL", data.cache.url())
        .env("REDIS_USER", data.cache.username())
        .secret("REDIS_PASSWORD", data.cache.password());
    data.secrets.iter().fold(service, |service, (name, secret)| service.secret(*name, secret.clone()))
}

/// The plan's two metrics, and traces.
fn telemetry() -> OtelCollector {
    let metrics = ["http_requests_total", "http_request_duration_seconds"].map(PrometheusMetric::new);
    OtelCollector::new("mailmind-backend").xray().prometheus(Prometheus::to_cloudwatch("MailMind", metrics))
}
