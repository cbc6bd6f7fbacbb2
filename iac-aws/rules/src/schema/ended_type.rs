use super::faults::{Kind, tell};
use iac_core::check::{Findings, World};

iac_core::rule! {
    /// A resource is of a service that AWS ends or has ended.
    ///
    /// Sources: <https://aws.amazon.com/products/lifecycle/>
    ///
    /// Plan the move before the date that is named.
    pub(crate) ENDED_TYPE: "ended-type", Warning, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    tell(world, findings, Kind::Ended);
}

#[cfg(test)]
mod tests {
    use super::ENDED_TYPE;
    use crate::schema::testing::{finds, silent};

    #[test]
    fn of_a_service_that_ended() {
        finds(
            ENDED_TYPE,
            "AWS::QLDB::Ledger",
            "{PermissionsMode: STANDARD}",
            "the service is shut down from 2025-07-31",
        );
        finds(ENDED_TYPE, "AWS::WAF::IPSet", "{Name: a}", "the service ends");
    }

    #[test]
    fn of_one_that_lives() {
        silent(ENDED_TYPE, "AWS::WAFv2::IPSet", "{Scope: REGIONAL}");
    }
}
