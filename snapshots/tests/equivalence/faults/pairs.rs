//! The pairs written by hand, and the program of the cases.

use super::{Fault, edit, lose, put, rename, set, swap};

const RULE: &str = "aws_vpc_security_group_ingress_rule.web_8000";

pub(crate) const FAULTS: &[Fault] = &[
    Fault("the first port is the last", "network", "Web", |document| {
        swap(document, &format!("{RULE}/from_port"), &format!("{RULE}/to_port"));
    }),
    Fault("what two rules say is mixed", "network", "Web", |document| {
        swap(document, &format!("{RULE}/from_port"), "aws_vpc_security_group_ingress_rule.web_22/from_port");
    }),
    Fault("subnets of half the size", "network", "NetworkPublic1", |document| {
        edit(document, "aws_subnet.network_public_1/cidr_block", "8, 0", "9, 0");
    }),
    Fault("another subnet of the block", "network", "NetworkPublic2", |document| {
        edit(document, "aws_subnet.network_public_2/cidr_block", "8, 1", "8, 2");
    }),
    Fault("an address by what else it has", "network", "Gateway", |document| {
        edit(document, "aws_nat_gateway.gateway/allocation_id", ".id", ".public_ip");
    }),
    Fault("a policy of one role only", "roles", "Shared", |document| {
        lose(document, "aws_iam_role_policy.shared_writer");
    }),
    Fault("a role whatever is chosen", "roles", "Writer", |document| {
        lose(document, "aws_iam_role.writer/count");
    }),
    Fault("two policies are mixed", "roles", "Reader", |document| {
        swap(document, "aws_iam_role_policy.reader_read/policy", "aws_iam_role_policy.reader_list/policy");
    }),
    Fault("a stack's name as text", "roles", "Shared", |document| {
        edit(document, "aws_iam_role_policy.shared_reader/policy", "${var.stack_name}", "shop");
    }),
    Fault("a wait that is lost", "roles", "Shared", |document| {
        lose(document, "aws_iam_role_policy.shared_reader/depends_on/0");
    }),
    Fault("a secret that is shown", "parameters", "Password", |document| {
        lose(document, "/variable/password/sensitive");
    }),
    Fault("a shorter password", "parameters", "Password", |document| {
        edit(document, "/variable/password/validation/0/condition", ">= 12", ">= 1");
    }),
    Fault("a pattern that finds a part", "parameters", "Password", |document| {
        edit(document, "/variable/password/validation/1/condition", "^(?:[a-z]+|[0-9]+)$", "[a-z]+|[0-9]+");
    }),
    Fault("a number that is text", "parameters", "Days", |document| set(document, "/variable/days/type", "string")),
    Fault("a number without an end", "parameters", "Days", |document| {
        edit(document, "/variable/days/validation/0/condition", " && var.days <= 365", "");
    }),
    Fault("a list of one", "parameters", "Names", |document| {
        lose(document, "/variable/names/default/1");
    }),
    Fault("one item is enough", "parameters", "Names", |document| {
        edit(document, "/variable/names/validation/condition", "alltrue", "anytrue");
    }),
    Fault("null is a value", "parameters", "Stage", |document| {
        lose(document, "/variable/stage/nullable");
    }),
    Fault("both conditions are needed", "parameters", "IsLong", |document| {
        edit(document, "/locals/is_long", "||", "&&");
    }),
    Fault("a rule the wrong way round", "parameters", "Long", |document| {
        edit(document, "/variable/days/validation/1/condition", "!(", "(");
    }),
    Fault("another separator", "parameters", "Groups", |document| {
        edit(document, "aws_db_subnet_group.groups/description", "\"/\"", "\",\"");
    }),
    Fault("logs that are not kept", "parameters", "Logs", |document| {
        lose(document, "aws_cloudwatch_log_group.logs/skip_destroy");
    }),
    Fault("an output without its condition", "parameters", "TopicArn", |document| {
        edit(document, "/output/topic_arn/value", "local.is_long", "local.is_prod");
    }),
    Fault("a resource of the first stack's region", "regions", "edge/Acl", |document| {
        lose(document, "aws_wafv2_ip_set.edge_acl/provider");
    }),
    Fault("a text of the first stack's region", "regions", "edge/Acl", |document| {
        edit(document, "aws_wafv2_ip_set.edge_acl/description", "us_east_1", "current");
    }),
    Fault("zones of the first stack's region", "regions", "edge/Zone", |document| {
        lose(document, "/data/aws_availability_zones/us_east_1/provider");
    }),
    Fault("an alias of another region", "regions", "edge/Acl", |document| {
        set(document, "/provider/aws/1/region", "us-west-1");
    }),
    Fault("the name of the first stack", "regions", "edge/Acl", |document| {
        edit(document, "aws_wafv2_ip_set.edge_acl/description", "-edge", "");
    }),
    Fault("no shared tags in the other region", "regions", "edge/Acl", |document| {
        lose(document, "/provider/aws/1/default_tags");
    }),
    Fault("another attribute of the other stack's", "regions", "Alarm", |document| {
        edit(document, "aws_sns_topic.alarm/display_name", ".arn", ".id");
    }),
    Fault("nothing where nothing may stand", "documents", "JobsPolicy", |document| {
        edit(document, "aws_sqs_queue_policy.jobs_policy/policy", " if value != null}", "}");
    }),
    Fault("an item that is nothing", "documents", "JobsPolicy", |document| {
        edit(document, "aws_sqs_queue_policy.jobs_policy/policy", " if item != null]", "]");
    }),
    Fault("two structures the wrong way round", "documents", "JobsPolicy", |document| {
        edit(
            document,
            "aws_sqs_queue_policy.jobs_policy/policy",
            "jsondecode(local.is_open",
            "jsondecode(!local.is_open",
        );
    }),
    Fault("text where a list belongs", "documents", "Started", |document| {
        edit(document, "aws_cloudwatch_event_rule.started/event_pattern", "[\"shop\"]", "\"shop\"");
    }),
    Fault("text that becomes a value", "documents", "Started", |document| {
        edit(
            document,
            "aws_cloudwatch_event_target.started_queue/input",
            "$${kept}",
            "${data.aws_region.current.region}",
        );
    }),
    Fault("a queue by its ARN", "documents", "JobsPolicy", |document| {
        edit(document, "aws_sqs_queue_policy.jobs_policy/queue_url", ".id", ".arn");
    }),
    Fault("nothing goes out where all did", "cases", "Assumed", |document| {
        lose(document, "aws_vpc_security_group_egress_rule.assumed_all_ipv4");
    }),
    Fault("no backups where a day's were kept", "cases", "Database", |document| {
        lose(document, "aws_db_instance.database/backup_retention_period");
    }),
    Fault("the variable of the other stack", "cases", "shared/IsProd", |document| {
        edit(document, "/locals/shared_is_prod", "shared_stage", "stage");
    }),
    Fault("the mapping of the other stack", "cases", "shared/Topic", |document| {
        edit(document, "aws_sns_topic.shared_topic/display_name", "local.shared_sizes", "local.sizes");
    }),
    Fault("an output of the other stack is lost", "cases", "edge/NetworksArn", |document| {
        lose(document, "/output/edge_networks_arn");
    }),
    Fault("no last snapshot where nothing is said", "database", "Database", |document| {
        rename(
            document,
            "aws_db_instance.database/final_snapshot_identifier",
            "aws_db_instance.database/snapshot_identifier",
        );
    }),
    Fault("characters that a password must not have", "database", "Secret", |document| {
        lose(document, "/ephemeral/aws_secretsmanager_random_password/secret/exclude_characters");
    }),
    Fault("a password that the state shows", "database", "Secret", |document| {
        let version = "aws_secretsmanager_secret_version.secret";
        rename(document, &format!("{version}/secret_string_wo"), &format!("{version}/secret_string"));
    }),
    Fault("a password that is never changed", "database", "Database", |document| {
        lose(document, "aws_db_instance.database/password_wo_version");
    }),
    Fault("a separator less", "database", "Database", |document| {
        edit(document, "aws_db_instance.database/identifier", "shop-", "shop");
    }),
    Fault("a setting of the provider's", "database", "provider", |document| {
        put(document, "/provider/aws/skip_region_validation", true);
    }),
];
