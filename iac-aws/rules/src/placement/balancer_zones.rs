use super::subnets::{all_in_one_zone, pair_in_one_zone, paths, subnets};
use iac_core::check::{Eval, Findings, Res, World};

iac_core::rule! {
    /// A load balancer's subnets are not in the zones that it needs.
    ///
    /// An application load balancer needs subnets in at least two availability zones; a network or gateway load balancer
    /// needs one. None of them takes two subnets of the same zone.
    ///
    /// <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#subnets-load-balancer>
    pub(crate) BALANCER_ZONES: "balancer-zones", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for balancer in world.all("AWS::ElasticLoadBalancingV2::LoadBalancer") {
        let (property, list) = listed(balancer);
        let Some(subnets) = subnets(world, &list) else { continue };
        let application = match balancer.get("Type") {
            Eval::Absent => true,
            kind => kind.text().is_some_and(|kind| kind == "application"),
        };
        let path = balancer.path();
        if application && all_in_one_zone(&subnets) {
            let message = match subnets.len() {
                1 => format!("the load balancer {path} has only the subnet {}", subnets[0].path()),
                _ => format!("the subnets of the load balancer {path} are in one zone: {}", paths(&subnets)),
            };
            findings.at(balancer, property, message, "give it subnets in at least two availability zones");
        } else if let Some((a, b)) = pair_in_one_zone(&subnets) {
            let message =
                format!("the load balancer {path} has two subnets of one zone: {} and {}", a.path(), b.path());
            findings.at(balancer, property, message, "give it one subnet of each availability zone");
        }
    }
}

/// The subnets of a balancer, and the property that lists them.
pub(crate) fn listed<'g>(balancer: Res<'_, 'g>) -> (&'static str, Eval<'g>) {
    match balancer.get("SubnetMappings") {
        Eval::Absent => ("Subnets", balancer.get("Subnets")),
        Eval::List(all) => ("SubnetMappings", Eval::List(all.iter().map(|one| one.at("SubnetId").clone()).collect())),
        other => ("SubnetMappings", other),
    }
}

#[cfg(test)]
mod tests {
    use super::BALANCER_ZONES;
    use crate::testing::{finds, silent};

    fn with(zones: [&str; 2], balancer: &str) -> String {
        format!(
            "Parameters:\n  Z: {{Type: String}}\n  S: {{Type: 'List<AWS::EC2::Subnet::Id>'}}\nResources:\n  A: {{Type: \
             AWS::EC2::Subnet, Properties: {{VpcId: v, AvailabilityZone: {}}}}}\n  B: {{Type: AWS::EC2::Subnet, \
             Properties: {{VpcId: v, AvailabilityZone: {}}}}}\n  L: {{Type: AWS::ElasticLoadBalancingV2::LoadBalancer, \
             Properties: {{{balancer}}}}}\n",
            zones[0], zones[1]
        )
    }

    const BOTH: &str = "Subnets: [!Ref A, !Ref B]";

    #[test]
    fn one_zone() {
        finds(BALANCER_ZONES, &with(["eu-west-1a", "eu-west-1a"], BOTH), "L", "are in one zone");
        finds(
            BALANCER_ZONES,
            &with(["eu-west-1a", "!Select [1, !GetAZs '']"], "Subnets: [!Ref A]"),
            "L",
            "only the subnet",
        );
        let first = "!Select [0, !GetAZs '']";
        finds(BALANCER_ZONES, &with([first, first], BOTH), "L", "are in one zone");
        finds(
            BALANCER_ZONES,
            &with(["!Sub '${AWS::Region}a'", "!Sub '${AWS::Region}a'"], BOTH),
            "L",
            "are in one zone",
        );
        finds(
            BALANCER_ZONES,
            &with(["!Ref Z", "!Ref Z"], "SubnetMappings: [{SubnetId: !Ref A}, {SubnetId: !Ref B}]"),
            "L",
            "one",
        );
        finds(
            BALANCER_ZONES,
            &with(["a", "a"], "Type: network, Subnets: [!Ref A, !Ref B]"),
            "L",
            "two subnets of one zone",
        );
    }

    #[test]
    fn enough_zones() {
        silent(BALANCER_ZONES, &with(["eu-west-1a", "eu-west-1b"], BOTH));
        silent(BALANCER_ZONES, &with(["!Select [0, !GetAZs '']", "!Select [1, !GetAZs '']"], BOTH));
        silent(BALANCER_ZONES, &with(["eu-west-1a", "eu-west-1b"], "Type: network, Subnets: [!Ref A]"));
        silent(BALANCER_ZONES, &with(["eu-west-1a", "!Ref Z"], BOTH));
        silent(BALANCER_ZONES, &with(["a", "a"], "Subnets: !Ref S"));
        silent(BALANCER_ZONES, &with(["a", "a"], "Subnets: [subnet-1, subnet-2]"));
    }
}
