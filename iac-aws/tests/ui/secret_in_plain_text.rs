//! A password in the program.
use iac_aws::cfn::rds;

fn main() {
    let _ = rds::DbInstance::new().master_user_password("hunter2");
}
