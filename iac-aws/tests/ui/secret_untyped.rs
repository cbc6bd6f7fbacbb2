//! Giving up the kind makes no secret.
use iac_aws::cfn::rds;
use iac_aws::prelude::*;

fn main() {
    let password: Val<Str> = Val::imported("hunter2");
    let _ = rds::DbInstance::new().master_user_password(password.untyped::<Json>());
}
