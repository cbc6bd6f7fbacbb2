//! The API: a service behind a balancer.

use super::choices::Choices;
use iac_aws::cfn::elastic_load_balancing_v2::ListenerRule;
use iac_aws::cfn::elastic_load_balancing_v2::listener_rule::{
    Action, ActionType, HostHeaderConfig, ListenerRuleRequired, RedirectConfig, RuleCondition, StatusCode,
};
use iac_aws::prelude::*;
use iac_core::operations::image_tag;

const PORT: u16 = 8000;
/// What balancer, deployments and people ask.
pub(super) const HEALTH: &str = "/api/health";

/// The API and what stands around it.
pub(super) struct Api {
    pub(super) service: FargateServiceHandle<Web>,
    pub(super) balancer: AlbHandle,
    pub(super) route: RouteHandle,
    pub(super) secret_key: SecretHandle,
}

pub(super) fn add(
    stack: &mut Stack,
    vpc: &VpcHandle,
    choices: &Choices,
    images: &EcrRepositoryHandle,
    database: &RdsInstanceHandle,
    mail: &MailDomainHandle,
    zone: &HostedZoneHandle,
) -> Api {
    let tag = stack.add("ImageTag", image_tag(&choices.releases));
    let mut secret_key = Secret::random(64)
        .name(format!("{}/LTC_SECRET_KEY", choices.name))
        .description("What the application signs its sessions with");
    if choices.on_delete != OnDelete::Delete {
        secret_key = secret_key.retain();
    }
    let secret_key = stack.add("SecretKey", secret_key);
    let cluster = stack.add("Cluster", Cluster::new().container_insights(ContainerInsights::Enabled));
    stack.modify(cluster.cluster, |cluster| cluster.cluster_name(choices.cluster));

    let health = "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/api/health', timeout=4)";
    let check = HealthCheck::command(["python", "-c", health]).start_period(seconds(60));
    let mut service = FargateService::web(vpc.private(), Image::ecr(images, tag), Fargate::Cpu512(Mem512::Gb2), PORT)
        .container_name("api")
        .health(HEALTH)
        .container_health(check)
        .init_process()
        .cluster(&cluster)
        .env("DB_HOST", database.host())
        .env("DB_PORT", database.port())
        .env("DB_NAME", database.database_name())
        .env("DB_USER", database.username())
        .env("DB_SSLMODE", "require")
        // A deployment doubles the ten tasks: twenty times four, of a hundred connections.
        .env("DB_POOL_SIZE", 4)
        .secret("DB_PASSWORD", database.password())
        .secret("LTC_SECRET_KEY", secret_key.whole())
        .env("PUBLIC_URL", format!("https://{}", choices.frontend))
        .env("MAIL_DOMAIN", mail.domain().to_owned())
        .telemetry(OtelCollector::new("api").xray())
        .log_retention(choices.log_retention)
        .scale(
            choices.tasks.clone(),
            ScalingPolicy::steps(ServiceMetric::Cpu).add_above(70, 1).add_above(85, 3).remove_below(30, 1),
        );
    for statement in mail.grant_send() {
        service = service.grant(statement);
    }
    let service = stack.add("Api", service);
    stack.modify(service.service, |service| service.service_name("api"));
    service.connects_to(stack, database);

    let certificate = stack.add("ApiCertificate", CertificateRequest::new(choices.api, zone));
    let mut balancer = Alb::internet_facing(vpc.public(), Certificate::issued(&certificate))
        .domain_name(choices.api)
        .access_logs(days(90));
    if choices.on_delete != OnDelete::Delete {
        balancer = balancer.deletion_protection();
    }
    if let Some(www) = choices.www {
        let certificate = stack.add("WwwCertificate", CertificateRequest::new(www, zone));
        balancer = balancer.certificate("Www", Certificate::issued(&certificate));
    }
    let balancer = stack.add("Balancer", balancer);
    let route = balancer.route(stack, Route::everything(), &service);
    stack.add("ApiName", DnsRecord::alias_to_alb(zone, choices.api, &balancer));
    if let Some(www) = choices.www {
        stack.add("WwwName", DnsRecord::alias_to_alb(zone, www, &balancer));
        stack.add("WwwRedirect", redirect(&balancer, www, choices.frontend));
    }
    Api { service, balancer, route, secret_key }
}

/// Sends users of one host on to another one, for good.
fn redirect(balancer: &AlbHandle, from: &'static str, to: &'static str) -> ListenerRule {
    let to = RedirectConfig::new(StatusCode::Http301).host(to).protocol("HTTPS").port("443");
    let host = HostHeaderConfig::new().values([from]);
    ListenerRule::new(ListenerRuleRequired {
        actions: [Action::new(ActionType::Redirect).redirect_config(to)],
        conditions: [RuleCondition::new().field("host-header").host_header_config(host)],
        listener_arn: balancer.listener.listener_arn(),
        priority: 10,
    })
}
