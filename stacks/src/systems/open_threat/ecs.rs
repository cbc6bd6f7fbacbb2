//! The third tier: ECS on Fargate, in three environments.

use super::application::Hosts;
use super::asked;
use super::services::{Data, Services, ollama, services};
use super::watching::{self, Watched};
use super::{operations, telling};
use iac_aws::prelude::*;
use std::ops::RangeInclusive;

/// Everything in which two environments differ.
pub(super) struct Choices {
    /// The environment's name, and the folder of its secrets.
    pub(super) name: &'static str,
    pub(super) folder: &'static str,
    pub(super) hosts: Hosts,
    /// How many tasks of the frontend, of the backend and of the worker run; the scheduler is one.
    pub(super) tasks: RangeInclusive<u32>,
    pub(super) database: DbInstanceClass,
    /// Four fifths of what the class lets connect.
    pub(super) many_connections: f64,
    pub(super) multi_az: bool,
    pub(super) backups: Duration,
    /// What becomes of the database when its stack is deleted.
    pub(super) on_delete: OnDelete,
    pub(super) cache: CacheNodeType,
    pub(super) log_retention: Retention,
    /// Ollama, on a machine with a GPU. It runs when whoever deploys says so: about 480 $ a month.
    pub(super) ollama: Option<GpuInstanceType>,
    /// What a month may cost, in dollars: four fifths of it are more than an ordinary month.
    pub(super) budget: u32,
    pub(super) delivery: operations::Delivery,
}

pub(super) fn dev() -> App {
    app(Choices {
        name: "dev",
        folder: "openthreat/dev",
        hosts: Hosts { site: "dev.openthreat.com", api: "api.dev.openthreat.com" },
        tasks: 1..=1,
        database: DbInstanceClass::T3_MICRO,
        many_connections: 65.0,
        multi_az: false,
        backups: days(1),
        on_delete: OnDelete::Delete,
        cache: CacheNodeType::T3_MICRO,
        log_retention: Retention::Days7,
        ollama: None,
        budget: 290,
        delivery: operations::Delivery::Dev,
    })
}

pub(super) fn staging() -> App {
    app(Choices {
        name: "staging",
        folder: "openthreat/staging",
        hosts: Hosts { site: "staging.openthreat.com", api: "api.staging.openthreat.com" },
        tasks: 1..=2,
        database: DbInstanceClass::T3_SMALL,
        many_connections: 150.0,
        multi_az: false,
        backups: days(7),
        on_delete: OnDelete::Delete,
        cache: CacheNodeType::T3_SMALL,
        log_retention: Retention::Days14,
        ollama: None,
        budget: 320,
        delivery: operations::Delivery::Staging,
    })
}

pub(super) fn prod() -> App {
    app(Choices {
        name: "prod",
        folder: "openthreat/production",
        hosts: Hosts { site: "production.openthreat.com", api: "api.openthreat.com" },
        tasks: 1..=4,
        database: DbInstanceClass::T3_SMALL,
        many_connections: 150.0,
        multi_az: true,
        backups: days(30),
        on_delete: OnDelete::Snapshot,
        cache: CacheNodeType::T3_SMALL,
        log_retention: Retention::Days90,
        ollama: Some(GpuInstanceType::G4DN_XLARGE),
        budget: 370,
        delivery: operations::Delivery::Production,
    })
}

fn app(choices: Choices) -> App {
    let mut registry = Stack::new("registry").description("OpenThreat: images that the pipeline pushes");
    registry.tag("Environment", format!("openthreat-{}", choices.name));
    let repository = |name: &str| {
        EcrRepository::new().name(format!("openthreat-{}-{name}", choices.name)).keep(ImageRule::KeepLast(30))
    };
    let frontend = registry.add("Frontend", repository("frontend"));
    let backend = registry.add("Backend", repository("backend"));
    let mut stack = Stack::new("main").description("OpenThreat: services, database, cache and balancer");
    stack.tag("Environment", format!("openthreat-{}", choices.name));
    let (services, role) = build(&mut stack, &choices, [&frontend, &backend]);
    let operations = operations::operations(&choices, &services, [&frontend, &backend], &role);
    App::new().with(stack).with(registry).operations(operations)
}

fn build(
    stack: &mut Stack,
    choices: &Choices,
    [frontend_images, backend_images]: [&EcrRepositoryHandle; 2],
) -> (Services, CiRoleHandle) {
    let tag = asked::image_tag(stack, &[choices.delivery.release()]);
    let zone = asked::hosted_zone(stack);
    let told = asked::told(stack);
    let key = telling::key(stack);
    let vpc = Vpc::new(cidr!("10.0.0.0/16")).azs(2).nat(Nat::One).flow_logs(FlowLogs::rejected(choices.log_retention));
    let vpc = stack.add("Network", vpc);
    let data = data(stack, choices, &vpc, key);
    let frontend = Image::ecr(frontend_images, tag.clone());
    let services = services(stack, choices, &vpc, frontend, Image::ecr(backend_images, tag), &data);
    if let Some(machine) = choices.ollama {
        ollama(stack, choices, &vpc, machine, &data.key, &services);
    }

    let Hosts { site, api } = choices.hosts;
    let certificate = stack.add("SiteCertificate", CertificateRequest::new(site, &zone));
    let api_certificate = stack.add("ApiCertificate", CertificateRequest::new(api, &zone));
    let web_acl = stack.add("WebAcl", WebAcl::regional().rate_limit(2_000));
    let alb = Alb::internet_facing(vpc.public(), Certificate::issued(&certificate))
        .certificate("ApiCertificate", Certificate::issued(&api_certificate))
        .domain_name(site)
        .access_logs(days(90))
        .web_acl(&web_acl);
    let alb = stack.add("Balancer", alb);
    let route = alb.route(stack, Route::priority(10).host(api), &services.backend);
    alb.route(stack, Route::everything(), &services.frontend);
    stack.add("SiteName", DnsRecord::alias_to_alb(&zone, site, &alb));
    stack.add("ApiName", DnsRecord::alias_to_alb(&zone, api, &alb));

    let topic = telling::topic(stack, told, &key);
    let uptime = telling::watch_from_outside(stack, choices.name, &choices.hosts, choices.budget, &topic);
    let Data { database, cache, .. } = &data;
    let many_connections = choices.many_connections;
    let watched =
        Watched { services: &services, alb: &alb, api: &route, database, cache, uptime: &uptime, many_connections };
    let errors = watching::add(stack, &watched, &topic);
    services.backend.rollback_on(stack, &errors);

    let role = operations::role(stack, choices.delivery, &services, [frontend_images, backend_images]);
    stack.add("SiteUrl", Output::new(choices.hosts.site_url()).description("The site"));
    stack.add("ApiUrl", Output::new(choices.hosts.api_url()).description("The API"));
    stack.add("DatabaseHost", Output::new(database.host()).description("The database, from inside the VPC"));
    (services, role)
}

fn data(stack: &mut Stack, choices: &Choices, vpc: &VpcHandle, key: EncryptionKeyHandle) -> Data {
    let mut database =
        RdsInstance::postgres(vpc.isolated(), PostgresVersion::V17_11, choices.database.clone(), choices.on_delete)
            .database("openthreat")
            .master_username("openthreat")
            .storage(gib(20))
            .max_storage(gib(100))
            .backup_retention(choices.backups)
            .export_logs(choices.log_retention)
            .encryption_key(&key);
    if choices.multi_az {
        database = database.multi_az();
    }
    let database = stack.add("Database", database);
    let cache = RedisCache::new(vpc.isolated(), CacheVersion::Redis7_1, choices.cache.clone())
        .eviction(Eviction::NoEviction)
        .encryption_key(&key);
    let cache = stack.add("Cache", cache);
    asked::name_logins(stack, choices.folder, &database, &cache);
    let keys = asked::key_secrets(stack, choices.folder, &key);
    Data { database, cache, keys, key }
}
