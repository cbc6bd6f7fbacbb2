use super::bucket_delivery::BUCKET_DELIVERY as RULE;
use crate::testing::{finds, silent};

fn wired(user: &str, action: &str, resource: &str, principal: &str) -> String {
    format!(
        r#"
Mappings:
  Balancing: {{eu-west-1: {{Account: "156460612806"}}}}
Resources:
  Bucket: {{Type: AWS::S3::Bucket}}
  Other: {{Type: AWS::CloudFront::Distribution, Properties: {{}}}}
  Policy: {{Type: AWS::S3::BucketPolicy, Properties: {{Bucket: !Ref Bucket, PolicyDocument: {{Version: 2012-10-17, Statement: [
    {{Effect: Allow, Action: "s3:GetBucketAcl", Resource: !GetAtt Bucket.Arn, Principal: {{Service: cloudtrail.amazonaws.com}}}},
    {{Effect: Allow, Action: "{action}", Resource: {resource}, Principal: {principal}}}]}}}}}}
  User: {user}
"#
    )
}

const BALANCER: &str = "{Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {Type: application, LoadBalancerAttributes: [{Key: access_logs.s3.enabled, Value: \"true\"}, {Key: access_logs.s3.bucket, Value: !Ref Bucket}, {Key: access_logs.s3.prefix, Value: web}]}}";
const TRAIL: &str = "{Type: AWS::CloudTrail::Trail, Properties: {S3BucketName: !Ref Bucket}}";
const PAGES: &str = "{Type: AWS::CloudFront::Distribution, Properties: {DistributionConfig: {Origins: [{Id: a, DomainName: !GetAtt Bucket.RegionalDomainName, OriginAccessControlId: o}]}}}";

const ALL: &str = r#"!Sub "${Bucket.Arn}/*""#;
const DELIVERY: &str = "{Service: logdelivery.elasticloadbalancing.amazonaws.com}";

#[test]
fn balancers() {
    let put = "s3:PutObject";
    for principal in [
        DELIVERY,
        "{AWS: \"arn:aws:iam::156460612806:root\"}",
        "{AWS: \"156460612806\"}",
        "{AWS: !FindInMap [Balancing, !Ref AWS::Region, Account]}",
        r#"{AWS: !Sub ["arn:${AWS::Partition}:iam::${A}:root", {A: !FindInMap [Balancing, !Ref AWS::Region, Account]}]}"#,
    ] {
        silent(RULE, &wired(BALANCER, put, ALL, principal));
        silent(RULE, &wired(BALANCER, put, r#"!Sub "${Bucket.Arn}/web/AWSLogs/${AWS::AccountId}/*""#, principal));
    }
    let words = "template/User writes its access log to template/Bucket, which refuses it";
    finds(RULE, &wired(BALANCER, put, ALL, "{Service: elasticloadbalancing.amazonaws.com}"), "Policy", words);
    finds(RULE, &wired(BALANCER, put, ALL, "{AWS: \"arn:aws:iam::123456789012:root\"}"), "Policy", words);
    finds(RULE, &wired(BALANCER, put, "!GetAtt Bucket.Arn", DELIVERY), "Policy", words);
    finds(RULE, &wired(BALANCER, put, r#"!Sub "${Bucket.Arn}/app/AWSLogs/*""#, DELIVERY), "Policy", words);
    finds(RULE, &wired(BALANCER, put, r#"!Sub "${Bucket.Arn}/AWSLogs/*""#, DELIVERY), "Policy", words);
    finds(RULE, &wired(BALANCER, "s3:GetObject", ALL, DELIVERY), "Policy", words);
    let network = BALANCER.replace("Type: application", "Type: network");
    finds(RULE, &wired(&network, put, ALL, DELIVERY), "Policy", "does not let delivery.logs.amazonaws.com");
    silent(RULE, &wired(&network, put, ALL, "{Service: delivery.logs.amazonaws.com}"));
    silent(RULE, &wired(&BALANCER.replace("!Ref Bucket", "imported"), put, ALL, "{Service: x.amazonaws.com}"));
    silent(RULE, &wired(&BALANCER.replace("\"true\"", "\"false\""), put, ALL, "{Service: x.amazonaws.com}"));
    finds(
        RULE,
        &wired(BALANCER, put, ALL, DELIVERY).replace("Bucket: !Ref Bucket, Pol", "Bucket: another, Pol"),
        "User",
        "the bucket has no policy",
    );
}

#[test]
fn trails() {
    let trail = "{Service: cloudtrail.amazonaws.com}";
    silent(RULE, &wired(TRAIL, "s3:PutObject", ALL, trail));
    silent(RULE, &wired(TRAIL, "s3:PutObject", r#"!Sub "${Bucket.Arn}/AWSLogs/${AWS::AccountId}/*""#, trail));
    finds(
        RULE,
        &wired(TRAIL, "s3:PutObject", ALL, DELIVERY),
        "Policy",
        "does not let cloudtrail.amazonaws.com `s3:PutObject`",
    );
    finds(
        RULE,
        &wired(TRAIL, "s3:PutObject", ALL, trail).replace("GetBucketAcl", "GetBucketTagging"),
        "Policy",
        "`s3:GetBucketAcl`",
    );
}

#[test]
fn distributions() {
    let front = "{Service: cloudfront.amazonaws.com}";
    let source = |of: &str| {
        format!(
            "{front}, Condition: {{StringEquals: {{\"AWS:SourceArn\": !Sub \"arn:aws:cloudfront::${{AWS::AccountId}}:distribution/${{{of}}}\"}}}}"
        )
    };
    silent(RULE, &wired(PAGES, "s3:GetObject", ALL, front));
    silent(RULE, &wired(PAGES, "s3:GetObject", ALL, &source("User")));
    silent(RULE, &wired(PAGES, "s3:GetObject", ALL, &source("User.Id")));
    finds(
        RULE,
        &wired(PAGES, "s3:GetObject", ALL, &source("Other")),
        "Policy",
        "template/User reads from template/Bucket, which refuses it",
    );
    let control = "  Access: {Type: AWS::CloudFront::OriginAccessControl}\n";
    let access = format!("{}{control}", wired(PAGES, "s3:GetObject", ALL, &source("Access")));
    finds(RULE, &access, "Policy", "template/User reads from template/Bucket, which refuses it");
    finds(
        RULE,
        &wired(PAGES, "s3:GetObject", "!GetAtt Bucket.Arn", front),
        "Policy",
        "does not let cloudfront.amazonaws.com",
    );
    finds(RULE, &wired(PAGES, "s3:ListBucket", ALL, front), "Policy", "does not let cloudfront.amazonaws.com");
    let identity = PAGES.replace(
        "OriginAccessControlId: o",
        "S3OriginConfig: {OriginAccessIdentity: origin-access-identity/cloudfront/E1}",
    );
    silent(RULE, &wired(&identity, "s3:GetObject", ALL, "{CanonicalUser: a1}"));
    finds(RULE, &wired(&identity, "s3:PutObject", ALL, "{CanonicalUser: a1}"), "Policy", "which refuses it");
}
