//! What is said about services that cannot run.

use super::{IMAGE, private, said, web};
use crate::common::faults;
use iac_aws::prelude::*;

#[test]
fn images_without_a_tag_that_stays() {
    let help = "(write `repository:tag` with a tag that stays, such as `acme/api:1.4.2`, or `repository@sha256:…`)";
    for (image, fault) in [
        ("acme/api", "has no tag"),
        ("localhost:5000/acme/api", "has no tag"),
        ("acme/api:", "has no tag"),
        ("acme/api:latest", "has the tag `latest`, which moves: nothing tells which image runs"),
        ("acme/api:-1", "has a tag that no registry takes"),
        ("acme/api@sha256:12", "has a digest that is none"),
        ("", "has no name"),
        ("acme/:1", "has no name"),
    ] {
        let mut stack = Stack::new("main");
        let (subnets, size) = (private(&mut stack), Fargate::Cpu256(Mem256::Mb512));
        stack.add("App", FargateService::worker(subnets, Image::registry(image), size));
        assert_eq!(faults(stack), [format!("bad-image: the image `{image}` {fault} {help}")]);
    }
}

#[test]
fn an_image_that_nothing_leads_to() {
    let said = |image: Image| {
        let mut stack = Stack::new("main");
        let vpc = stack.add("Network", Vpc::new(cidr!("10.0.0.0/16")));
        stack.add("App", FargateService::worker(vpc.private(), image, Fargate::Cpu256(Mem256::Mb512)));
        faults(stack)
    };
    let fault = |registry: &str| {
        format!(
            "no-way-to-registry: the image of the container `app` lies in `{registry}`, and nothing leads there from \
             the tasks' subnets: their VPC has no NAT gateway (give the VPC one with `.nat(Nat::One)`, or run the tasks \
             in `vpc.public()`; endpoints reach repositories of the stack's own region only)"
        )
    };
    let marketplace = "709825985650.dkr.ecr.us-east-1.amazonaws.com";
    assert_eq!(said(Image::marketplace("seller/product:1.0")), [fault(marketplace)]);
    assert_eq!(said(Image::registry(IMAGE)), [fault("ghcr.io")]);
    assert_eq!(said(Image::registry("nginx:1.29")), [fault("Docker Hub")]);
}

#[test]
fn variables() {
    let twice =
        "the container has two environment variables named `A` (set it once, either with `env` or with `secret`)";
    let both = said(|service| service.env("A", 1).env("A", 2).secret("A", SecretRef::ssm_secure("/a")));
    assert_eq!(both, vec![format!("duplicate-variable: {twice}"); 2]);
    for name in ["", "1A", "A-B", "A B", "Ä"] {
        assert_eq!(
            said(|service| service.env(name, 1)),
            [format!(
                "bad-variable-name: `{name}` cannot be the name of an environment variable (use letters, digits and \
                 underscores, and no digit in front)"
            )]
        );
    }
    assert_eq!(
        said(|service| service.env("AWS_REGION", "eu-central-1")),
        [
            "reserved-variable: the environment variable `AWS_REGION` is set by ECS itself (leave it out, or give your own \
          setting another name)"
        ]
    );
    let mut stack = Stack::new("main");
    let service = web(&mut stack).env("A", 1);
    let app = stack.add("App", service);
    app.add_secret(&mut stack, "A", &SecretRef::ssm_secure("/a"));
    assert_eq!(faults(stack), [format!("duplicate-variable: {twice}")]);
}

#[test]
fn the_least_memory_of_a_container() {
    let sidecar = || Container::new("b", Image::registry(IMAGE)).memory(mib(6));
    assert_eq!(said(|service| service.sidecar(sidecar())), [] as [&str; 0]);
}

#[test]
fn numbers_out_of_range() {
    let check = || HealthCheck::shell("true");
    type Change = Box<dyn FnOnce(FargateService<Web>) -> FargateService<Web>>;
    let cases: Vec<(Change, &str)> = vec![
        (
            Box::new(move |service| service.container_health(check().interval(seconds(4)))),
            "bad-duration: the interval of the health check is 4 s (give whole seconds from 5 to 300)",
        ),
        (
            Box::new(move |service| service.container_health(check().timeout(seconds(61)))),
            "bad-duration: the timeout of the health check is 61 s (give whole seconds from 2 to 60)",
        ),
        (
            Box::new(move |service| service.container_health(check().start_period(seconds(301)))),
            "bad-duration: the start period of the health check is 301 s (give whole seconds from 0 to 300)",
        ),
        (
            Box::new(move |service| service.container_health(check().retries(0))),
            "bad-health-check: the health check has 0 retries (give 1 to 10 retries)",
        ),
        (
            Box::new(|service| service.container_health(HealthCheck::shell(" "))),
            "bad-health-check: the health check has no command (name the program that it runs)",
        ),
        (
            Box::new(|service| service.stop_timeout(Duration::from_millis(2_500))),
            "bad-duration: the stop timeout is 2.5 s (give whole seconds from 2 to 120)",
        ),
        (
            Box::new(|service| service.ephemeral_storage(gib(20))),
            "bad-ephemeral-storage: the tasks' scratch disk is to have 20480 MiB (give whole GiB from `gib(21)` to \
             `gib(200)`)",
        ),
        (
            Box::new(|service| service.ephemeral_storage(mib(30_000))),
            "bad-ephemeral-storage: the tasks' scratch disk is to have 30000 MiB (give whole GiB from `gib(21)` to \
             `gib(200)`)",
        ),
        (
            Box::new(|service| service.container_name("my app")),
            "bad-container-name: `my app` cannot be the name of a container (use 1 to 255 letters, digits, hyphens and \
             underscores)",
        ),
        (
            Box::new(|service| service.sidecar(Container::new("app", Image::registry(IMAGE)))),
            "duplicate-container: the task has two containers named `app` (give each container a name of its own)",
        ),
        (
            Box::new(|service| service.sidecar(Container::new("b", Image::registry(IMAGE)).memory(mib(5)))),
            "bad-container-memory: the container `b` may use 5 MiB, and Docker starts none with less than 6 (give at \
             least `mib(6)`, or leave it out: the container then shares the task's memory)",
        ),
        (
            Box::new(|service| service.exec().read_only_root()),
            "exec-needs-writing: the container `app` has a read-only file system, and ECS Exec is on (ECS Exec writes \
             into the container: leave out one of the two)",
        ),
    ];
    for (change, expected) in cases {
        assert_eq!(said(change), [expected]);
    }
}
