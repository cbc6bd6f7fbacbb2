//! What becomes of the data has no default.
use iac_aws::prelude::*;

fn database(vpc: &VpcHandle, class: DbInstanceClass) -> RdsInstance {
    RdsInstance::postgres(vpc.isolated(), PostgresVersion::V16_14, class)
}

fn main() {}
