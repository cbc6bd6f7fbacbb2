//! The canary, its role, its bucket and its alarm.

use super::handle::{NAMESPACE, success_percent};
use super::{UptimeCheck, UptimeCheckHandle};
use iac_aws_base::monitoring::{AlarmHandle, Period};
use iac_aws_base::policy::{PolicyDocument, Statement};
use iac_aws_base::shared::whole_days;
use iac_aws_base::storage::{BucketHandle, OnDelete};
use iac_aws_cfn::iam::{self, role::Policy};
use iac_aws_cfn::synthetics::{self, canary as c};
use iac_aws_monitoring::{Alarm, Comparison, Missing};
use iac_aws_storage::{Bucket, LifecycleRule};
use iac_core::prelude::*;
use iac_core::{Field, Text, Value, json_text};

/// Below this prefix runs leave what they found; what else is in the bucket does not expire.
const RUNS: &str = "runs/";

impl Construct for UptimeCheck {
    type Handle = UptimeCheckHandle;
    const SEALED: bool = true;

    fn build(self, stack: &mut Stack) -> UptimeCheckHandle {
        self.check(stack);
        let runs = LifecycleRule::new("Runs").prefix(RUNS).expire(self.retention);
        let artifacts = stack.add("Artifacts", Bucket::new(OnDelete::Retain).without_versions().lifecycle(runs));
        let role = self.role(stack, &artifacts);
        let canary = self.canary(stack, role, &artifacts);
        let alarm = self.alarm(stack, canary);
        UptimeCheckHandle { canary, role, artifacts, alarm }
    }
}

impl UptimeCheck {
    fn check(&self, stack: &mut Stack) {
        let characters = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(&byte);
        if self.name.is_empty() || self.name.len() > 255 || !self.name.bytes().all(characters) {
            let message = format!("`{}` cannot be the name of a canary", self.name);
            stack.error("canary-name", message, "use 1 to 255 lower-case letters, digits, hyphens and underscores");
        }
        if !self.runtime.0.starts_with("syn-nodejs-puppeteer-") {
            let message = format!("the script does not run on `{}`", self.runtime.0);
            stack.error("canary-runtime", message, "name a runtime such as `syn-nodejs-puppeteer-17.0`");
        }
        for (at, (step, address)) in self.addresses.iter().enumerate() {
            if self.addresses.iter().take(at).any(|(earlier, _)| earlier == step) {
                let message = format!("two addresses are asked in a step named `{step}`");
                stack.error("canary-step", message, "give each address a step of its own; the first is `main`");
            }
            let Some(text) = address.as_str() else { continue };
            let host = text.strip_prefix("https://").or(text.strip_prefix("http://"));
            if host.is_none_or(|rest| rest.is_empty() || rest.starts_with('/')) {
                let message = format!("`{text}` is no address that could be asked");
                stack.error("canary-address", message, "write the whole address, such as `https://example.com/health`");
            }
        }
        let seconds = self.interval.as_secs();
        if seconds == 0 || !seconds.is_multiple_of(60) || seconds > 3_600 {
            let message = format!("the canary is to run every {seconds} seconds");
            stack.error("canary-interval", message, "give whole minutes from `minutes(1)` to `minutes(60)`");
        }
        let timeout = self.timeout.as_secs();
        if !(15..=840).contains(&timeout) || timeout > seconds {
            let message = format!("a run may take {timeout} seconds, and one begins every {seconds} seconds");
            stack.error("canary-timeout", message, "give 15 to 840 seconds, and no more than the interval");
        }
        if whole_days(self.retention).is_none_or(|count| !(1..=1_024).contains(&count)) {
            let message = format!("what runs leave behind is to be kept for {} seconds", self.retention.as_secs());
            stack.error("canary-retention", message, "give whole days from `days(1)` to `days(1_024)`");
        }
    }

    /// Source: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries_CanaryPermissions.html>
    fn role(&self, stack: &mut Stack, artifacts: &BucketHandle) -> iam::RoleRef {
        let group = format!(":log-group:/aws/lambda/cwsyn-{}-*", self.name);
        let logs = join!["arn:", partition(), ":logs:", region(), ":", account_id(), group];
        let may = PolicyDocument::new([
            Statement::allow(["s3:PutObject"]).sid("LeaveArtifacts").on(artifacts.objects(RUNS)),
            Statement::allow(["s3:GetBucketLocation"]).sid("FindBucket").on(artifacts.arn()),
            Statement::allow(["s3:ListAllMyBuckets"]).sid("ListBuckets").on("*"),
            Statement::allow(["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"])
                .sid("WriteLogs")
                .on(logs),
            Statement::allow(["cloudwatch:PutMetricData"]).sid("PublishMetrics").on("*").when(
                "StringEquals",
                "cloudwatch:namespace",
                NAMESPACE,
            ),
        ]);
        let role = iam::Role::new(PolicyDocument::trusts("lambda.amazonaws.com"))
            .description("Asks addresses whether they answer, and leaves what it finds in a bucket")
            .policies([Policy::new(may, "Canary")]);
        stack.add("Role", role)
    }

    fn canary(&self, stack: &mut Stack, role: iam::RoleRef, artifacts: &BucketHandle) -> synthetics::CanaryRef {
        let step = |(name, url): &(Text, Value)| {
            Value::Map(vec![
                Field::new(Text::Borrowed("name"), Value::Str(name.clone())),
                Field::new(Text::Borrowed("url"), url.clone()),
            ])
        };
        let checks = json_text(&Value::List(self.addresses.iter().map(step).collect()));
        let variables = Value::Map(vec![Field::new(Text::Borrowed("CHECKS"), checks.into_plain_value())]);
        let minutes = self.interval.as_secs() / 60;
        let rate = if minutes == 1 { "rate(1 minute)".to_owned() } else { format!("rate({minutes} minutes)") };
        let kept = whole_days(self.retention).unwrap_or(31);
        let canary = synthetics::Canary::new(c::CanaryRequired {
            artifact_s3_location: join!["s3://", artifacts.name(), "/", RUNS.trim_end_matches('/')],
            code: c::Code::new().handler("index.handler").script(include_str!("script.js")),
            execution_role_arn: role.arn(),
            name: self.name.clone(),
            runtime_version: self.runtime.0.clone(),
            schedule: c::Schedule::new(rate).duration_in_seconds("0"),
        })
        .run_config(
            c::RunConfig::new()
                .environment_variables(Val::<Map<Str>>::of(variables))
                .memory_in_mb(960)
                .timeout_in_seconds(self.timeout.as_secs() as i64),
        )
        .success_retention_period(kept)
        .failure_retention_period(kept)
        .provisioned_resource_cleanup(c::ProvisionedResourceCleanup::Automatic)
        .start_canary_after_creation(self.started);
        stack.add("", canary)
    }

    fn alarm(&self, stack: &mut Stack, canary: synthetics::CanaryRef) -> AlarmHandle {
        let period = Period::minutes((self.interval.as_secs() / 60).clamp(1, 60) as u16);
        let what = "addresses do not answer as they should: look at the canary's last run";
        let alarm = Alarm::new(
            success_percent(canary).period(period),
            Comparison::LessThan(100.0),
            self.severity,
            format!("{}: {what}", self.name),
        )
        .for_periods(self.failures)
        // A canary that does not run knows nothing, which is no better than bad news.
        .missing(if self.started { Missing::Breaching } else { Missing::NotBreaching });
        let alarm = self.topics.iter().fold(alarm, |alarm, topic| alarm.notify(topic));
        stack.add("Alarm", alarm)
    }
}
