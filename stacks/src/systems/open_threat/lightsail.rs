//! The first tier: containers and a database on Lightsail.

use super::application::{
    BEAT, EVERYWHERE, FRONTEND_PORT, Hosts, SERVE, WORK, migrate_and_run_locally, routes, run_locally,
};
use super::asked::{self, Keys};
use iac_aws::prelude::*;
use iac_core::SecretParameter;
use iac_core::operations::{Recovery, Tool, Trouble};

const HOSTS: Hosts = Hosts { site: "lightsail.openthreat.com", api: "api.lightsail.openthreat.com" };
/// Where Caddy takes what Lightsail hands on.
const DOOR: u16 = 8080;
/// The plan's own sum is 30 $, 5 of them for a disk that nothing could attach; the check from outside costs 11 more.
const BUDGET: u32 = 50;

/// The two images, which whoever deploys names: the plan leaves their owner open.
struct Images {
    frontend: Image,
    backend: Image,
}

fn images(stack: &mut Stack) -> Images {
    let mut image = |id: &'static str, name: &str, what: &str| {
        let image = Parameter::string()
            .label(format!("Image of the {name}"))
            .group("Application")
            .description(format!(
                "{what}, with a tag that never moves, such as ghcr.io/example/openthreat-{name}:1.0.0. Its registry lets \
                 everybody pull it."
            ))
            .allowed_pattern("^[a-z0-9][a-z0-9./:_-]*:[A-Za-z0-9_][A-Za-z0-9_.-]*$")
            .constraint_description("must be an image with its registry and tag, such as ghcr.io/example/app:1.0.0");
        Image::asked(stack.add(id, image))
    };
    Images {
        frontend: image("FrontendImage", "frontend", "Built for this environment's API"),
        backend: image("BackendImage", "backend", "The API, the worker and the scheduler"),
    }
}

pub(super) fn app() -> App {
    let mut data = Stack::new("data").description("OpenThreat: the database on Lightsail");
    data.tag("Environment", "openthreat-lightsail");
    let master = data.add("DatabasePassword", password());
    let bundle = LightsailDatabaseBundle::Micro;
    let database = LightsailDatabase::postgres("openthreat", LightsailPostgres::V16, bundle, master, OnDelete::Retain)
        .database("openthreat")
        .username("openthreat");
    let database = data.add("Database", database);
    let name =
        Output::new(database.name()).description("For `aws lightsail get-relational-database`, which tells the host");
    data.add("DatabaseName", name);

    let mut stack = Stack::new("main").description("OpenThreat: containers on Lightsail");
    stack.tag("Environment", "openthreat-lightsail");
    let again = password().description("The same as DatabasePassword of the stack data.").same_as(master);
    let again = stack.add("DatabasePassword", again);
    let host = stack.add("DatabaseHost", database.host_parameter().group("Database"));
    build(&mut stack, &host, &again);
    App::new().with(data).with(stack).operations(operations())
}

fn password() -> iac_core::NoEchoParameter {
    Parameter::secret()
        .label("Password of the database")
        .group("Database")
        .description("Letters and digits, at least 16.")
        .allowed_pattern("^[A-Za-z0-9]{16,128}$")
        .constraint_description("must be 16 to 128 letters and digits")
}

fn build(stack: &mut Stack, host: &Val<Str>, password: &SecretParameter) {
    let images = images(stack);
    let certificate = Parameter::string()
        .label("Certificate")
        .group("Access")
        .description("The name of a certificate of Lightsail's for both hosts, which is valid already.")
        .default("openthreat");
    let certificate = stack.add("CertificateName", certificate);
    let zone = asked::hosted_zone(stack);
    let told = asked::told(stack);
    let keys = asked::keys(stack);
    let key = super::telling::key(stack);

    let app = application(&images, host, password, &keys).domain(certificate, [HOSTS.site, HOSTS.api]);
    let app = stack.add("App", app);
    stack.add("SiteName", DnsRecord::cname(&zone, HOSTS.site, app.host()));
    stack.add("ApiName", DnsRecord::cname(&zone, HOSTS.api, app.host()));

    let topic = super::telling::topic(stack, told, &key);
    super::telling::watch_from_outside(stack, "lightsail", &HOSTS, BUDGET, &topic);
    stack.add("SiteUrl", Output::new(HOSTS.site_url()).description("The site"));
    stack.add("ApiUrl", Output::new(HOSTS.api_url()).description("The API"));
    stack.add("LightsailUrl", Output::new(app.url()).description("The address that Lightsail gives the service"));
}

/// One node: a second one would run a second scheduler and a second Redis.
fn application(images: &Images, host: &Val<Str>, password: &SecretParameter, keys: &Keys) -> LightsailApp {
    let backend = |name: &'static str, command: [String; 3]| {
        LightsailContainer::new(name, images.backend.clone())
            .command(command)
            .env("DB_HOST", host)
            .env("DB_PORT", 5_432)
            .env("DB_NAME", "openthreat")
            .env("DB_USER", "openthreat")
            .secret("DB_PASSWORD", *password)
            .secret("NVD_API_KEY", keys.nvd)
            .secret("SENTRY_DSN", keys.sentry)
    };
    // TLS ends at Lightsail; Caddy tells the two hosts apart, of which Lightsail publishes one container.
    let caddyfile = format!("{{\n  auto_https off\n  http_port {DOOR}\n}}\n")
        + &format!(":{DOOR} {{\n  respond /up 200\n}}\n")
        + &routes(&HOSTS, "http", ["localhost", "localhost"]);
    let serve =
        format!("printf '%s' '{caddyfile}' > /etc/caddy/Caddyfile && exec caddy run --config /etc/caddy/Caddyfile");
    let proxy = LightsailContainer::new("caddy", Image::registry("caddy:2.10.2-alpine"))
        .command(["sh".to_owned(), "-c".to_owned(), serve])
        .port(DOOR);
    let frontend = LightsailContainer::new("frontend", images.frontend.clone())
        .port_of(FRONTEND_PORT, LightsailProtocol::Tcp)
        .env("NEXT_PUBLIC_API_URL", HOSTS.api_url())
        .env("HOSTNAME", EVERYWHERE)
        .secret("SENTRY_DSN", keys.sentry);
    let redis = LightsailContainer::new("redis", Image::registry("redis:8.2.1-alpine")).command([
        "redis-server",
        "--save",
        "",
        "--maxmemory",
        "64mb",
        "--maxmemory-policy",
        "noeviction",
    ]);
    LightsailApp::new("openthreat", LightsailPower::Micro, 1)
        .public(proxy, LightsailHealth::path("/up"))
        .container(frontend)
        .container(backend("backend", migrate_and_run_locally(SERVE)))
        .container(backend("celery-worker", run_locally(&format!("{WORK} --concurrency=1"))))
        .container(backend("celery-beat", run_locally(BEAT)))
        .container(redis)
}

fn operations() -> Operations {
    Operations::new(
        "OpenThreat on Lightsail",
        "The first tier: all programs of OpenThreat in one container service, with a managed database.",
        Tool::CloudFormation,
    )
    .health(HOSTS.api_url(), "/health")
    .recovery(
        Recovery::new("4 hours", "5 minutes").note(
            "The database is restored to any minute of seven days from Lightsail's own backups, as a new database.",
        ),
    )
    .contact("operations", "the Slack channel that alarms appear in")
    .note(
        "`DatabaseHost`, about twenty minutes after `data`: `aws lightsail get-relational-database \
         --relational-database-name openthreat --query relationalDatabase.masterEndpoint.address --output text`.",
    )
    .note(format!(
        "Before `main`, the certificate: `aws lightsail create-certificate --certificate-name openthreat --domain-name {} \
         --subject-alternative-names {}`. `aws lightsail get-certificates --certificate-name openthreat \
         --include-certificate-details --query \"certificates[0].certificateDetail.[status,domainValidationRecords[]\
         .resourceRecord]\"` shows the two records for the zone, and when it is `ISSUED`.",
        HOSTS.site, HOSTS.api
    ))
    .note(
        "A new version: build and push both images by hand (`docker build --file frontend/Dockerfile --build-arg \
         NEXT_PUBLIC_API_URL=https://api.lightsail.openthreat.com frontend`, `docker build --file backend/Dockerfile .`) \
         under a tag that is new, then update `main` with them as `FrontendImage` and `BackendImage`. To go back, update \
         with the images of before. The backend migrates the database when it starts.",
    )
    .note(
        "An update of `main` asks for a deployment of Lightsail's, which starts new containers before it stops the old ones; \
         where they do not become healthy, Lightsail keeps the old ones.",
    )
    .trouble(Trouble::new(
        "Containers are killed",
        "Six of them share 1 GB",
        "Take `LightsailPower::Small`, 5 $ a month more.",
    ))
}
