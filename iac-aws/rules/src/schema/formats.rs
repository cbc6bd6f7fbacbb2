//! Texts of a known form that schemas name only.

use std::net::{Ipv4Addr, Ipv6Addr};

/// What a text of a format must be, where it is not that.
pub(super) fn wanted(format: &str, text: &str) -> Option<&'static str> {
    let (fits, wanted) = match format {
        "AWS::EC2::VPC.Id" => (is_id(text, "vpc-"), "the id of a VPC: `vpc-0123456789abcdef0`"),
        "AWS::EC2::Subnet.Id" => (is_id(text, "subnet-"), "the id of a subnet: `subnet-0123456789abcdef0`"),
        "AWS::EC2::SecurityGroup.Id" => (is_id(text, "sg-"), "the id of a security group: `sg-0123456789abcdef0`"),
        "AWS::EC2::Image.Id" => {
            let parameter = text.starts_with("resolve:ssm:");
            (parameter || is_id(text, "ami-"), "the id of an image: `ami-0123456789abcdef0`")
        }
        "AWS::IAM::Role.Arn" => {
            (is_arn(text, "iam") && text.contains(":role/"), "the ARN of a role: `arn:aws:iam::123456789012:role/name`")
        }
        "AWS::ACM::Certificate.Arn" => {
            let of_iam = is_arn(text, "iam") && text.contains(":server-certificate/");
            (of_iam || is_arn(text, "acm"), "the ARN of a certificate: `arn:aws:acm:region:account:certificate/id`")
        }
        "AWS::SNS::Topic.Arn" => (is_arn(text, "sns"), "the ARN of a topic: `arn:aws:sns:region:account:name`"),
        "AWS::SQS::Queue.Arn" => (is_arn(text, "sqs"), "the ARN of a queue: `arn:aws:sqs:region:account:name`"),
        "ipv4-network" => (is_network::<Ipv4Addr>(text, 32), "an IPv4 network: `10.0.0.0/16`"),
        "ipv6-network" => (is_network::<Ipv6Addr>(text, 128), "an IPv6 network: `2001:db8::/32`"),
        "ipv4" => (text.parse::<Ipv4Addr>().is_ok(), "an IPv4 address"),
        "ipv6" => (text.parse::<Ipv6Addr>().is_ok(), "an IPv6 address"),
        _ => return None,
    };
    (!fits).then_some(wanted)
}

/// Eight hexadecimal digits, or seventeen since 2018.
/// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html>
fn is_id(text: &str, prefix: &str) -> bool {
    let digits = text.strip_prefix(prefix);
    digits.is_some_and(|digits| matches!(digits.len(), 8 | 17) && digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html>
fn is_arn(text: &str, service: &str) -> bool {
    let mut parts = text.splitn(6, ':');
    let begins = parts.next() == Some("arn") && parts.next().is_some_and(|partition| partition.starts_with("aws"));
    let named = begins && parts.next() == Some(service) && parts.next().is_some();
    let account = parts.next().unwrap_or_default();
    // What AWS manages is nobody's: `aws`.
    let owned = account == "aws" || account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
    named && owned && parts.next().is_some_and(|rest| !rest.is_empty())
}

fn is_network<A: std::str::FromStr>(text: &str, most: u8) -> bool {
    let Some((address, prefix)) = text.split_once('/') else { return false };
    address.parse::<A>().is_ok() && prefix.parse::<u8>().is_ok_and(|prefix| prefix <= most)
}

#[cfg(test)]
mod tests {
    use super::wanted;

    #[test]
    fn arns_have_a_partition_a_service_and_an_account() {
        let role = |text: &str| wanted("AWS::IAM::Role.Arn", text).is_none();
        assert!(role("arn:aws:iam::123456789012:role/app"));
        assert!(role("arn:aws-us-gov:iam::123456789012:role/service-role/app"));
        assert!(role("arn:aws:iam::aws:role/aws-service-role/x"));
        for wrong in ["app", "arn:aws:iam::1234:role/app", "arn:aws:iam::123456789012:user/app", "arn:aws:sns:::role/a"]
        {
            assert!(!role(wrong), "{wrong}");
        }
        assert!(wanted("AWS::ACM::Certificate.Arn", "arn:aws:acm:us-east-1:123456789012:certificate/a").is_none());
        assert!(wanted("AWS::SNS::Topic.Arn", "arn:aws:sqs:us-east-1:123456789012:a").is_some());
    }

    #[test]
    fn networks_and_ids() {
        for (format, right, wrong) in [
            ("ipv4-network", "10.0.0.0/8", "10.0.0.0/33"),
            ("ipv4-network", "0.0.0.0/0", "10.0.0/8"),
            ("ipv6-network", "::/0", "fe80::/129"),
            ("ipv4", "10.0.0.1", "10.0.0.256"),
            ("AWS::EC2::VPC.Id", "vpc-01234567", "vpc-0123456"),
            ("AWS::EC2::Subnet.Id", "subnet-0123456789abcdef0", "vpc-0123456789abcdef0"),
            ("AWS::EC2::Image.Id", "resolve:ssm:/image", "ami-xyz"),
        ] {
            assert!(wanted(format, right).is_none(), "{right}");
            assert!(wanted(format, wrong).is_some(), "{wrong}");
        }
        assert!(wanted("date-time", "soon").is_none(), "formats that are not known are not judged");
    }
}
