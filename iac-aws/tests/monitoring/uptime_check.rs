//! Uptime checks: what they write into the template, and what they refuse.

use crate::*;

fn checked(check: UptimeCheck) -> Value {
    resources(|stack| {
        let topic = stack.add("Topic", AlarmTopic::new());
        stack.add("Uptime", check.notify(Severity::Critical, &topic));
    })
}

#[test]
fn a_canary_asks_every_five_minutes() {
    let resources = checked(UptimeCheck::new("shop", "https://shop.example.com/health"));
    let canary = &resources["UptimeCanary"];
    assert_eq!(canary, &Value::Null, "the main resource has the construct's own id");
    let mut canary = resources["Uptime"].clone();
    let script = canary["Properties"]["Code"]["Script"].take();
    let script = script.as_str().unwrap();
    assert!(script.contains("exports.handler = async"));
    // Without one, the common rules of AWS WAF refuse the request.
    assert!(script.contains("'User-Agent': synthetics.getCanaryUserAgentString()"));
    assert!(script.contains("headers }"));
    assert_eq!(
        canary,
        json!({"Type": "AWS::Synthetics::Canary", "Properties": {
            "ArtifactS3Location": {"Fn::Sub": "s3://${UptimeArtifacts}/runs"},
            "Code": {"Handler": "index.handler", "Script": null},
            "ExecutionRoleArn": {"Fn::GetAtt": ["UptimeRole", "Arn"]},
            "Name": "shop",
            "RuntimeVersion": "syn-nodejs-puppeteer-17.0",
            "Schedule": {"Expression": "rate(5 minutes)", "DurationInSeconds": "0"},
            "RunConfig": {
                "EnvironmentVariables": {"CHECKS": r#"[{"name":"main","url":"https://shop.example.com/health"}]"#},
                "MemoryInMB": 960,
                "TimeoutInSeconds": 60,
            },
            "SuccessRetentionPeriod": 31,
            "FailureRetentionPeriod": 31,
            "ProvisionedResourceCleanup": "AUTOMATIC",
            "StartCanaryAfterCreation": true,
        }})
    );
    assert_eq!(
        resources["UptimeAlarm"]["Properties"],
        json!({
            "AlarmDescription":
                "Critical: shop: addresses do not answer as they should: look at the canary's last run",
            "ComparisonOperator": "LessThanThreshold",
            "Threshold": 100,
            "EvaluationPeriods": 2,
            "TreatMissingData": "breaching",
            "Namespace": "CloudWatchSynthetics",
            "MetricName": "SuccessPercent",
            "Dimensions": [{"Name": "CanaryName", "Value": {"Ref": "Uptime"}}],
            "Statistic": "Average",
            "Period": 300,
            "AlarmActions": [{"Ref": "Topic"}],
            "OKActions": [{"Ref": "Topic"}],
        })
    );
}

#[test]
fn its_function_writes_below_its_own_prefix_and_its_artifacts_expire() {
    let resources = checked(UptimeCheck::new("shop", "https://shop.example.com").retention(days(7)));
    let role = &resources["UptimeRole"]["Properties"];
    let trust = &role["AssumeRolePolicyDocument"]["Statement"][0]["Principal"];
    assert_eq!(trust, &json!({"Service": "lambda.amazonaws.com"}));
    let may = role["Policies"][0]["PolicyDocument"]["Statement"].as_array().unwrap();
    let on = |sid: &str| may.iter().find(|one| one["Sid"] == sid).unwrap()["Resource"].clone();
    assert_eq!(on("LeaveArtifacts"), json!({"Fn::Sub": "${UptimeArtifacts.Arn}/runs/*"}));
    let logs = "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:/aws/lambda/cwsyn-shop-*";
    assert_eq!(on("WriteLogs"), json!({"Fn::Sub": logs}));
    let rule = &resources["UptimeArtifacts"]["Properties"]["LifecycleConfiguration"]["Rules"][0];
    assert_eq!((&rule["Prefix"], &rule["ExpirationInDays"]), (&json!("runs/"), &json!(7)));
}

#[test]
fn several_addresses_and_a_canary_that_waits() {
    let resources = resources(|stack| {
        let host = stack.add("Host", Parameter::string());
        let check = UptimeCheck::new("shop", "https://shop.example.com")
            .also("api", join!["https://", host, "/health"])
            .every(minutes(1))
            .timeout(seconds(30))
            .failures(3)
            .runtime(CanaryRuntime::named("syn-nodejs-puppeteer-16.1"))
            .stopped();
        let check = stack.add("Uptime", check);
        stack.output("Name", check.name());
        assert_ne!(check.success_percent(), check.duration());
    });
    let canary = &resources["Uptime"]["Properties"];
    assert_eq!(
        canary["RunConfig"]["EnvironmentVariables"]["CHECKS"],
        json!({"Fn::Sub":
            r#"[{"name":"main","url":"https://shop.example.com"},{"name":"api","url":"https://${Host}/health"}]"#})
    );
    assert_eq!(canary["Schedule"]["Expression"], "rate(1 minute)");
    assert_eq!(canary["RuntimeVersion"], "syn-nodejs-puppeteer-16.1");
    assert_eq!(canary["StartCanaryAfterCreation"], false);
    let alarm = &resources["UptimeAlarm"]["Properties"];
    assert_eq!((&alarm["EvaluationPeriods"], &alarm["TreatMissingData"]), (&json!(3), &json!("notBreaching")));
}

#[test]
fn what_synthetics_would_refuse_is_refused() {
    let of = |check: UptimeCheck| faults(adding("Uptime", check));
    let shop = || UptimeCheck::new("shop", "https://shop.example.com");
    assert_eq!(of(shop()), []);
    assert_eq!(
        of(UptimeCheck::new("Shop", "https://shop.example.com")),
        [("canary-name", "`Shop` cannot be the name of a canary".into())]
    );
    let address = of(UptimeCheck::new("shop", "shop.example.com"));
    assert_eq!(address, [("canary-address", "`shop.example.com` is no address that could be asked".into())]);
    assert_eq!(of(shop().also("main", "https://b"))[0].0, "canary-step");
    assert_eq!(of(shop().every(seconds(90)))[0].1, "the canary is to run every 90 seconds");
    assert_eq!(of(shop().every(minutes(61)))[0].0, "canary-interval");
    assert_eq!(of(shop().timeout(seconds(5)))[0].0, "canary-timeout");
    assert_eq!(of(shop().timeout(minutes(6)))[0].0, "canary-timeout");
    assert_eq!(of(shop().retention(hours(36)))[0].0, "canary-retention");
    assert_eq!(of(shop().runtime(CanaryRuntime::named("syn-python-selenium-6.0")))[0].0, "canary-runtime");
}
