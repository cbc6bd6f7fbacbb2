//! Domains that mail is sent from.

use crate::common::template;
use crate::messages;
use iac_aws::prelude::*;
use serde_json::{Value, json};

fn zone() -> HostedZoneHandle {
    HostedZone::import("example.com", Val::imported("Z1"))
}

fn mail(dmarc: Dmarc) -> MailDomain {
    MailDomain::new("example.com", &zone(), dmarc)
}

fn built(mail: MailDomain) -> Value {
    let mut stack = Stack::new("main");
    stack.add("Mail", mail);
    template(stack)["Resources"].take()
}

fn txt(resources: &Value, id: &str) -> Value {
    assert_eq!(resources[id]["Properties"]["Type"], "TXT");
    resources[id]["Properties"]["ResourceRecords"].clone()
}

#[test]
fn receivers_believe_it() {
    let resources = built(mail(Dmarc::quarantine().reports_to("dmarc@example.com")));
    let ids: Vec<&String> = resources.as_object().unwrap().keys().collect();
    let parts = ["", "BounceMx", "BounceSpf", "Dkim1", "Dkim2", "Dkim3", "Dmarc", "Sending"];
    assert_eq!(ids, parts.map(|part| format!("Mail{part}")).iter().collect::<Vec<_>>());
    assert_eq!(
        resources["Mail"]["Properties"],
        json!({
            "EmailIdentity": "example.com",
            "ConfigurationSetAttributes": {"ConfigurationSetName": {"Ref": "MailSending"}},
            "DkimAttributes": {"SigningEnabled": true},
            "DkimSigningAttributes": {"NextSigningKeyLength": "RSA_2048_BIT"},
            "MailFromAttributes": {
                "MailFromDomain": "bounce.example.com", "BehaviorOnMxFailure": "USE_DEFAULT_VALUE",
            },
        })
    );
    assert_eq!(
        resources["MailDkim2"]["Properties"],
        json!({
            "Name": {"Fn::GetAtt": ["Mail", "DkimDNSTokenName2"]}, "Type": "CNAME", "HostedZoneId": "Z1", "TTL": "300",
            "ResourceRecords": [{"Fn::GetAtt": ["Mail", "DkimDNSTokenValue2"]}],
        })
    );
    assert_eq!(txt(&resources, "MailDmarc"), json!(["\"v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com\""]));
    assert_eq!(resources["MailDmarc"]["Properties"]["Name"], "_dmarc.example.com");
    assert_eq!(
        resources["MailBounceMx"]["Properties"]["ResourceRecords"],
        json!([{"Fn::Sub": "10 feedback-smtp.${AWS::Region}.amazonses.com"}])
    );
    assert_eq!(txt(&resources, "MailBounceSpf"), json!(["\"v=spf1 include:amazonses.com -all\""]));
    assert_eq!(
        resources["MailSending"]["Properties"],
        json!({
            "DeliveryOptions": {"TlsPolicy": "REQUIRE"},
            "ReputationOptions": {"ReputationMetricsEnabled": true},
            "SendingOptions": {"SendingEnabled": true},
            "SuppressionOptions": {"SuppressedReasons": ["BOUNCE", "COMPLAINT"]},
        })
    );
}

#[test]
fn a_topic_is_told_of_faults() {
    let mut stack = Stack::new("main");
    let topic = stack.add("Alarms", AlarmTopic::new());
    let mail = mail(Dmarc::reject().strict()).bounce_name("mail").faults_to(&topic);
    stack.add("Mail", mail);
    let resources = template(stack)["Resources"].take();
    let faults = &resources["MailFaults"];
    assert_eq!(faults["DependsOn"], "AlarmsPolicy");
    assert_eq!(
        faults["Properties"],
        json!({
            "ConfigurationSetName": {"Ref": "MailSending"},
            "EventDestination": {
                "MatchingEventTypes": ["bounce", "complaint", "reject", "renderingFailure"],
                "Name": "faults",
                "Enabled": true,
                "SnsDestination": {"TopicARN": {"Ref": "Alarms"}},
            },
        })
    );
    let statements = resources["AlarmsPolicy"]["Properties"]["PolicyDocument"]["Statement"].as_array().unwrap();
    assert_eq!(
        statements.last().unwrap(),
        &json!({
            "Effect": "Allow", "Principal": {"Service": "ses.amazonaws.com"}, "Action": "sns:Publish",
            "Resource": {"Ref": "Alarms"},
            "Condition": {"StringEquals": {
                "aws:SourceAccount": {"Ref": "AWS::AccountId"},
                "aws:SourceArn": {"Fn::Sub":
                    "arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:configuration-set/${MailSending}"},
            }},
        })
    );
    assert_eq!(resources["Mail"]["Properties"]["FeedbackAttributes"], json!({"EmailForwardingEnabled": false}));
    assert_eq!(resources["MailBounceMx"]["Properties"]["Name"], "mail.example.com");
    assert_eq!(txt(&resources, "MailDmarc"), json!(["\"v=DMARC1; p=reject; adkim=s; aspf=s\""]));
}

#[test]
fn whoever_sends_may_use_its_addresses_only() {
    let mut stack = Stack::new("main");
    let mail = stack.add("Mail", mail(Dmarc::report_only()));
    let policy = iac_aws::cfn::iam::role::Policy::new(PolicyDocument::new(mail.grant_send()), "Send");
    let role = iac_aws::cfn::iam::Role::new(PolicyDocument::trusts("ecs-tasks.amazonaws.com"));
    stack.add("Role", role.policies([policy]));
    stack.output("Smtp", mail.smtp_host());
    let all = template(stack);
    let arn = "arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:";
    assert_eq!(
        all["Resources"]["Role"]["Properties"]["Policies"][0]["PolicyDocument"]["Statement"],
        json!([{
            "Effect": "Allow",
            "Action": ["ses:SendEmail", "ses:SendRawEmail"],
            "Resource": [
                {"Fn::Sub": format!("{arn}identity/${{Mail}}")},
                {"Fn::Sub": format!("{arn}configuration-set/${{MailSending}}")},
            ],
            "Condition": {"StringLike": {"ses:FromAddress": "*@example.com"}},
        }])
    );
    assert_eq!(all["Outputs"]["Smtp"]["Value"], json!({"Fn::Sub": "email-smtp.${AWS::Region}.amazonaws.com"}));
}

#[test]
fn what_receivers_would_not_believe() {
    let found = |mail| {
        let mut stack = Stack::new("main");
        stack.add("Mail", mail);
        messages(stack)
    };
    for (mail, expected) in [
        (
            mail(Dmarc::report_only()).bounce_name("a.b"),
            "bad-domain: `a.b.example.com` cannot be where bounces come back to",
        ),
        (mail(Dmarc::reject().reports_to("nobody")), "bad-report-address: `nobody` is no address for reports"),
    ] {
        assert_eq!(found(mail), [expected]);
    }
    let elsewhere = MailDomain::new("example.org", &zone(), Dmarc::reject());
    assert_eq!(found(elsewhere).len(), 3, "each record is outside of the zone");
}
