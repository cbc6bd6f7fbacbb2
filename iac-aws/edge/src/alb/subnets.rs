//! Where a balancer may stand that the internet does not reach.

use iac_aws_base::network::{IsolatedSubnets, PrivateSubnets, Subnets};

/// Subnets for a balancer that the internet does not reach.
#[diagnostic::on_unimplemented(
    message = "an internal balancer does not stand in `{Self}`",
    label = "expected `PrivateSubnets` or `IsolatedSubnets`",
    note = "pass `vpc.private()` or `vpc.isolated()`; for a balancer in `vpc.public()` write `Alb::internet_facing`"
)]
pub trait InternalSubnets {
    /// The subnets.
    fn into_subnets(self) -> Subnets;
}

#[diagnostic::do_not_recommend]
impl InternalSubnets for PrivateSubnets {
    fn into_subnets(self) -> Subnets {
        Subnets::clone(&self)
    }
}

#[diagnostic::do_not_recommend]
impl InternalSubnets for IsolatedSubnets {
    fn into_subnets(self) -> Subnets {
        Subnets::clone(&self)
    }
}
