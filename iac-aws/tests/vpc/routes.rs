//! Ways out of subnets, and what must wait for them.

use crate::common::template;
use iac_aws::cfn::elasticache;
use iac_aws::prelude::*;
use serde_json::json;

/// A service that pulls an image needs the routes before it; that it refers to the subnets does not say so.
#[test]
fn what_uses_a_subnet_comes_after_its_routes_and_endpoints() {
    let depends_on = |nat, of: fn(&VpcHandle) -> Subnets| {
        let mut stack = Stack::new("main");
        let vpc = stack.add("Network", Vpc::new(cidr!("10.0.0.0/16")).nat(nat));
        let user = stack.add("User", elasticache::SubnetGroup::new("Cache", of(&vpc).ids()));
        of(&vpc).created_before(&mut stack, user);
        template(stack)["Resources"]["User"]["DependsOn"].clone()
    };
    assert_eq!(
        depends_on(Nat::One, |vpc| (*vpc.private()).clone()),
        json!([
            "NetworkPrivate1DefaultRoute",
            "NetworkPrivate2DefaultRoute",
            "NetworkPrivate1Routes",
            "NetworkPrivate2Routes",
            "NetworkS3Endpoint",
        ])
    );
    assert_eq!(
        depends_on(Nat::None, |vpc| (*vpc.private()).clone()),
        json!(["NetworkPrivate1Routes", "NetworkPrivate2Routes", "NetworkS3Endpoint"])
    );
    assert_eq!(
        depends_on(Nat::None, |vpc| (*vpc.public()).clone()),
        json!(["NetworkPublicDefaultRoute", "NetworkPublic1Routes", "NetworkPublic2Routes", "NetworkS3Endpoint"])
    );
}

#[test]
fn a_user_in_another_stack_depends_on_nothing_in_this_one() {
    let mut network = Stack::new("network");
    let vpc = network.add("Network", Vpc::new(cidr!("10.0.0.0/16")));
    let mut stack = Stack::new("main");
    let user = stack.add("User", elasticache::SubnetGroup::new("Cache", vpc.private().ids()));
    vpc.private().created_before(&mut stack, user);
    let app = App::new().with(network).with(stack);
    let (graph, diagnostics) = iac_core::resolve::resolve(app, "test");
    assert_eq!(diagnostics, []);
    assert!(graph.stacks[1].resources["User"].depends_on.is_empty());
}

#[test]
fn ways_out_are_known() {
    let mut stack = Stack::new("main");
    let closed = stack.add("Closed", Vpc::new(cidr!("10.0.0.0/16")));
    let open = stack.add("Open", Vpc::new(cidr!("10.1.0.0/16")).nat(Nat::One));
    let of = |vpc: &VpcHandle| [&vpc.public() as &Subnets, &vpc.private(), &vpc.isolated()].map(Subnets::has_way_out);
    assert_eq!(of(&closed), [true, false, false]);
    assert_eq!(of(&open), [true, true, false]);
    assert_eq!(of(&stack.add("Old", Vpc::import(Val::imported("vpc-0a")))), [true, true, false]);
}
