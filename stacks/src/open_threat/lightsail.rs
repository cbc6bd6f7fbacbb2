//! The first tier: containers and a database on Lightsail.

use super::application::{BEAT, FRONTEND_PORT, Hosts, SERVE, WORK, routes, run_locally};
use super::asked::{self, Keys};
use iac_aws::prelude::*;
use iac_core::SecretParameter;
use iac_core::operations::{Recovery, Tool, Trouble};

const HOSTS: Hosts = Hosts { site: "lightsail.openthreat.com", api: "api.lightsail.openthreat.com" };
/// Where Caddy takes what Lightsail hands on.
const DOOR: u16 = 8080;
/// The plan's own sum is 30 $, 5 of them for a disk that nothing could attach; the check from outside costs 11 more.
const BUDGET: u32 = 45;

/// The images: Lightsail takes them from public registries. The plan leaves the owner open; this is its sample.
struct Images {
    frontend: &'static str,
    backend: &'static str,
}

const SAMPLE: Images = Images {
    frontend: "ghcr.io/yourusername/openthreat-frontend:1.0.0",
    backend: "ghcr.io/yourusername/openthreat-backend:1.0.0",
};

pub(super) fn app() -> App {
    let mut data = Stack::new("data").description("OpenThreat: the database on Lightsail");
    data.tag("Environment", "openthreat-lightsail");
    let password = data.add("DatabasePassword", password());
    let bundle = LightsailDatabaseBundle::Micro;
    let database =
        LightsailDatabase::postgres("openthreat", LightsailPostgres::V16, bundle, password, OnDelete::Retain)
            .database("openthreat")
            .username("openthreat");
    let database = data.add("Database", database);
    let name =
        Output::new(database.name()).description("For `aws lightsail get-relational-database`, which tells the host");
    data.add("DatabaseName", name);

    let mut stack = Stack::new("main").description("OpenThreat: containers on Lightsail");
    stack.tag("Environment", "openthreat-lightsail");
    build(&mut stack);
    App::new().with(data).with(stack).operations(operations())
}

fn password() -> iac_core::NoEchoParameter {
    Parameter::secret()
        .label("Password of the database")
        .group("Database")
        .description("Letters and digits, at least 16, the same for both stacks.")
        .allowed_pattern("^[A-Za-z0-9]{16,128}$")
        .constraint_description("must be 16 to 128 letters and digits")
}

fn build(stack: &mut Stack) {
    let host = Parameter::string()
        .label("Host of the database")
        .group("Database")
        .description("What `aws lightsail get-relational-database` gives as `masterEndpoint.address`.")
        .allowed_pattern(r"^[a-z0-9.-]+\.rds\.amazonaws\.com$")
        .constraint_description("must be the host of a database of Lightsail");
    let host = stack.add("DatabaseHost", host);
    let password = stack.add("DatabasePassword", password());
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

    let app = application(&host, &password, &keys).domain(certificate, [HOSTS.site, HOSTS.api]);
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
fn application(host: &Val<Str>, password: &SecretParameter, keys: &Keys) -> LightsailApp {
    let backend = |name: &'static str, command: &str| {
        LightsailContainer::new(name, Image::registry(SAMPLE.backend))
            .command(run_locally(command))
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
    let frontend = LightsailContainer::new("frontend", Image::registry(SAMPLE.frontend))
        .port_of(FRONTEND_PORT, LightsailProtocol::Tcp)
        .env("NEXT_PUBLIC_API_URL", HOSTS.api_url());
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
        .container(backend("backend", SERVE))
        .container(backend("celery-worker", &format!("{WORK} --concurrency=1")))
        .container(backend("celery-beat", BEAT))
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
    .note("Deploy `data` first, ask Lightsail for the database's host, then deploy `main` with it.")
    .note("Before `main`: `aws lightsail create-certificate` for both hosts, and its records in the zone.")
    .note("A new version is another tag in `lightsail.rs`. To go back, take the tag of before.")
    .trouble(Trouble::new(
        "Containers are killed",
        "Six of them share 1 GB",
        "Take `LightsailPower::Small`, 5 $ a month more.",
    ))
}
