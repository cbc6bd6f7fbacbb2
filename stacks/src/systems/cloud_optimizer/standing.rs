//! What staging and production are made of.

use super::alarms::Chats;
use super::choices::{Choices, ImageSource};
use super::delivery::Pushed;
use super::service::{self, IDLE_TIMEOUT};
use super::{Listing, alarms, dashboards, delivery, jobs, operations};
use iac_aws::prelude::*;
use iac_core::operations::{Build, image_tag};

pub(super) fn app(choices: Choices) -> App {
    let listing = Listing::SAMPLE;
    let mut stack = Stack::new("main").description("Cloud Optimizer: service, database, cache and balancer");
    listing.mark(&mut stack);
    match choices.image {
        ImageSource::Marketplace => {
            let built = build(&mut stack, &listing, (listing.image(), Pushed::Marketplace), choices);
            let build = operations::image(listing.repository_uri()).tested_in(operations::TESTED);
            let operations = operations::marketplace(built.operations(build), &listing);
            App::from(stack).operations(operations.releases(operations::production()))
        }
        ImageSource::Registry => {
            let mut registry = Stack::new("registry").description("Cloud Optimizer: images that the pipeline pushes");
            registry.tag("Product", "cloud-optimizer");
            registry.tag("Environment", environment(choices.name));
            // Each merge pushes an image and makes way again. What stands has a tag of its own, which no number of
            // merges may delete.
            let images = EcrRepository::new()
                .name(operations::TESTED)
                .keep(ImageRule::KeepLastTagged { prefix: "staging-".into(), count: 20 })
                .keep(ImageRule::KeepLastTagged { prefix: "sha-".into(), count: 50 })
                .empty_on_delete();
            let images = registry.add("Images", images);
            let tag = stack.add("ImageTag", image_tag(&operations::rehearsals()));
            let built = build(&mut stack, &listing, (Image::ecr(&images, tag), Pushed::To(images)), choices);
            let operations = built.operations(operations::image(images.uri()));
            App::new().with(stack).with(registry).operations(operations.releases(operations::rehearsals()))
        }
    }
}

/// The tag by which costs are told apart, also where several products share an account.
fn environment(name: &str) -> String {
    format!("cloud-optimizer-{name}")
}

/// What the pages and the pipeline of an environment name.
struct Built {
    application: FargateServiceHandle<Web>,
    delivery: CiRoleHandle,
    url: Val<Str>,
}

impl Built {
    fn operations(&self, build: Build) -> Operations {
        operations::operations(&self.application, build, &self.url).ci_role(self.delivery.arn())
    }
}

/// The key of the National Vulnerability Database, which `RefreshCves` reads; without one it answers five requests in
/// half a minute.
/// Source: <https://nvd.nist.gov/developers/start-here>
fn nvd_key(stack: &mut Stack, key: &EncryptionKeyHandle) -> SecretRef {
    let asked = Parameter::secret()
        .label("Key of the NVD")
        .group("Application")
        .description("The key for the API of the National Vulnerability Database, which gives it for nothing.")
        .min_length(1);
    let asked = stack.add("NvdApiKey", asked);
    stack.add("NvdKey", Secret::from_parameter(&asked).encryption_key(key)).whole()
}

fn build(stack: &mut Stack, listing: &Listing, (image, pushed): (Image, Pushed), choices: Choices) -> Built {
    stack.tag("Product", "cloud-optimizer");
    stack.tag("Environment", environment(choices.name));
    let zone = stack.add(
        "HostedZoneId",
        iac_aws::parameters::hosted_zone_id().label("Hosted zone").group("Access").description(format!(
            "The zone {} in Route 53, for the certificate and the application's name.",
            choices.zone
        )),
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
    let key = EncryptionKey::new("Data, logs and notifications of Cloud Optimizer")
        .usable_by(KeyUser::CloudWatchLogs)
        .usable_by(KeyUser::CloudWatchAlarms)
        .usable_by(KeyUser::EventBridge)
        .usable_by(KeyUser::Budgets);
    let key = stack.add("Key", key);

    let vpc = Vpc::new(cidr!("10.0.0.0/16"))
        .azs(choices.zones)
        .nat(choices.nat)
        .flow_logs(FlowLogs::rejected(choices.log_retention));
    let vpc = stack.add("Network", vpc);

    let mut database =
        RdsInstance::postgres(vpc.isolated(), PostgresVersion::V15_19, choices.database, choices.on_delete)
            .database("cloudoptimizer")
            .master_username("cloudoptimizer")
            .storage(choices.storage)
            .max_storage(choices.max_storage)
            .backup_retention(choices.backups)
            .enhanced_monitoring(seconds(60))
            .export_logs(choices.log_retention)
            .encryption_key(&key);
    let mut cache = RedisCache::new(vpc.isolated(), CacheVersion::Redis7_1, choices.cache)
        .replicas(choices.cache_replicas)
        .encryption_key(&key);
    if choices.multi_az {
        database = database.multi_az();
        cache = cache.multi_az();
    }
    let database = stack.add("Database", database);
    let cache = stack.add("Cache", cache);
    let archive = Bucket::new(OnDelete::Retain)
        .encryption_key(&key)
        .lifecycle(LifecycleRule::new("Archive").transition(StorageClass::GlacierIr, days(90)));
    let archive = stack.add("AuditArchive", archive);

    let collector = OtelCollector::new("cloud-optimizer").xray();
    let collector = if choices.metered { collector.image(listing.collector()) } else { collector };
    let metrics = service::metrics(choices.name);
    let application = service::service(vpc.private(), choices.task, image, &database)
        .env("PUBLIC_URL", format!("https://{}", choices.domain))
        .secret("NVD_API_KEY", nvd_key(stack, &key))
        .env("CACHE_HOST", cache.host())
        .env("CACHE_PORT", cache.port())
        .env("CACHE_USER", cache.username())
        .secret("CACHE_PASSWORD", cache.password())
        .env("AUDIT_BUCKET", archive.name())
        .env("METRICS_NAMESPACE", metrics.clone())
        .grant(service::publish_metrics(&metrics))
        .grant(jobs::publish_events())
        .telemetry(collector)
        .log_retention(choices.log_retention)
        .encryption_key(&key)
        .deployment(choices.deployment)
        .scale(choices.tasks, cpu_percent(70));
    // Metering sets it where there is some; a program whose default is to meter would refuse to run here.
    let application = if choices.metered { application } else { application.env("MARKETPLACE_ENABLED", false) };
    let application = archive.grant_write("audit/").into_iter().fold(application, |service, may| service.grant(may));
    let application = stack.add("Application", application);
    application.connects_to(stack, &database);
    application.connects_to(stack, &cache);
    stack.modify(application.task_role, |role| {
        role.managed_policy_arns([join!["arn:", partition(), ":iam::aws:policy/SecurityAudit"].untyped()])
    });

    let hosted_zone = HostedZone::import(choices.zone, zone);
    let certificate = stack.add("Certificate", CertificateRequest::new(choices.domain, &hosted_zone));
    let web_acl = stack.add("WebAcl", service::body_is_free(WebAcl::regional()));
    let alb = Alb::internet_facing(vpc.public(), Certificate::issued(&certificate))
        .domain_name(choices.domain)
        .idle_timeout(IDLE_TIMEOUT)
        .access_logs(days(90))
        .web_acl(&web_acl);
    let alb = stack.add("Balancer", alb);
    let route = alb.route(stack, service::route(&application), &application);
    stack.add("Domain", DnsRecord::alias_to_alb(&hosted_zone, choices.domain, &alb));

    let topic = stack.add("Alarms", AlarmTopic::new().email("Email", email).encryption_key(&key));
    let chats = Chats::published(metrics.clone());
    let alarms = alarms::add(stack, &alb, &route, &database, chats, &topic);
    application.rollback_on(stack, &alarms.api_errors);
    if choices.metered {
        let metering = MarketplaceMetering::new(&application, listing.product_code, Listing::pricing());
        stack.add("Metering", metering.notify(&topic));
    }
    jobs::add(stack, &application, &topic);
    delivery::tell_of_failures(stack, &application, &topic);
    if choices.slack {
        delivery::slack(stack, &topic);
    }
    let delivery = delivery::add(stack, listing, choices.name, &application, &pushed);
    stack.add("Budget", Budget::monthly(choices.budget).tag("Environment", environment(choices.name)).notify(&topic));
    if choices.dashboards {
        let shown = (&application, &database, (&cache, choices.cache_replicas));
        dashboards::add(stack, &alb, shown, &metrics, &alarms);
    }

    stack.add("ApplicationURL", Output::new(alb.url()).description("Open Cloud Optimizer here"));
    stack.add("ServiceName", Output::new(application.name()).description("The service in Amazon ECS"));
    stack.add("ClusterName", Output::new(application.cluster.name()).description("Its cluster"));
    stack.add("DatabaseHost", Output::new(database.host()).description("The database, from inside the VPC"));
    stack.add("AuditBucket", Output::new(archive.name()).description("Where audit logs are archived"));
    stack.add("AlarmTopicArn", Output::new(topic.arn()).description("Subscribe here to receive the alarms"));
    Built { application, delivery, url: alb.url() }
}
