use super::faults::{Kind, tell};
use iac_core::check::{Findings, World};

iac_core::rule! {
    /// A list whose members must differ has one of them twice.
    ///
    /// Two references to the same resource are the same member. Leave one out.
    pub(crate) DUPLICATE_ITEM: "duplicate-item", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    tell(world, findings, Kind::Duplicate);
}

#[cfg(test)]
mod tests {
    use super::DUPLICATE_ITEM;
    use crate::schema::testing::{finds, silent};

    #[test]
    fn text_references_and_objects() {
        finds(
            DUPLICATE_ITEM,
            "AWS::ElasticLoadBalancingV2::LoadBalancer",
            "{SecurityGroups: [sg-12345678, sg-12345678]}",
            "`SecurityGroups[1]` is `sg-12345678` again",
        );
        finds(
            DUPLICATE_ITEM,
            "AWS::ElasticLoadBalancingV2::LoadBalancer",
            "{Subnets: [!Ref Unknown, !Ref Unknown]}",
            "`Subnets[1]`",
        );
    }

    #[test]
    fn all_different() {
        silent(
            DUPLICATE_ITEM,
            "AWS::ElasticLoadBalancingV2::LoadBalancer",
            "{SecurityGroups: [!Ref Unknown, !Ref Given]}",
        );
        silent(
            DUPLICATE_ITEM,
            "AWS::ElasticLoadBalancingV2::LoadBalancer",
            "{SecurityGroups: [!If [Open, a, !Ref AWS::NoValue], !If [Always, b, c]]}",
        );
    }
}
