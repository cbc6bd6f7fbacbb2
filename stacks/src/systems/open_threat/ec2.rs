//! The second tier: a compose file on one machine, with a managed database and cache.

use super::application::{BACKEND_PORT, BEAT, EVERYWHERE, HEALTHY, Hosts, MIGRATE, SERVE, WORK, routes, run};
use super::asked::{self, KeySecrets};
use super::{stores, telling};
use iac_aws::prelude::*;
use iac_core::operations::Release;
use iac_core::operations::{Recovery, Tool, Trouble};

const HOSTS: Hosts = Hosts { site: "ec2.openthreat.com", api: "api.ec2.openthreat.com" };
const FOLDER: &str = "openthreat/ec2";
const LOGS: Retention = Retention::Days30;
/// The plan's own sum is 70 $; what it left out is a customer key, an address, the check from outside and logs.
const BUDGET: u32 = 120;

pub(super) fn app() -> App {
    let mut registry = Stack::new("registry").description("OpenThreat: images that the pipeline pushes");
    registry.tag("Environment", "openthreat-ec2");
    let mut images = |id: &'static str, name: &str| {
        let images = EcrRepository::new().name(format!("openthreat-ec2-{name}")).keep(ImageRule::KeepLast(30));
        registry.add(id, images)
    };
    let [frontend, backend] = [images("Frontend", "frontend"), images("Backend", "backend")];
    let mut stack = Stack::new("main").description("OpenThreat: one machine, database and cache");
    stack.tag("Environment", "openthreat-ec2");
    build(&mut stack, &frontend, &backend);
    App::new().with(stack).with(registry).operations(operations())
}

fn build(stack: &mut Stack, frontend: &EcrRepositoryHandle, backend: &EcrRepositoryHandle) {
    let tag = asked::image_tag(stack, &[Release::manual()]);
    let zone = asked::hosted_zone(stack);
    let told = asked::told(stack);
    let key = telling::key(stack);
    // The machine is in a public subnet, so that nothing needs a NAT gateway.
    let vpc = Vpc::new(cidr!("10.0.0.0/16")).azs(2).nat(Nat::None).flow_logs(FlowLogs::rejected(LOGS));
    let vpc = stack.add("Network", vpc);
    let class = DbInstanceClass::T3_MICRO;
    let database = RdsInstance::postgres(vpc.isolated(), PostgresVersion::V17_11, class, OnDelete::Snapshot)
        .database("openthreat")
        .master_username("openthreat")
        .storage(gib(20))
        .max_storage(gib(50))
        .backup_retention(days(7))
        .export_logs(LOGS)
        .encryption_key(&key);
    let database = stack.add("Database", database);
    let cache = RedisCache::new(vpc.isolated(), CacheVersion::Redis7_1, CacheNodeType::T3_MICRO)
        .eviction(Eviction::NoEviction)
        .encryption_key(&key);
    let cache = stack.add("Cache", cache);
    asked::name_logins(stack, FOLDER, &database, &cache);
    let keys = asked::key_secrets(stack, FOLDER, &key);
    let topic = telling::topic(stack, told, &key);

    let program = |name: &'static str, command: &str| {
        let service = ComposeService::new(name, Image::ecr(backend, tag.clone())).command(run(command));
        connected(service, &database, &cache, &keys)
    };
    let health = format!("python -c \"{HEALTHY}\"");
    let frontend = ComposeService::new("frontend", Image::ecr(frontend, tag.clone()))
        .env("NEXT_PUBLIC_API_URL", HOSTS.api_url())
        .env("HOSTNAME", EVERYWHERE)
        .secret("SENTRY_DSN", keys.sentry.whole());
    let proxy = ComposeService::new("caddy", Image::registry("caddy:2.10.2-alpine"))
        .publish(80, 80)
        .publish(443, 443)
        .file("/etc/caddy/Caddyfile", routes(&HOSTS, "https", ["frontend", "backend"]))
        .data("caddy", "/data");
    let host = ComposeHost::new(vpc.public(), HostInstanceType::T3_MEDIUM, OnDelete::Delete)
        .storage(gib(20))
        .system_storage(gib(30))
        .service(frontend)
        .service(program("backend", SERVE).health(health))
        .service(program("celery-worker", WORK))
        .service(program("celery-beat", BEAT))
        .service(proxy.after("frontend").after("backend"))
        .open("Http", Cidr::ANYWHERE, 80, "Everybody, who is sent on to HTTPS")
        .open("Https", Cidr::ANYWHERE, 443, "Everybody")
        .log_retention(LOGS)
        .encryption_key(&key)
        .replace_every(days(30))
        .notify(Severity::Critical, &topic);
    let host = stack.add("Host", host);
    host.connects_to(stack, &database);
    host.connects_to(stack, &cache);
    if let Some(address) = host.public_ip() {
        stack.add("SiteName", DnsRecord::a(&zone, HOSTS.site, [address.clone()]));
        stack.add("ApiName", DnsRecord::a(&zone, HOSTS.api, [address]));
    }
    let uptime = telling::watch_from_outside(stack, "ec2", &HOSTS, BUDGET, &topic);
    let stores = stores::alarms(stack, &database, &cache, 65.0, &topic);
    let alarms: Vec<_> = host.alarms.iter().chain(&stores).chain([&uptime.alarm]).collect();
    dashboard(stack, alarms, &host, &database, &cache, &uptime);
    stack.add("SiteUrl", Output::new(HOSTS.site_url()).description("The site"));
    stack.add("ApiUrl", Output::new(HOSTS.api_url()).description("The API"));
    stack.add(
        "Machine",
        Output::new(host.machines.auto_scaling_group_name()).description("The group of the one machine"),
    );
}

fn connected(
    service: ComposeService,
    database: &RdsInstanceHandle,
    cache: &RedisCacheHandle,
    keys: &KeySecrets,
) -> ComposeService {
    service
        .env("DB_HOST", database.host())
        .env("DB_PORT", database.port())
        .env("DB_NAME", database.database_name())
        .env("DB_USER", database.username())
        .secret("DB_PASSWORD", database.password())
        .env("REDIS_HOST", cache.host())
        .secret("REDIS_PASSWORD", cache.password())
        .secret("NVD_API_KEY", keys.nvd.whole())
        .secret("SENTRY_DSN", keys.sentry.whole())
}

fn dashboard(
    stack: &mut Stack,
    alarms: Vec<&AlarmHandle>,
    host: &ComposeHostHandle,
    database: &RdsInstanceHandle,
    cache: &RedisCacheHandle,
    uptime: &UptimeCheckHandle,
) {
    let data = DbInstanceMetrics::of(database.instance);
    let nodes = CacheNodeMetrics::of(cache.replication_group, 1);
    let dashboard = Dashboard::new()
        .widget(Widget::alarms("Alarms", alarms))
        .row()
        .widget(Widget::graph("Machine").metric(host.cpu()))
        .widget(Widget::graph("Database").metric(data.cpu_utilization()).metric(data.database_connections()))
        .widget(Widget::graph("Redis").metric(nodes.engine_cpu_utilization()))
        .row()
        .widget(Widget::graph("Asked from outside, in %").metric(uptime.success_percent()))
        .widget(Widget::logs(
            "Errors",
            [&host.log_group],
            "fields @timestamp, @message | filter @message like /ERROR/ | limit 50",
        ));
    stack.add("Dashboard", dashboard);
}

fn operations() -> Operations {
    let [_, _, line] = run(MIGRATE);
    let migrate = format!("docker exec host-backend-1 sh -c '{line}'");
    Operations::new(
        "OpenThreat on one machine",
        "The second tier: all programs of OpenThreat on one machine, with a managed database and cache.",
        Tool::CloudFormation,
    )
    .health(HOSTS.api_url(), "/health")
    .recovery(Recovery::new("1 hour", "5 minutes").note(
        "A machine that fails is replaced by itself in about five minutes; the database is restored from its automatic \
         backups.",
    ))
    .contact("operations", "the Slack channel that alarms appear in")
    .note(format!(
        "No pipeline delivers here. A new version: `docker build --file frontend/Dockerfile --build-arg \
         NEXT_PUBLIC_API_URL={} frontend` and `docker build --file backend/Dockerfile .`, push both as `sha-` and the commit, \
         then update `main` with that tag as `ImageTag`: a new machine starts with it, in three to five minutes. To go back, \
         update with the tag of before; a version that does not come up takes itself back.",
        HOSTS.api_url()
    ))
    .note(format!("A shell on the machine: Session Manager; there, `{migrate}` migrates the database."))
    .note(
        "On the machine, `docker compose -p host ps` shows what runs and `docker compose -p host restart SERVICE` starts one \
         anew; logs are in the group of the machine, one stream for each service.",
    )
    .note("A secret that has changed reaches the services with the next machine: replace it (Machines, above).")
    .note(format!("The backend listens on port {BACKEND_PORT} inside of the machine only."))
    .trouble(Trouble::new(
        "The site has no certificate",
        "Caddy gets it when the names lead to the machine; before, Let's Encrypt refuses",
        "See that both names resolve to the machine's address, then restart the service `caddy`.",
    ))
}
