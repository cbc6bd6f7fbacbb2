//! From CloudFormation's names to Rust's.

mod services;
mod words;

pub use services::{CORE, is_core, module};
pub use words::words;

/// `DBInstance` as a type's name: `DbInstance`.
pub fn type_name(name: &str) -> String {
    let joined: String = words(name).iter().map(|w| capitalised(w)).collect();
    if joined == "Self" { "Self_".into() } else { joined }
}

/// `VPCZoneIdentifier` as a function's or module's name: `vpc_zone_identifier`.
pub fn value_name(name: &str) -> String {
    let joined = words(name).iter().map(|w| w.to_lowercase()).collect::<Vec<_>>().join("_");
    if KEYWORDS.contains(&joined.as_str()) { format!("{joined}_") } else { joined }
}

/// A value such as `AWS_KMS` as a variant's name: `AwsKms`.
pub fn variant_name(value: &str) -> String {
    let mut name = String::new();
    for piece in value.split(|c: char| !c.is_ascii_alphanumeric()).filter(|p| !p.is_empty()) {
        let piece: String = words(piece).iter().map(|w| capitalised(w)).collect();
        // Two numbers side by side would read as one: `v1.2` is not `V12`.
        if name.ends_with(|c: char| c.is_ascii_digit()) && piece.starts_with(|c: char| c.is_ascii_digit()) {
            name.push('_');
        }
        name.push_str(&piece);
    }
    if name.is_empty() {
        name = value.chars().map(symbol).collect();
    }
    match name.chars().next() {
        None => "Empty".into(),
        Some(c) if c.is_ascii_digit() && value.starts_with('-') => format!("Minus{name}"),
        Some(c) if c.is_ascii_digit() => format!("V{name}"),
        Some(_) if name == "Self" => "Self_".into(),
        Some(_) => name,
    }
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars.flat_map(char::to_lowercase)).collect()).unwrap_or_default()
}

fn symbol(c: char) -> &'static str {
    match c {
        '*' => "Any",
        '=' => "Equal",
        '<' => "Less",
        '>' => "Greater",
        '!' => "Not",
        '-' => "Minus",
        '+' => "Plus",
        '/' => "Slash",
        _ => "Other",
    }
}

const KEYWORDS: [&str; 51] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod",
    "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super", "trait", "true",
    "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acronyms_become_one_word() {
        for (cfn, rust) in [
            ("DBInstance", "DbInstance"),
            ("VPC", "Vpc"),
            ("EIP", "Eip"),
            ("WebACL", "WebAcl"),
            ("VPCDHCPOptionsAssociation", "VpcDhcpOptionsAssociation"),
            ("SubnetRouteTableAssociation", "SubnetRouteTableAssociation"),
            ("DBProxy", "DbProxy"),
        ] {
            assert_eq!(type_name(cfn), rust);
        }
    }

    #[test]
    fn properties_are_snake_case_without_keywords() {
        for (cfn, rust) in [
            ("TargetGroupARNs", "target_group_arns"),
            ("Ipv6CidrBlock", "ipv6_cidr_block"),
            ("EnableIPv6", "enable_ipv6"),
            ("IPAddress", "ip_address"),
            ("Type", "type_"),
            ("Endpoint.Address", "endpoint_address"),
            ("EnableDns64", "enable_dns64"),
            ("S3Bucket", "s3_bucket"),
            ("KMSMasterKeyID", "kms_master_key_id"),
            ("VpcId", "vpc_id"),
            ("EC2SecurityGroupName", "ec2_security_group_name"),
            ("MemoryGiBPerVCpu", "memory_gib_per_vcpu"),
            ("FSxLustreConfig", "fsx_lustre_config"),
        ] {
            assert_eq!(value_name(cfn), rust);
        }
    }

    #[test]
    fn values_become_variants() {
        for (value, rust) in [
            ("AWS_KMS", "AwsKms"),
            ("internet-facing", "InternetFacing"),
            ("TLSv1.2_2021", "Tlsv1_2_2021"),
            ("-1", "Minus1"),
            ("1.2", "V1_2"),
            ("*", "Any"),
            (">=", "GreaterEqual"),
            ("", "Empty"),
            ("GreaterThanThreshold", "GreaterThanThreshold"),
        ] {
            assert_eq!(variant_name(value), rust);
        }
    }
}
