//! Balancers by themselves.

use crate::common::{assert_template, template};
use crate::{certificate, messages, stack};
use iac_aws::prelude::*;
use serde_json::{Value, json};

#[test]
fn internet_facing_with_defaults() {
    let (mut stack, vpc) = stack();
    stack.add("Alb", Alb::internet_facing(vpc.public(), Certificate::parameter("CertificateArn")));
    assert_template(stack, include_str!("alb/internet_facing.json"));
}

#[test]
fn internal_and_plain() {
    let (mut stack, vpc) = stack();
    let alb = stack.add("Alb", Alb::internal(vpc.isolated(), AlbListener::Http));
    stack.output("Url", alb.url());
    assert_template(stack, include_str!("alb/internal.json"));
}

#[test]
fn everything_that_can_be_said() {
    let (mut stack, vpc) = stack();
    let web_acl = stack.add("WebAcl", WebAcl::regional());
    let office = stack.add("Office", Parameter::cidr());
    let alb = Alb::internet_facing(vpc.public(), certificate())
        .certificate("Api", Certificate::parameter("CertificateArn"))
        .domain_name("app.example.com")
        .admit("Office", office)
        .admit("Home", cidr!("203.0.113.0/24"))
        .test_listener(8443, cidr!("198.51.100.0/24"))
        .frame_options(FrameOptions::SameOrigin)
        .idle_timeout(seconds(330))
        .access_logs(days(90))
        .deletion_protection()
        .web_acl(&web_acl);
    let alb = stack.add("Alb", alb);
    stack.output("Url", alb.url());
    let mut template = template(stack);
    // The list is tested where it is made.
    let resources = template["Resources"].as_object_mut().unwrap();
    resources.retain(|id, _| id != "WebAcl");
    let expected: Value = serde_json::from_str(include_str!("alb/everything.json")).unwrap();
    for (id, resource) in resources.iter() {
        assert_eq!(*resource, expected["Resources"][id], "{id}");
    }
    assert_eq!(template, expected);
}

#[test]
fn no_frame_header_where_everybody_may_frame() {
    let (mut stack, vpc) = stack();
    stack.add("Alb", Alb::internet_facing(vpc.public(), certificate()).frame_options(FrameOptions::Anyone));
    let attributes = template(stack)["Resources"]["AlbListener"]["Properties"]["ListenerAttributes"].to_string();
    assert!(attributes.contains("x_content_type_options") && !attributes.contains("x_frame_options"), "{attributes}");
}

#[test]
fn logs_into_a_bucket_of_ones_own() {
    let (mut stack, vpc) = stack();
    let logs = stack.add("Logs", Bucket::new(OnDelete::Retain));
    stack.add("Alb", Alb::internal(vpc.private(), AlbListener::Http).access_logs_to(&logs));
    let template = template(stack);
    let statement = &template["Resources"]["LogsPolicy"]["Properties"]["PolicyDocument"]["Statement"][1];
    let objects = json!({"Fn::Sub": "${Logs.Arn}/Alb/AWSLogs/${AWS::AccountId}/*"});
    assert_eq!(
        *statement,
        json!({
            "Effect": "Allow",
            "Principal": {"Service": "logdelivery.elasticloadbalancing.amazonaws.com"},
            "Action": "s3:PutObject",
            "Resource": objects,
        })
    );
    assert_eq!(template["Resources"]["Alb"]["DependsOn"], "LogsPolicy");
}

#[test]
fn others_connect_to_an_internal_balancer() {
    let (mut stack, vpc) = stack();
    let alb = stack.add("Alb", Alb::internal(vpc.private(), AlbListener::Https(certificate())));
    let client = stack.add("Client", SecurityGroup::new(&vpc.private(), "Client"));
    client.connects_to(&mut stack, &alb);
    let rule = &template(stack)["Resources"]["AlbFromClient"]["Properties"];
    assert_eq!((&rule["FromPort"], &rule["ToPort"]), (&json!(443), &json!(443)));
}

#[test]
fn what_is_wrong_is_said() {
    let (mut stack, vpc) = stack();
    let one_zone = Vpc::import(Val::imported("vpc-2")).private([Val::imported("subnet-z")]);
    let one_zone = stack.add("Small", one_zone);
    let mut many = Alb::internet_facing(vpc.public(), certificate());
    for number in 0..26 {
        many = many.certificate(format!("Certificate{number}"), certificate());
    }
    stack.add("Many", many);
    stack.add("Idle", Alb::internet_facing(vpc.public(), certificate()).idle_timeout(seconds(0)));
    stack.add("Idler", Alb::internet_facing(vpc.public(), certificate()).idle_timeout(seconds(4_001)));
    stack.add("OneZone", Alb::internal(one_zone.private(), AlbListener::Http));
    stack.add("Arn", Alb::internet_facing(vpc.public(), Certificate::imported("arn:aws:iam::1:x")));
    stack.add("Plain", Alb::internal(vpc.private(), AlbListener::Http).certificate("Api", certificate()));
    stack.add("Test", Alb::internal(vpc.private(), AlbListener::Http).test_listener(443, cidr!("10.0.0.0/8")));
    let key = stack.add("Key", EncryptionKey::new("Logs"));
    let logs = stack.add("Logs", Bucket::new(OnDelete::Retain).encryption_key(&key));
    stack.add("Encrypted", Alb::internal(vpc.private(), AlbListener::Http).access_logs_to(&logs));
    let said = messages(stack);
    assert_eq!(
        said,
        [
            "too-many-certificates: 26 certificates besides the first",
            "bad-idle-timeout: the idle timeout is 0 seconds",
            "bad-idle-timeout: the idle timeout is 4001 seconds",
            "too-few-subnets: a balancer needs subnets in 2 zones, of private subnets there is 1",
            "bad-certificate-arn: `arn:aws:iam::1:x` is not the ARN of a certificate",
            "certificate-without-https: the balancer listens to plain HTTP and has certificates",
            "bad-test-port: the test listener has port 443",
            "encrypted-log-bucket: a balancer cannot write to a bucket with a customer key",
        ]
    );
}
