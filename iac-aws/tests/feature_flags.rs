//! Feature flags as templates.
#![allow(clippy::unwrap_used, reason = "a failed test may panic")]

mod common;

use common::{codes, resources};
use iac_aws::prelude::*;
use serde_json::{Value, json};

fn errors(stack: &mut Stack) -> AlarmHandle {
    let metric = Metric::new("Shop", "errors").statistic(Statistic::Sum);
    stack.add(
        "Errors",
        Alarm::new(metric, Comparison::GreaterThan(10.0), Severity::Critical, "Orders fail: look at the shop's logs"),
    )
}

#[test]
fn flags_are_handed_out_and_read() {
    let resources = resources(|stack| {
        let vpc = stack.add("Network", Vpc::new(cidr!("10.0.0.0/16")).nat(Nat::One));
        let image = Image::registry("ghcr.io/acme/api:1.4.2");
        let app = FargateService::web(vpc.private(), image, Fargate::Cpu256(Mem256::Mb512), 8000);
        let app = stack.add("App", app);
        let errors = errors(stack);
        let flags =
            [FeatureFlag::off("new_checkout").description("The checkout in one page"), FeatureFlag::on("search")];
        let flags = FeatureFlags::new("shop", "production", flags).rollback_on(&errors);
        let flags = stack.add("Flags", flags);
        flags.read_by(stack, &app);
    });
    let properties = |id: &str| resources[id]["Properties"].clone();
    let (application, profile) = (json!({"Ref": "Flags"}), json!({"Ref": "FlagsProfile"}));
    assert_eq!(properties("Flags"), json!({"Name": "shop"}));
    assert_eq!(
        properties("FlagsEnvironment"),
        json!({
            "ApplicationId": application, "Name": "production",
            "Monitors": [{
                "AlarmArn": {"Fn::GetAtt": ["Errors", "Arn"]}, "AlarmRoleArn": {"Fn::GetAtt": ["FlagsAlarmRole", "Arn"]},
            }],
        })
    );
    assert_eq!(
        properties("FlagsProfile"),
        json!({
            "ApplicationId": application, "LocationUri": "hosted", "Name": "flags", "Type": "AWS.AppConfig.FeatureFlags",
        })
    );
    let content: Value = serde_json::from_str(properties("FlagsVersion")["Content"].as_str().unwrap()).unwrap();
    assert_eq!(
        content,
        json!({
            "version": "1",
            "flags": {
                "new_checkout": {"name": "new_checkout", "description": "The checkout in one page"},
                "search": {"name": "search"},
            },
            "values": {"new_checkout": {"enabled": false}, "search": {"enabled": true}},
        })
    );
    assert_eq!(properties("FlagsVersion")["ContentType"], json!("application/json"));
    assert_eq!(
        properties("FlagsStrategy"),
        json!({
            "Name": "production of shop", "DeploymentDurationInMinutes": 10, "GrowthFactor": 20, "GrowthType": "LINEAR",
            "FinalBakeTimeInMinutes": 10, "ReplicateTo": "NONE",
        })
    );
    assert_eq!(
        properties("FlagsDeployment"),
        json!({
            "ApplicationId": application, "EnvironmentId": {"Ref": "FlagsEnvironment"}, "ConfigurationProfileId": profile,
            "ConfigurationVersion": {"Ref": "FlagsVersion"}, "DeploymentStrategyId": {"Ref": "FlagsStrategy"},
        })
    );
    let arn = "arn:${AWS::Partition}:appconfig:${AWS::Region}:${AWS::AccountId}:application/${Flags}/environment/\
               ${FlagsEnvironment}/configuration/${FlagsProfile}";
    assert_eq!(
        properties("AppReadFlags")["PolicyDocument"]["Statement"],
        json!([{
            "Sid": "ReadFlags", "Effect": "Allow", "Resource": {"Fn::Sub": arn},
            "Action": ["appconfig:GetLatestConfiguration", "appconfig:StartConfigurationSession"],
        }])
    );
    let environment = &properties("AppTaskDefinition")["ContainerDefinitions"][0]["Environment"];
    assert_eq!(environment[2], json!({"Name": "APPCONFIG_PROFILE", "Value": profile}));
    assert!(resources["App"]["DependsOn"].as_array().unwrap().contains(&json!("FlagsDeployment")));
}

#[test]
fn flags_that_cannot_be() {
    let said = |flags: fn(&mut Stack) -> FeatureFlags| {
        codes(|stack| {
            let flags = flags(stack);
            stack.add("Flags", flags);
        })
    };
    assert_eq!(said(|_| FeatureFlags::new("shop", "production", [])), ["no-flags"]);
    assert_eq!(said(|_| FeatureFlags::new("shop", "production", [FeatureFlag::on("new-search")])), ["bad-flag"]);
    let twice = said(|_| FeatureFlags::new("shop", "production", [FeatureFlag::on("a"), FeatureFlag::off("a")]));
    assert_eq!(twice, ["bad-flag"]);
    assert_eq!(said(|_| FeatureFlags::new("", "production", [FeatureFlag::on("a")])), ["bad-flag-owner"]);
    let times = said(|_| {
        let rollout = FlagRollout::Linear { over: hours(25), bake: seconds(30) };
        FeatureFlags::new("shop", "production", [FeatureFlag::on("a")]).rollout(rollout)
    });
    assert_eq!(times, ["bad-duration", "bad-duration"]);
    let watched = said(|stack| {
        let errors = errors(stack);
        let flags = FeatureFlags::new("shop", "production", [FeatureFlag::on("a")]);
        (0..6).fold(flags, |flags, _| flags.rollback_on(&errors))
    });
    assert_eq!(watched, ["too-many-alarms"]);
}
