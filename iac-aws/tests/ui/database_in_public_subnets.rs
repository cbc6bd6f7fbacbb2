//! Data does not stand where the internet reaches it.
use iac_aws::prelude::*;

fn database(vpc: &VpcHandle, class: DbInstanceClass) -> RdsInstance {
    RdsInstance::postgres(vpc.public(), PostgresVersion::V16_14, class, OnDelete::Snapshot)
}

fn main() {}
