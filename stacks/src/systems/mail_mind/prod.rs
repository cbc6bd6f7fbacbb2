//! Production: network, data, services and the balancer before them.

use super::services::Services;
use super::{alarms, backups, operations, secrets, services};
use iac_aws::prelude::*;
use iac_core::Region;
use iac_core::operations::image_tag;

/// Everything in which two environments would differ.
pub(super) struct Choices {
    /// The hosted zone, and the names in it.
    zone: &'static str,
    api: &'static str,
    zones: u8,
    nat: Nat,
    /// The size of a backend task, its scratch disk, how many run, and how a new version replaces the old one.
    pub(super) backend: Fargate,
    pub(super) scratch: Size,
    pub(super) backends: u32,
    pub(super) deployment: Deployment,
    pub(super) frontend: Fargate,
    pub(super) frontends: u32,
    database: DbInstanceClass,
    storage: Size,
    max_storage: Size,
    backups: Duration,
    on_delete: OnDelete,
    cache: CacheNodeType,
    pub(super) log_retention: Retention,
    /// Where backups and dumps are kept besides.
    away: Region,
}

pub(super) fn prod() -> App {
    app(Choices {
        zone: "mailmind.com",
        api: "api.mailmind.com",
        zones: 3,
        nat: Nat::PerAz,
        backend: Fargate::Cpu2048(Mem2048::Gb4),
        scratch: gib(50),
        backends: 3,
        deployment: Deployment::blue_green(minutes(10)),
        frontend: Fargate::Cpu256(Mem256::Mb512),
        frontends: 2,
        database: DbInstanceClass::T4G_MEDIUM,
        storage: gib(50),
        max_storage: gib(200),
        backups: days(30),
        on_delete: OnDelete::Snapshot,
        cache: CacheNodeType::T4G_SMALL,
        log_retention: Retention::Days90,
        away: Region::EU_WEST_1,
    })
}

fn app(choices: Choices) -> App {
    let mut registry = Stack::new("registry").description("MailMind: images that the pipeline pushes");
    registry.tag("Product", "mail-mind");
    let images = |name: &'static str| EcrRepository::new().name(name).keep(ImageRule::KeepLast(50));
    let backend = registry.add("Backend", images("mailmind-backend"));
    let frontend = registry.add("Frontend", images("mailmind-frontend"));

    let mut replica = Stack::new("replica").description("MailMind: backups far away").in_region(choices.away);
    replica.tag("Product", "mail-mind");
    let away = backups::away(&mut replica);

    let mut stack = Stack::new("main").description("MailMind: services, database, cache and balancer");
    stack.tag("Product", "mail-mind");
    let tag = |name: &str| image_tag(&operations::releases()).label(format!("Tag of the {name}'s image"));
    let backend_tag = stack.add("BackendVersion", tag("backend"));
    let frontend_tag = stack.add("FrontendVersion", tag("frontend"));
    let images = services::Images {
        backend: Image::ecr(&backend, &backend_tag),
        frontend: Image::ecr(&frontend, frontend_tag),
        version: backend_tag,
    };
    let (services, dump, url) = build(&mut stack, images, &away, choices);
    let subject = GitHubSubject::environment(operations::REPOSITORY, "prod");
    let role = CiRole::new(&GitHubProvider::existing(), subject).push(&backend).push(&frontend);
    let role = role.deploy(&services.backend).deploy(&services.frontend).run_tasks(&services.backend).run_task(&dump);
    let role = stack.add("Delivery", role);
    let operations = operations::operations(&services, &dump, [backend.uri(), frontend.uri()], url, &role);
    App::new().with(stack).with(registry).with(replica).operations(operations)
}

fn build(
    stack: &mut Stack,
    images: services::Images,
    away: &backups::Away,
    choices: Choices,
) -> (Services, OneOffTaskHandle, Val<Str>) {
    let zone = stack.add(
        "HostedZoneId",
        iac_aws::parameters::hosted_zone_id()
            .label("Hosted zone")
            .group("Access")
            .description(format!("The zone {} in Route 53, for certificates and names.", choices.zone)),
    );
    let email = stack.add(
        "AlarmEmail",
        Parameter::string()
            .label("E-mail address for alarms")
            .group("Notifications")
            .description("Receives the alarms after its owner confirmed the subscription.")
            .allowed_pattern(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
            .constraint_description("must be an e-mail address"),
    );
    let key = EncryptionKey::new("Data, logs and notifications of MailMind")
        .usable_by(KeyUser::CloudWatchLogs)
        .usable_by(KeyUser::CloudWatchAlarms)
        .usable_by(KeyUser::EventBridge)
        .usable_by(KeyUser::Backup);
    let key = stack.add("Key", key);
    let vpc = Vpc::new(cidr!("10.0.0.0/16"))
        .azs(choices.zones)
        .nat(choices.nat)
        .flow_logs(FlowLogs::rejected(choices.log_retention));
    let vpc = stack.add("Network", vpc);

    // An instance with 4 GiB: a quarter for its own pages, and the planner counts on three.
    let database =
        RdsInstance::postgres(vpc.isolated(), PostgresVersion::V16_15, choices.database.clone(), choices.on_delete)
            .database("mailmind_production")
            .master_username("mailmind_user")
            .parameter(PgParameter::SharedBuffers(gib(1)))
            .parameter(PgParameter::EffectiveCacheSize(gib(3)))
            .parameter(PgParameter::MaintenanceWorkMem(mib(256)))
            .storage(choices.storage)
            .max_storage(choices.max_storage)
            .multi_az()
            .backup_retention(choices.backups)
            .replicate_backups(choices.away, &away.key, choices.backups)
            .backup_window("01:00-02:00")
            .maintenance_window("sun:04:00-sun:05:00")
            .enhanced_monitoring(seconds(60))
            .export_logs(choices.log_retention)
            .encryption_key(&key);
    let database = stack.add("Database", database);
    let proxy = RdsProxy::new(vpc.isolated(), &database).max_connections_percent(90);
    let proxy = stack.add("DatabaseProxy", proxy.log_retention(choices.log_retention));
    let cache = RedisCache::new(vpc.isolated(), CacheVersion::Redis7_1, choices.cache.clone());
    let cache = stack.add("Cache", cache.replicas(1).multi_az().encryption_key(&key));
    let secrets = secrets::add(stack, &key, (choices.away, away));

    let services = services::add(stack, &vpc, &key, images, services::Data { proxy, cache, secrets }, &choices);

    let hosted_zone = HostedZone::import(choices.zone, zone);
    let certificate = stack.add("Certificate", CertificateRequest::new(choices.zone, &hosted_zone));
    let api_certificate = stack.add("ApiCertificate", CertificateRequest::new(choices.api, &hosted_zone));
    // A mail is what these rules block: more than 8 KB, with HTML, links, paths and quoted code.
    let bodies = [
        "SizeRestrictions_BODY",
        "CrossSiteScripting_BODY",
        "GenericLFI_BODY",
        "GenericRFI_BODY",
        "EC2MetaDataSSRF_BODY",
    ];
    let common = bodies.into_iter().fold(ManagedRules::common(), ManagedRules::count);
    let web_acl = stack.add("WebAcl", WebAcl::regional().managed(common));
    let alb = Alb::internet_facing(vpc.public(), Certificate::issued(&certificate))
        .certificate("ApiCertificateOf", Certificate::issued(&api_certificate))
        .domain_name(choices.zone)
        .access_logs(days(90))
        .deletion_protection()
        .web_acl(&web_acl);
    let alb = stack.add("Balancer", alb);
    let least_busy = |route: Route| route.algorithm(Algorithm::LeastOutstandingRequests);
    // A standby takes over within two minutes: five minutes without an answer are the task's own fault.
    let patient = Route::priority(10).host(choices.api).health_thresholds(2, 10);
    let api = alb.route(stack, least_busy(patient), &services.backend);
    alb.route(stack, Route::everything(), &services.frontend);
    stack.add("Domain", DnsRecord::alias_to_alb(&hosted_zone, choices.zone, &alb));
    stack.add("ApiDomain", DnsRecord::alias_to_alb(&hosted_zone, choices.api, &alb));

    let topic = stack.add("Alarms", AlarmTopic::new().email("Email", email).encryption_key(&key));
    let errors = alarms::add(stack, &alb, &api, &database, &topic);
    services.backend.rollback_on(stack, &errors);
    let flags = [FeatureFlag::off("sample").description("A sample: replace it by the flags that the program asks for")];
    let flags = stack.add("Flags", FeatureFlags::new("mailmind", "production", flags).rollback_on(&errors));
    flags.read_by(stack, &services.backend);
    let dump = backups::add(stack, &vpc, &database, &services.cluster, away, &topic);
    backups::plan(stack, &database, &key, away, &topic);
    alarms::queues(stack, [("DumpStartFails", dump.dead_letter_queue)], &topic);
    stack.add("Events", EventNotifications::new(&topic).services(&services.cluster).database(&database));
    stack.add("Migration", OneOffTask::new(&services.backend, ["alembic", "upgrade", "head"]));
    let dump = stack.add("DumpNow", OneOffTask::dump(&dump));

    let url = Val::<Str>::imported(operations::API);
    stack.add("ApplicationURL", Output::new(alb.url()).description("Open MailMind here"));
    stack.add("ApiURL", Output::new(url.clone()).description("The API"));
    stack.add("DatabaseHost", Output::new(database.host()).description("The database, from inside the VPC"));
    stack.add("AlarmTopicArn", Output::new(topic.arn()).description("Subscribe here to receive the alarms"));
    (services, dump, url)
}
