//! Names of buckets.

use iac_core::prelude::*;

/// Prefixes and suffixes that S3 keeps for itself.
const PREFIXES: [&str; 3] = ["xn--", "sthree-", "amzn-s3-demo-"];
const SUFFIXES: [&str; 5] = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];

/// Reports a name that S3 refuses. Behind a name that ends with its place, the account's number and the region follow.
///
/// That what stands between dots neither begins nor ends with a hyphen is what DNS demands; the AWS CDK refuses it too
/// (<https://github.com/aws/aws-cdk/blob/main/packages/aws-cdk-lib/aws-s3/lib/bucket.ts>).
/// Source: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html>
pub(super) fn check(stack: &mut Stack, name: &str, ends_with_place: bool) {
    // Two hyphens, twelve digits, and the fourteen characters of the longest region's name.
    let most = if ends_with_place { 35 } else { 63 };
    let edge = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    let inside = |byte: &u8| edge(Some(byte)) || *byte == b'-';
    let label = |label: &str| {
        let bytes = label.as_bytes();
        edge(bytes.first()) && edge(bytes.last()) && bytes.iter().all(inside)
    };
    if !(3..=most).contains(&name.len()) || !name.split('.').all(label) {
        let help = format!(
            "give 3 to {most} lower-case letters, digits, hyphens and dots; the first and last, also beside a dot, a \
             letter or a digit"
        );
        stack.error(CODE, message(name), help);
    } else if PREFIXES.iter().any(|prefix| name.starts_with(prefix)) {
        stack.error(CODE, message(name), format!("do not begin with {}", PREFIXES.join(", ")));
    } else if !ends_with_place && SUFFIXES.iter().any(|suffix| name.ends_with(suffix)) {
        stack.error(CODE, message(name), format!("do not end with {}", SUFFIXES.join(", ")));
    } else if !ends_with_place && is_address(name) {
        stack.error(CODE, message(name), "a name is not in the form of an IP address");
    }
}

const CODE: &str = "bad-bucket-name";

fn message(name: &str) -> String {
    format!("`{name}` cannot be the name of a bucket")
}

fn is_address(name: &str) -> bool {
    let number = |part: &str| (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    name.split('.').count() == 4 && name.split('.').all(number)
}
