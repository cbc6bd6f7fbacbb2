//! The quick-start that the Marketplace listing offers: one file, one click.

mod asked;
mod operations;

pub(super) use operations::COST;

use super::alarms::{self, Chats};
use super::{Listing, service};
use asked::Asked;
use iac_aws::prelude::*;

/// Where VPC origins exist and where the address list of CloudFront is known.
pub(super) const REGIONS: &[Region] = &[
    Region::US_EAST_1,
    Region::US_EAST_2,
    Region::US_WEST_1,
    Region::US_WEST_2,
    Region::CA_CENTRAL_1,
    Region::EU_CENTRAL_1,
    Region::EU_NORTH_1,
    Region::EU_WEST_1,
    Region::EU_WEST_2,
    Region::EU_WEST_3,
    Region::AP_NORTHEAST_1,
    Region::AP_NORTHEAST_2,
    Region::AP_SOUTH_1,
    Region::AP_SOUTHEAST_1,
    Region::AP_SOUTHEAST_2,
    Region::SA_EAST_1,
];

pub(super) fn app() -> App {
    let listing = Listing::SAMPLE;
    let mut stack = Stack::new("quick-start").description(format!(
        "Cloud Optimizer {} trial: one container on AWS Fargate, PostgreSQL, HTTPS through Amazon CloudFront, in a VPC \
         of its own. **WARNING** This template creates AWS resources. You will be billed for the AWS resources used if \
         you create a stack from this template.",
        listing.version.cloud_optimizer
    ));
    let url = build(&mut stack, &listing);
    App::from(stack).operations(operations::operations(url))
}

/// Everything, and where it answers.
fn build(stack: &mut Stack, listing: &Listing) -> Val<Str> {
    listing.mark(stack);
    stack.tag("Product", "cloud-optimizer");
    let asked = Asked::add(stack);

    let vpc = network(stack);
    let database =
        RdsInstance::postgres(vpc.isolated(), PostgresVersion::V15_19, asked.database_class, OnDelete::Delete)
            .database("cloudoptimizer")
            .master_username("cloudoptimizer")
            .storage(gib(20))
            .max_storage(gib(100))
            .backup_retention(days(7))
            .auto_minor_version_upgrade();
    let database = stack.add("Database", database);
    // Deleting the stack deletes the backups too, unless the buyer chose to keep them for their seven days.
    stack.modify(database.instance, |instance| {
        instance.delete_automated_backups(asked.keeps_backups.then::<Bool>(false, true))
    });
    // CloudFormation refuses to replace what has a name, as this has. Should it ever be without one, its data are kept.
    stack.on_replace(database.instance, DeletionPolicy::Snapshot);

    let insights = Cluster::new().container_insights(ContainerInsights::Disabled);
    let cluster = stack.add("Cluster", insights);
    let application = service::service(vpc.public(), asked.size, listing.image(), &database).cluster(&cluster);
    let application = stack.add("Application", application);
    application.connects_to(stack, &database);
    stack.modify(application.task_role, |role| {
        let audit = join!["arn:", partition(), ":iam::aws:policy/SecurityAudit"];
        role.managed_policy_arns(asked.may_scan.then_only::<List<Str>>([audit]).untyped())
    });

    let web_acl = service::body_is_free(WebAcl::behind_cloudfront()).admit("Buyer", asked.allowed);
    let web_acl = stack.add("WebAcl", web_acl);
    let alb = Alb::internal(vpc.isolated(), AlbListener::Http).idle_timeout(service::IDLE_TIMEOUT).web_acl(&web_acl);
    let alb = stack.add("Balancer", alb);
    let route = alb.route(stack, service::route(&application), &application);
    let certificate = Certificate::of(asked.certificate);
    let front = Distribution::before(&alb, vpc.public()).domain_name_when(asked.has_domain, asked.domain, certificate);
    let front = stack.add("Front", front);
    // Nothing else tells it: the balancer hears HTTP from CloudFront and says so in `X-Forwarded-Proto`.
    application.add_environment(stack, "PUBLIC_URL", front.url());

    let topic = AlarmTopic::new().email_when(asked.has_email, "Email", asked.email);
    let topic = stack.add("Alarms", topic);
    let chats = Chats::logged(stack, &application);
    alarms::add(stack, &alb, &route, &database, chats, &topic);
    let metering = MarketplaceMetering::new(&application, listing.product_code, Listing::pricing());
    stack.add("Metering", metering.trial(Listing::trial()).notify(&topic));

    let secret = database.secret.map(|secret| secret.arn());
    stack.add("ApplicationURL", Output::new(front.url()).description("Open Cloud Optimizer here"));
    let point = "Point the DNS record of your own domain name here (a CNAME, or an alias with zone Z2FDTNDATAQYW2)";
    stack.add("CloudFrontDomainName", Output::new(front.domain_name()).description(point));
    stack.add("SetupTime", Output::new("20-30 minutes").description("How long the creation of the stack takes"));
    if let Some(arn) = secret {
        stack.add("DatabaseSecretArn", Output::new(arn).description("Where the database's password is kept"));
    }
    stack.add("LogGroupName", Output::new(application.log_group.name()).description("The application's log"));
    stack.add("AlarmTopicArn", Output::new(topic.arn()).description("Subscribe here to receive the alarms"));
    front.url()
}

/// A VPC without a NAT gateway: the task has a public address, everything else is isolated. Four regions have a zone
/// without VPC origins, so there zones are chosen by their ids.
/// Source: <https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html>
fn network(stack: &mut Stack) -> VpcHandle {
    let chosen = [
        (Region::US_EAST_1, "use1-az1", "use1-az2"),
        (Region::US_WEST_1, "usw1-az1", "usw1-az3"),
        (Region::CA_CENTRAL_1, "cac1-az1", "cac1-az2"),
        (Region::AP_NORTHEAST_1, "apne1-az1", "apne1-az2"),
    ];
    let mut zones = Mapping::new();
    for region in REGIONS {
        let ids = chosen.iter().find(|(chosen, ..)| chosen == region);
        let (first, second) = ids.map_or(("any", "any"), |(_, first, second)| (*first, *second));
        zones = zones.row(region.code(), [("First", first), ("Second", second)]);
    }
    let zones = stack.add("Zones", zones);
    let first: Val<Str> = zones.find(region(), "First");
    let by_id = stack.add("ZonesById", Condition::equals(&first, "any").negated());
    let vpc =
        Vpc::new(cidr!("10.0.0.0/16")).without(Tier::Private).zone_ids(by_id, [first, zones.find(region(), "Second")]);
    stack.add("Network", vpc)
}
