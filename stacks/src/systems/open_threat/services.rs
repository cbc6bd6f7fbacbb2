//! The services of the third tier.

use super::application::{BACKEND_PORT, BEAT, EVERYWHERE, FRONTEND_PORT, HEALTHY, SERVE, WORK, run};
use super::asked::KeySecrets;
use super::ecs::Choices;
use iac_aws::prelude::*;

/// What runs.
pub(super) struct Services {
    pub(super) frontend: FargateServiceHandle<Web>,
    pub(super) backend: FargateServiceHandle<Web>,
    pub(super) worker: FargateServiceHandle<Worker>,
    pub(super) beat: FargateServiceHandle<Singleton>,
}

/// What the services connect to.
pub(super) struct Data {
    pub(super) database: RdsInstanceHandle,
    pub(super) cache: RedisCacheHandle,
    pub(super) keys: KeySecrets,
    pub(super) key: EncryptionKeyHandle,
}

/// Half a vCPU and 1 GB for each of the four.
const SIZE: Fargate = Fargate::Cpu512(Mem512::Gb1);

pub(super) fn services(
    stack: &mut Stack,
    choices: &Choices,
    vpc: &VpcHandle,
    frontend: Image,
    backend: Image,
    data: &Data,
) -> Services {
    let cluster = stack.add("Cluster", Cluster::new());
    let frontend = FargateService::web(vpc.private(), frontend, SIZE, FRONTEND_PORT)
        .container_name("frontend")
        .env("NEXT_PUBLIC_API_URL", choices.hosts.api_url())
        .env("HOSTNAME", EVERYWHERE);
    let frontend = scaled(in_cluster(frontend, choices, &cluster, data), choices);
    let frontend = stack.add("Frontend", frontend);
    let serving = FargateService::web(vpc.private(), backend.clone(), SIZE, BACKEND_PORT)
        .container_name("backend")
        .health("/health")
        .container_health(
            HealthCheck::command(["python", "-c", HEALTHY]).timeout(seconds(10)).start_period(seconds(60)),
        )
        .command(run(SERVE));
    let serving = scaled(connected(in_cluster(serving, choices, &cluster, data), data), choices);
    let working = FargateService::worker(vpc.private(), backend.clone(), SIZE)
        .container_name("celery-worker")
        .command(run(WORK))
        .stop_timeout(seconds(120));
    let working = scaled(connected(in_cluster(working, choices, &cluster, data), data), choices);
    let beating =
        FargateService::singleton(vpc.private(), backend, SIZE).container_name("celery-beat").command(run(BEAT));
    let beating = connected(in_cluster(beating, choices, &cluster, data), data);
    let services = Services {
        frontend,
        backend: stack.add("Backend", serving),
        worker: stack.add("CeleryWorker", working),
        beat: stack.add("CeleryBeat", beating),
    };
    let Data { database, cache, .. } = data;
    services.backend.connects_to(stack, database);
    services.backend.connects_to(stack, cache);
    services.worker.connects_to(stack, database);
    services.worker.connects_to(stack, cache);
    services.beat.connects_to(stack, database);
    services.beat.connects_to(stack, cache);
    services
}

fn in_cluster<K: ServiceKind>(
    service: FargateService<K>,
    choices: &Choices,
    cluster: &ClusterHandle,
    data: &Data,
) -> FargateService<K> {
    service
        .cluster(cluster)
        .log_retention(choices.log_retention)
        .encryption_key(&data.key)
        .secret("SENTRY_DSN", data.keys.sentry.whole())
}

fn scaled<K: Replicated>(service: FargateService<K>, choices: &Choices) -> FargateService<K> {
    match choices.tasks.start() == choices.tasks.end() {
        true => service.desired(*choices.tasks.start()),
        false => service.scale(choices.tasks.clone(), cpu_percent(70)),
    }
}

/// What `run` puts together, and the key that the plan gives the backend.
fn connected<K: ServiceKind>(service: FargateService<K>, data: &Data) -> FargateService<K> {
    let Data { database, cache, keys, .. } = data;
    service
        .env("DB_HOST", database.host())
        .env("DB_PORT", database.port())
        .env("DB_NAME", database.database_name())
        .env("DB_USER", database.username())
        .secret("DB_PASSWORD", database.password())
        .env("REDIS_HOST", cache.host())
        .secret("REDIS_PASSWORD", cache.password())
        .secret("NVD_API_KEY", keys.nvd.whole())
}

/// The server, and once it answers, its model, where the machine does not have it yet: it starts without any. What talks to
/// it before is told that there is no such model.
const OLLAMA: &str = r#"ollama serve & server=$!
trap 'kill $server' TERM
until ollama list > /dev/null 2>&1; do kill -0 $server || exit 1; sleep 1; done
ollama show "$OLLAMA_MODEL" > /dev/null 2>&1 || ollama pull "$OLLAMA_MODEL" || exit 1
wait $server"#;

/// The backend and the worker find it by name. With no task there is no machine.
pub(super) fn ollama(
    stack: &mut Stack,
    choices: &Choices,
    vpc: &VpcHandle,
    machine: GpuInstanceType,
    key: &EncryptionKeyHandle,
    services: &Services,
) {
    let tasks = Parameter::number()
        .label("Tasks of Ollama")
        .group("Application")
        .description("1 runs Ollama on a machine with a GPU, about 480 $ a month; 0 runs none.")
        .default(0)
        .allowed_values([0, 1]);
    let tasks = stack.add("OllamaTasks", tasks);
    let model = Parameter::string()
        .label("Model of Ollama")
        .group("Application")
        .description("What it fetches when it starts on a new machine, by its name in Ollama's library.")
        .default("llama3.1:8b")
        .allowed_pattern("^[a-z0-9][A-Za-z0-9./_-]*(:[A-Za-z0-9._-]+)?$")
        .constraint_description("must be a model of Ollama's library, such as llama3.1:8b");
    let model = stack.add("OllamaModel", model);
    let names = stack.add("Names", ServiceNamespace::new());
    let ollama = GpuService::new(vpc.private(), machine, Image::registry("ollama/ollama:0.12.6"), 11_434)
        .container_name("ollama")
        .entry_point(["sh", "-c"])
        .command([OLLAMA])
        .env("OLLAMA_MODEL", &model)
        .models("/root/.ollama")
        .desired(tasks.untyped::<Int>())
        .max_machines(1)
        .log_retention(choices.log_retention)
        .encryption_key(key)
        .discoverable(&names, "ollama");
    let ollama = stack.add("Ollama", ollama);
    let address = services.backend.calls(stack, &ollama);
    services.backend.add_environment(stack, "OLLAMA_URL", join!["http://", address]);
    services.backend.add_environment(stack, "OLLAMA_MODEL", &model);
    let address = services.worker.calls(stack, &ollama);
    services.worker.add_environment(stack, "OLLAMA_URL", join!["http://", address]);
    services.worker.add_environment(stack, "OLLAMA_MODEL", &model);
}
