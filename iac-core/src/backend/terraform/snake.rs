//! Names as Terraform writes them.

/// A name in snake case: `DBInstanceClass` is `db_instance_class`, `VPCId` is `vpc_id`, `S3Bucket` is `s3_bucket`,
/// `app-logs` is `app_logs`. Digits stay with what is before them.
pub fn snake_case(name: &str) -> String {
    snake(name, false)
}

/// The name of a resource in an address, from its logical id. A number is a word of its own: `NetworkPublic1` is
/// `network_public_1`.
pub(super) fn address_name(id: &str) -> String {
    snake(id, true)
}

fn snake(name: &str, numbers: bool) -> String {
    let bytes = name.as_bytes();
    let mut text = String::with_capacity(name.len() + 8);
    for (at, byte) in bytes.iter().enumerate() {
        if !byte.is_ascii_alphanumeric() {
            if !text.is_empty() && !text.ends_with('_') {
                text.push('_');
            }
            continue;
        }
        if at > 0 && starts_word(bytes, at, numbers) && !text.is_empty() && !text.ends_with('_') {
            text.push('_');
        }
        text.push(char::from(byte.to_ascii_lowercase()));
    }
    text.truncate(text.trim_end_matches('_').len());
    text
}

fn starts_word(bytes: &[u8], at: usize, numbers: bool) -> bool {
    let (before, this) = (bytes[at - 1], bytes[at]);
    let next = bytes.get(at + 1).copied().unwrap_or(0);
    if this.is_ascii_digit() {
        return numbers && before.is_ascii_lowercase();
    }
    if !this.is_ascii_uppercase() {
        return false;
    }
    // The plural of an acronym ends with it: `CNAMEs`, `ARNs`.
    let plural = next == b's' && bytes.get(at + 2).is_none_or(u8::is_ascii_uppercase);
    before.is_ascii_lowercase()
        || before.is_ascii_digit()
        || (before.is_ascii_uppercase() && next.is_ascii_lowercase() && !plural)
}

/// The singular of a plural, by its ending.
pub(super) fn singular(name: &str) -> Option<String> {
    let stem = |end: &str| name.strip_suffix(end).filter(|stem| !stem.is_empty());
    if let Some(stem) = stem("ies") {
        return Some(format!("{stem}y"));
    }
    for end in ["sses", "xes", "ches", "shes"] {
        if name.ends_with(end) {
            return stem("es").map(str::to_owned);
        }
    }
    stem("s").filter(|stem| !stem.ends_with('s')).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties() {
        for (name, expected) in [
            ("CidrBlock", "cidr_block"),
            ("DBInstanceClass", "db_instance_class"),
            ("VPCId", "vpc_id"),
            ("VPCSecurityGroups", "vpc_security_groups"),
            ("KMSKeyARN", "kms_key_arn"),
            ("IPAddressType", "ip_address_type"),
            ("MultiAZ", "multi_az"),
            ("S3Bucket", "s3_bucket"),
            ("S3BucketName", "s3_bucket_name"),
            ("Ec2Config", "ec2_config"),
            ("Ipv6CidrBlock", "ipv6_cidr_block"),
            ("SubjectARNs", "subject_arns"),
            ("EnableECSManagedTags", "enable_ecs_managed_tags"),
            ("HTTPSPort", "https_port"),
            ("VpcId", "vpc_id"),
        ] {
            assert_eq!(snake_case(name), expected, "{name}");
        }
    }

    #[test]
    fn addresses() {
        for (id, expected) in [
            ("NetworkPublic1", "network_public_1"),
            ("NetworkNATGateway2Eip", "network_nat_gateway_2_eip"),
            ("Vpc", "vpc"),
            ("AppTaskRole", "app_task_role"),
            ("q12", "q_12"),
            ("quick-start", "quick_start"),
            ("DatabaseFromApp", "database_from_app"),
        ] {
            assert_eq!(address_name(id), expected, "{id}");
        }
    }

    #[test]
    fn singulars() {
        for (plural, expected) in
            [("load_balancers", "load_balancer"), ("policies", "policy"), ("addresses", "address"), ("rules", "rule")]
        {
            assert_eq!(singular(plural).as_deref(), Some(expected));
        }
        assert_eq!(singular("access"), None);
    }
}
