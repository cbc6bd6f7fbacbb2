//! The stacks, and how they hang together.

use super::choices::Choices;
use super::{api, data, operations, site, watch};
use iac_aws::prelude::*;

/// CloudFront takes certificates from here only.
const CERTIFICATES: Region = Region::US_EAST_1;

pub(super) fn app(choices: Choices) -> App {
    let mut registry = stack("registry", "Images that the pipeline pushes");
    let images = ["api", "web"].map(|name| {
        let repository = EcrRepository::new()
            .name(format!("lifetimecircle-{name}"))
            .mutable_tags(["latest", "staging"])
            .keep(ImageRule::ExpireUntagged(days(30)))
            // By number, never by age: what runs may be old, and starts again at any time.
            .keep(ImageRule::KeepLast(100));
        registry.add(if name == "api" { "Api" } else { "Web" }, repository)
    });

    let mut certificates = stack("certificates", "The certificate of the frontend").in_region(CERTIFICATES);
    let zone = hosted_zone(&mut certificates, choices.zone);
    let frontend = certificates.add("Frontend", CertificateRequest::new(choices.frontend, &zone));

    let recovery = choices.recovery.then(data::recovery);

    let mut main = stack("main", "Network, API, database, frontend and mail");
    let zone = hosted_zone(&mut main, choices.zone);
    let email = alarm_email(&mut main);
    let topic = main.add("Alarms", AlarmTopic::new().email("Email", email));
    let vpc = Vpc::new(cidr!("10.0.0.0/16")).azs(2).nat(choices.nat);
    let vpc = vpc.flow_logs(FlowLogs::rejected(choices.log_retention));
    let vpc = main.add("Network", vpc);
    let database = data::database(&mut main, &vpc, &choices, recovery.as_ref(), &topic);
    let mail = MailDomain::new(choices.mail, &zone, choices.dmarc.clone()).faults_to(&topic);
    let mail = main.add("Mail", mail);
    let api = api::add(&mut main, &vpc, &choices, &images[0], &database, &mail, &zone);
    let site = site::add(&mut main, &choices, &frontend, &zone);
    watch::add(&mut main, &choices, &api, &database, &topic);

    let subject = GitHubSubject::environment(operations::REPOSITORY, choices.name);
    let role = CiRole::new(&GitHubProvider::existing(), subject).push(&images[0]).push(&images[1]);
    let role = main.add("Delivery", role.deploy(&api.service).grant(site.grant_deploy()));
    outputs(&mut main, &vpc, &api, &database, &site);

    let operations = operations::operations(&choices, &images[0], &api, &site, &role);
    let app = App::new().with(main).with(registry).with(certificates);
    match recovery {
        Some(recovery) => app.with(recovery.stack).operations(operations),
        None => app.operations(operations),
    }
}

/// An empty stack, with what its resources are marked with.
pub(super) fn stack(name: &'static str, description: &'static str) -> Stack {
    let mut stack = Stack::new(name).description(format!("LifeTimeCircle: {description}"));
    stack.tag("Product", "lifetimecircle");
    stack
}

fn hosted_zone(stack: &mut Stack, zone: &'static str) -> HostedZoneHandle {
    let id = iac_aws::parameters::hosted_zone_id()
        .label("Hosted zone")
        .group("Access")
        .description(format!("The zone {zone} in Route 53, in this account: for certificates, names and mail."));
    HostedZone::import(zone, stack.add("HostedZoneId", id))
}

fn alarm_email(stack: &mut Stack) -> Val<Str> {
    let email = Parameter::string()
        .label("E-mail address for alarms")
        .group("Notifications")
        .description("Receives the alarms after its owner confirmed the subscription.")
        .allowed_pattern(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
        .constraint_description("must be an e-mail address");
    stack.add("AlarmEmail", email)
}

/// What the plan wants handed over to operations and to security.
fn outputs(stack: &mut Stack, vpc: &VpcHandle, api: &api::Api, database: &RdsInstanceHandle, site: &StaticSiteHandle) {
    let mut say = |id: &'static str, value: Val<Str>, what: &'static str| {
        stack.add(id, Output::new(value).description(what));
    };
    say("VpcId", vpc.vpc_id().untyped(), "The network");
    say("BalancerArn", api.balancer.load_balancer.ref_().untyped(), "The balancer of the API");
    say("ApiUrl", api.balancer.url(), "The API, without the frontend before it");
    say("ApiSecurityGroup", api.service.security_group_id().untyped(), "What protects the API's tasks");
    say("ApiTaskRole", api.service.task_role.arn().untyped(), "What the API may do");
    say("DatabaseHost", database.host(), "The database, from inside the network");
    say("DatabaseSecurityGroup", database.security_group.group_id().untyped(), "What protects the database");
    say("SecretKeyArn", api.secret_key.arn().untyped(), "The application's secret key");
    say("FrontendUrl", site.url(), "The application for its users");
    say("FrontendBucket", site.bucket.name().untyped(), "The frontend's files");
    say("FrontendDomain", site.domain_name(), "CloudFront's own name for the frontend");
}
