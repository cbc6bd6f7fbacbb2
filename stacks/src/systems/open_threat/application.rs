//! The application: four programs of two images, the same in every tier.

/// Where Next.js and FastAPI listen.
pub(super) const FRONTEND_PORT: u16 = 3000;
pub(super) const BACKEND_PORT: u16 = 8000;

/// What the frontend listens on, as `HOSTNAME`. Next.js takes that variable for its address, and containers have it set
/// to their own name, at which nothing beside them and no check inside of them asks.
pub(super) const EVERYWHERE: &str = "0.0.0.0";

pub(super) const SERVE: &str = "python -m uvicorn backend.main:app --host 0.0.0.0 --port 8000";
pub(super) const WORK: &str = "celery -A backend.celery_app worker --loglevel=info";
pub(super) const BEAT: &str = "celery -A backend.celery_app beat --loglevel=info";
pub(super) const MIGRATE: &str = "alembic upgrade head";

/// What the backend's health check runs: the image has Python and no `curl`.
pub(super) const HEALTHY: &str = "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/health', timeout=8)";

/// The plan's `DATABASE_URL` and `REDIS_URL`, put together where the passwords are known: inside of the container. The
/// passwords have letters and digits only, so that they fit an address as they are.
const ADDRESSES: &str = "export DATABASE_URL=\"postgresql://$DB_USER:$DB_PASSWORD@$DB_HOST:$DB_PORT/$DB_NAME?sslmode=require\" \
                         REDIS_URL=\"rediss://default:$REDIS_PASSWORD@$REDIS_HOST:6379/0?ssl_cert_reqs=required\"";

/// The same for Lightsail, whose cache is a container of the same node.
const LOCAL_ADDRESSES: &str = "export DATABASE_URL=\"postgresql://$DB_USER:$DB_PASSWORD@$DB_HOST:$DB_PORT/$DB_NAME?sslmode=require\" \
                               REDIS_URL=\"redis://localhost:6379/0\"";

/// Runs a program of the backend's image with both addresses.
pub(super) fn run(program: &str) -> [String; 3] {
    shell(format!("{ADDRESSES}; exec {program}"))
}

/// The same, with the cache beside it.
pub(super) fn run_locally(program: &str) -> [String; 3] {
    shell(format!("{LOCAL_ADDRESSES}; exec {program}"))
}

/// The same, after the migration: nobody gets a shell in a container on Lightsail, and its database is reached by nothing
/// else.
pub(super) fn migrate_and_run_locally(program: &str) -> [String; 3] {
    shell(format!("{LOCAL_ADDRESSES}; {MIGRATE} && exec {program}"))
}

fn shell(line: String) -> [String; 3] {
    ["sh".into(), "-c".into(), line]
}

/// The name of an environment's host and of its API.
pub(super) struct Hosts {
    pub(super) site: &'static str,
    pub(super) api: &'static str,
}

impl Hosts {
    pub(super) fn api_url(&self) -> String {
        format!("https://{}", self.api)
    }

    pub(super) fn site_url(&self) -> String {
        format!("https://{}", self.site)
    }
}

/// Caddy's configuration: which name leads where. `scheme` is `http` where TLS ends before it.
pub(super) fn routes(hosts: &Hosts, scheme: &str, [frontend, backend]: [&str; 2]) -> String {
    let site = |host: &str, to: &str, port: u16| format!("{scheme}://{host} {{\n  reverse_proxy {to}:{port}\n}}\n");
    site(hosts.site, frontend, FRONTEND_PORT) + &site(hosts.api, backend, BACKEND_PORT)
}
