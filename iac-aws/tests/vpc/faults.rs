//! Networks that are refused.

use crate::common::faults;
use crate::stack;
use iac_aws::parameters;
use iac_aws::prelude::*;

#[test]
fn too_few_subnets_are_reported_by_their_user() {
    let mut stack = Stack::new("main");
    let vpc = stack.add("Network", Vpc::new(cidr!("10.0.0.0/16")).azs(1).without(Tier::Isolated));
    vpc.private().require(&mut stack, "a service", 1);
    vpc.public().require(&mut stack, "a balancer", 2);
    vpc.isolated().require(&mut stack, "a database", 2);
    let unknown = stack.add("SubnetIds", parameters::subnet_ids());
    let imported = stack.add("Old", Vpc::import(Val::imported("vpc-0a")).private(unknown));
    imported.private().require(&mut stack, "a service", 2);
    assert_eq!(
        faults(stack),
        [
            "too-few-subnets: a balancer needs subnets in 2 zones, of public subnets there is 1 \
             (give the VPC more zones: `.azs(2)`)",
            "no-subnets: a database stands in isolated subnets, and the VPC has none \
             (keep the isolated tier of the `Vpc`, or name isolated subnets of the VPC that is imported)",
        ]
    );
}

#[test]
fn all_that_is_wrong_is_said_at_once() {
    let vpc = Vpc::new(cidr!("10.0.0.0/16"))
        .azs(7)
        .nat(Nat::PerAz)
        .without(Tier::Private)
        .subnets(Tier::Private, [cidr!("10.0.4.0/24")])
        .interface_endpoints([InterfaceEndpoint::Logs]);
    assert_eq!(
        faults(stack(vpc)),
        [
            "bad-azs: a VPC in 7 availability zones (1 to 6 zones are possible; most regions have 3)",
            "bad-subnets: the number of networks for private subnets is 1, and that of zones is 7 \
             (give one network for each zone, or change `.azs(…)`)",
            "bad-subnets: networks for private subnets, but that tier is left out \
             (remove `.subnets(Tier::Private, …)` or `.without(…)`)",
            "bad-nat: NAT gateways without public or without private subnets (a NAT gateway stands in a public subnet \
             and serves private ones: keep both tiers or take `Nat::None`)",
            "bad-endpoints: interface endpoints without private subnets \
             (interface endpoints stand in private subnets: keep the tier, or leave the endpoints out)",
        ]
    );
}

#[test]
fn networks_that_do_not_fit_are_refused() {
    let codes = |vpc| -> Vec<String> {
        faults(stack(vpc)).into_iter().map(|fault| fault.split(" (").next().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(codes(Vpc::new(cidr!("10.0.0.0/8"))), ["bad-vpc-cidr: the network 10.0.0.0/8 has a prefix of 8"]);
    assert_eq!(codes(Vpc::new(cidr!("10.0.0.0/29"))), ["bad-vpc-cidr: the network 10.0.0.0/29 has a prefix of 29"]);
    assert_eq!(
        codes(Vpc::new(cidr!("10.0.0.0/24")).without(Tier::Isolated)),
        [
            "bad-subnets: 10.0.0.0/24 is too small to be cut into public subnets automatically",
            "bad-subnets: 10.0.0.0/24 is too small to be cut into private subnets automatically",
        ]
    );
    let networks = [cidr!("10.0.64.0/24"), cidr!("10.1.0.0/24")];
    assert_eq!(
        codes(Vpc::new(cidr!("10.0.0.0/16")).subnets(Tier::Public, networks)),
        [
            "bad-subnets: the public subnet 10.1.0.0/24 lies outside of the VPC's network 10.0.0.0/16",
            "bad-subnets: the private subnet 10.0.64.0/21 overlaps the public subnet 10.0.64.0/24",
        ]
    );
    let no_tier = Vpc::new(cidr!("10.0.0.0/16")).without(Tier::Public).without(Tier::Private).without(Tier::Isolated);
    assert!(codes(no_tier).contains(&"no-tiers: a VPC without any tier of subnets".to_owned()));
    let mut stack = Stack::new("main");
    let condition = stack.add("Odd", Condition::equals(region(), "us-east-1"));
    stack.add("Network", Vpc::new(cidr!("10.0.0.0/16")).zone_ids(condition, [Val::imported("use1-az1")]));
    assert_eq!(
        faults(stack),
        [
            "bad-azs: the number of ids of zones is 1, and that of zones is 2 (give one id for each zone, or change `.azs(…)`)"
        ]
    );
}
