//! The quick-start that the Marketplace listing offers: one file, one click.

use super::Listing;
use super::alarms::{self, Chats};
use super::service;
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
    build(&mut stack, &listing);
    stack.into()
}

fn build(stack: &mut Stack, listing: &Listing) {
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
    // An update that replaces the database must not lose what is in it.
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
    let route = alb.route(stack, service::route(), &application);
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

/// What the buyer is asked. One answer has no default: who may open the application.
struct Asked {
    allowed: Val<Cidr4>,
    domain: Val<Str>,
    certificate: Val<Arn<iac_aws::cfn::kind::CertificateManagerCertificate>>,
    has_domain: ConditionRef,
    size: FargateSize,
    may_scan: ConditionRef,
    database_class: DbInstanceClass,
    keeps_backups: ConditionRef,
    email: Val<Str>,
    has_email: ConditionRef,
}

impl Asked {
    fn add(stack: &mut Stack) -> Self {
        let allowed = stack.add(
            "AllowedCidr",
            Parameter::<Cidr4>::of_type(iac_core::ParameterType::String)
                .label("Network that may open the application")
                .group("Access")
                .description(
                    "IPv4 network that may open the application, by its network address such as 203.0.113.0/24. Enter \
                     0.0.0.0/0 to let the whole internet reach the application.",
                )
                .allowed_pattern(
                    r"^((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)/([1-9]|[12]\d|3[0-2])$|^0\.0\.0\.0/0$",
                )
                .constraint_description("must be an IPv4 network in the form x.x.x.x/n"),
        );
        let domain = stack.add(
            "DomainName",
            Parameter::string()
                .label("Your own domain name (optional)")
                .group("Access")
                .default("")
                .description(
                    "Leave empty to use the HTTPS address that CloudFront gives. Otherwise a host name whose DNS \
                     record you point at the output CloudFrontDomainName.",
                )
                .allowed_pattern(r"^$|^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$")
                .constraint_description("must be empty or a host name in lower case"),
        );
        let certificate = stack.add(
            "CertificateArn",
            Parameter::of_type(iac_core::ParameterType::String)
                .label("Certificate for that domain (optional)")
                .group("Access")
                .default("")
                .description(
                    "ARN of an issued certificate of AWS Certificate Manager for the domain name. CloudFront takes it \
                     from US East (N. Virginia) only.",
                )
                .allowed_pattern(r"^$|^arn:aws:acm:us-east-1:\d{12}:certificate/[0-9a-f-]{36}$")
                .constraint_description("must be empty or the ARN of a certificate in us-east-1"),
        );
        let both = || Condition::not_empty(&domain).and(Condition::not_empty(certificate.clone()));
        let either = Condition::not_empty(&domain).or(Condition::not_empty(certificate.clone()));
        let message = "Give both the domain name and its certificate, or neither.";
        stack.add("OwnDomain", ParameterRule::when(either).assert(both(), message));
        let has_domain = stack.add("HasDomain", both());

        let sizes = [
            ("Small", Fargate::Cpu1024(Mem1024::Gb2)),
            ("Medium", Fargate::Cpu2048(Mem2048::Gb4)),
            ("Large", Fargate::Cpu4096(Mem4096::Gb8)),
        ];
        let size = stack.add(
            "Size",
            Parameter::string()
                .label("Size of the application")
                .group("Application")
                .default("Small")
                .allowed_values(sizes.map(|(name, _)| name))
                .description("Small: 1 vCPU and 2 GB. Medium: 2 vCPU and 4 GB. Large: 4 vCPU and 8 GB."),
        );
        let table = sizes.into_iter().fold(Mapping::new(), |table, (name, size)| table.row(name, size.cells()));
        let size = FargateSize::mapped(stack.add("Sizes", table), size);
        let may_scan = yes_or_no(
            stack,
            "ScanThisAccount",
            "true",
            ("Let the application read this account's configuration", "Application"),
            "Attaches the AWS managed policy SecurityAudit (read only) to the application's role. Without it nothing \
             can be scanned.",
        );
        let classes = ["db.t3.small", "db.t3.medium", "db.t3.large", "db.t4g.small", "db.t4g.medium", "db.t4g.large"];
        let database_class = stack.add(
            "DatabaseInstanceClass",
            Parameter::string()
                .label("Database instance class")
                .group("Database")
                .default("db.t3.small")
                .allowed_values(classes)
                .description("Instance class of the PostgreSQL database."),
        );
        let keeps_backups = yes_or_no(
            stack,
            "KeepDatabaseBackups",
            "false",
            ("Keep the database backups when the stack is deleted", "Database"),
            "false deletes the data with the stack. true keeps the automated backups for seven days after that; they \
             then expire by themselves.",
        );
        let email = stack.add(
            "AlarmEmail",
            Parameter::string()
                .label("E-mail address for alarms (optional)")
                .group("Notifications")
                .default("")
                .description(
                    "Receives the alarms of the trial after its owner confirmed the subscription. Leave empty for none.",
                )
                .allowed_pattern(r"^$|^[^@\s]+@[^@\s]+\.[^@\s]+$")
                .constraint_description("must be empty or an e-mail address"),
        );
        let has_email = stack.add("HasAlarmEmail", Condition::not_empty(&email));
        let database_class = DbInstanceClass::parameter(database_class);
        Asked {
            allowed,
            domain,
            certificate,
            has_domain,
            size,
            may_scan,
            database_class,
            keeps_backups,
            email,
            has_email,
        }
    }
}

fn yes_or_no(
    stack: &mut Stack,
    id: &'static str,
    default: &'static str,
    (label, group): (&'static str, &'static str),
    description: &'static str,
) -> ConditionRef {
    let answer = Parameter::string().label(label).group(group).default(default).allowed_values(["true", "false"]);
    let answer = stack.add(id, answer.description(description));
    stack.add(format!("{id}Chosen"), Condition::equals(answer, "true"))
}
