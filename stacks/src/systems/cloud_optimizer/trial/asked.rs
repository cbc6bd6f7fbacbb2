//! The template's parameters.

use iac_aws::prelude::*;

/// What the buyer is asked. One answer has no default: who may open the application.
pub(super) struct Asked {
    pub(super) allowed: Val<Cidr4>,
    pub(super) domain: Val<Str>,
    pub(super) certificate: Val<Arn<iac_aws::cfn::kind::CertificateManagerCertificate>>,
    pub(super) has_domain: ConditionRef,
    pub(super) size: FargateSize,
    pub(super) may_scan: ConditionRef,
    pub(super) database_class: DbInstanceClass,
    pub(super) keeps_backups: ConditionRef,
    pub(super) email: Val<Str>,
    pub(super) has_email: ConditionRef,
}

impl Asked {
    pub(super) fn add(stack: &mut Stack) -> Self {
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
