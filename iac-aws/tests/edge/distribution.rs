//! Distributions.

use crate::common::template;
use crate::{certificate, messages, stack};
use iac_aws::prelude::*;
use serde_json::{Value, json};

fn resources(stack: Stack) -> Value {
    template(stack)["Resources"].take()
}

#[test]
fn before_an_internal_balancer() {
    let (mut stack, vpc) = stack();
    let alb = stack.add("Alb", Alb::internal(vpc.isolated(), AlbListener::Http));
    let cdn = stack.add("Cdn", Distribution::before(&alb, vpc.public()));
    stack.output("Url", cdn.url());
    let all = template(stack);
    let expected: Value = serde_json::from_str(include_str!("distribution/default.json")).unwrap();
    for (id, resource) in expected["Resources"].as_object().unwrap() {
        assert_eq!(all["Resources"][id], *resource, "{id}");
    }
    assert_eq!(all["Mappings"]["CdnOriginFacing"]["eu-central-1"], json!({"PrefixList": "pl-a3a144ca"}));
    assert_eq!(all["Outputs"]["Url"]["Value"], json!({"Fn::Sub": "https://${Cdn.DomainName}"}));
}

#[test]
fn the_gateway_is_there_before_the_vpc_origin() {
    let mut stack = Stack::new("main");
    let vpc = stack.add("Network", Vpc::new(cidr!("10.0.0.0/16")));
    let alb = stack.add("Alb", Alb::internal(vpc.isolated(), AlbListener::Http));
    stack.add("Cdn", Distribution::before(&alb, vpc.public()));
    let first = resources(stack)["CdnVpcOrigin"]["DependsOn"].to_string();
    assert!(first.contains("\"AlbListener\"") && first.contains("Route"), "{first}");
}

#[test]
fn a_name_of_ones_own() {
    let (mut stack, vpc) = stack();
    let alb = stack.add("Alb", Alb::internal(vpc.private(), AlbListener::Https(certificate())));
    let own = Certificate::imported("arn:aws:acm:us-east-1:111122223333:certificate/1");
    let cdn = Distribution::before(&alb, vpc.public()).domain_name("app.example.com", own).read_timeout(seconds(30));
    let cdn = stack.add("Cdn", cdn);
    let zone = HostedZone::import("example.com", Val::imported("Z1"));
    stack.add("App", DnsRecord::alias_to_distribution(&zone, "app.example.com", &cdn));
    stack.output("Url", cdn.url());
    let all = template(stack);
    let config = &all["Resources"]["Cdn"]["Properties"]["DistributionConfig"];
    assert_eq!(config["Aliases"], json!(["app.example.com"]));
    assert_eq!(
        config["ViewerCertificate"],
        json!({
            "AcmCertificateArn": "arn:aws:acm:us-east-1:111122223333:certificate/1",
            "SslSupportMethod": "sni-only",
            "MinimumProtocolVersion": "TLSv1.2_2021",
        })
    );
    assert_eq!(config["Origins"][0]["VpcOriginConfig"]["OriginReadTimeout"], 30);
    let origin = &all["Resources"]["CdnVpcOrigin"]["Properties"]["VpcOriginEndpointConfig"];
    assert_eq!(origin["OriginProtocolPolicy"], "https-only");
    assert_eq!(all["Resources"]["CdnIngress"]["Properties"]["FromPort"], 443);
    assert_eq!(
        all["Resources"]["App"]["Properties"]["AliasTarget"],
        json!({
            "DNSName": {"Fn::GetAtt": ["Cdn", "DomainName"]},
            "HostedZoneId": "Z2FDTNDATAQYW2",
            "EvaluateTargetHealth": false,
        })
    );
    assert_eq!(all["Outputs"]["Url"]["Value"], "https://app.example.com");
    assert!(!all["Resources"]["Cdn"]["Metadata"].to_string().contains("CKV_AWS_174"));
}

#[test]
fn a_name_of_ones_own_where_it_is_given() {
    let (mut stack, vpc) = stack();
    let alb = stack.add("Alb", Alb::internal(vpc.private(), AlbListener::Http));
    let name = stack.add("DomainName", Parameter::string().default(""));
    let arn = stack.add("CertificateArn", Certificate::arn_parameter());
    let given = stack.add("HasDomain", Condition::not_empty(&name));
    let cdn = Distribution::before(&alb, vpc.public()).domain_name_when(given, name, Certificate::of(arn));
    let cdn = stack.add("Cdn", cdn);
    stack.output("Url", cdn.url());
    let all = template(stack);
    let config = &all["Resources"]["Cdn"]["Properties"]["DistributionConfig"];
    assert_eq!(config["Aliases"], json!({"Fn::If": ["HasDomain", [{"Ref": "DomainName"}], {"Ref": "AWS::NoValue"}]}));
    assert_eq!(
        config["ViewerCertificate"],
        json!({"Fn::If": [
            "HasDomain",
            {
                "AcmCertificateArn": {"Ref": "CertificateArn"},
                "SslSupportMethod": "sni-only",
                "MinimumProtocolVersion": "TLSv1.2_2021",
            },
            {"CloudFrontDefaultCertificate": true},
        ]})
    );
    let host = json!({"Fn::If": ["HasDomain", {"Ref": "DomainName"}, {"Fn::GetAtt": ["Cdn", "DomainName"]}]});
    assert!(all["Outputs"]["Url"]["Value"].to_string().contains(&host.to_string()), "{}", all["Outputs"]);
}

#[test]
fn logs_and_a_list_of_its_own() {
    let (mut stack, vpc) = stack();
    let alb = stack.add("Alb", Alb::internal(vpc.private(), AlbListener::Http));
    let logs = stack.add("Logs", Bucket::new(OnDelete::Retain));
    let web_acl = stack.add("WebAcl", WebAcl::cloudfront());
    stack.add("Cdn", Distribution::before(&alb, vpc.public()).access_logs_to(&logs).web_acl(&web_acl));
    let all = resources(stack);
    let config = &all["Cdn"]["Properties"]["DistributionConfig"];
    assert_eq!(config["Logging"], json!({"Bucket": {"Fn::GetAtt": ["Logs", "DomainName"]}, "Prefix": "Cdn/"}));
    assert_eq!(config["WebACLId"], json!({"Fn::GetAtt": ["WebAcl", "Arn"]}));
    let ownership = &all["Logs"]["Properties"]["OwnershipControls"];
    assert_eq!(*ownership, json!({"Rules": [{"ObjectOwnership": "BucketOwnerPreferred"}]}));
    let suppressed = all["Cdn"]["Metadata"].to_string();
    assert!(!suppressed.contains("CKV_AWS_68") && !suppressed.contains("CKV_AWS_86"), "{suppressed}");
}

#[test]
fn what_is_wrong_is_said() {
    let (mut stack, vpc) = stack();
    let public = stack.add("Public", Alb::internet_facing(vpc.public(), certificate()));
    let alb = stack.add("Alb", Alb::internal(vpc.private(), AlbListener::Http));
    let hidden = stack.add("Hidden", Vpc::import(Val::imported("vpc-2")));
    let key = stack.add("Key", EncryptionKey::new("Logs"));
    let logs = stack.add("Logs", Bucket::new(OnDelete::Retain).encryption_key(&key));
    stack.add("A", Distribution::before(&public, vpc.public()));
    stack.add("B", Distribution::before(&alb, vpc.public()).read_timeout(seconds(121)));
    stack.add("C", Distribution::before(&alb, vpc.public()).domain_name("app.example.com", certificate()));
    stack.add("D", Distribution::before(&alb, hidden.public()));
    let secure = stack.add("Secure", Alb::internal(vpc.private(), AlbListener::Https(certificate())));
    stack.add("F", Distribution::before(&secure, vpc.public()));
    stack.add("E", Distribution::before(&alb, vpc.public()).access_logs_to(&logs));
    let said = messages(stack);
    assert_eq!(
        said,
        [
            "origin-not-internal: a VPC origin reaches internal balancers only",
            "bad-read-timeout: the read timeout is 121 seconds",
            "certificate-region: the certificate is in eu-central-1",
            "no-subnets: the internet gateway of a VPC origin stands in public subnets, and the VPC has none",
            "origin-certificate: the balancer's certificate would have to bear CloudFront's name, and none does",
            "encrypted-log-bucket: CloudFront cannot write to a bucket with a customer key",
        ]
    );
}
