//! Metering: how a container product reports what it is paid for.

use super::{Pricing, ProductCode, Trial, metered, signals};
use iac_aws_base::marketplace::Metered;
use iac_aws_base::policy::Statement;
use iac_aws_monitoring::{AlarmTopics, Notified, Severity};
use iac_core::prelude::*;
use iac_core::{Output, Text, Value, json_text};

/// What AWS Marketplace takes: an hour at a time, and nothing that is older than six hours.
/// Source: <https://docs.aws.amazon.com/marketplacemetering/latest/APIReference/API_MeterUsage.html>
const INTERVAL_SECONDS: u32 = 3_600;
const MAX_BACKFILL_SECONDS: u32 = 21_600;
/// The version of the key that AWS signs answers of `RegisterUsage` with.
const PUBLIC_KEY_VERSION: u32 = 1;

/// Attaches a service of ECS to its product on AWS Marketplace.
///
/// The program gets the one permission that its pricing needs, on its task role, and its environment says what to do:
/// `MARKETPLACE_ENABLED`, `MARKETPLACE_PRODUCT_CODE`, `MARKETPLACE_NOT_ENTITLED_EXIT_CODE`; with usage pricing
/// `MARKETPLACE_DIMENSIONS` (a JSON list), `METERING_INTERVAL_SECONDS` and `METERING_MAX_BACKFILL_SECONDS`; by the hour
/// or month `MARKETPLACE_PUBLIC_KEY_VERSION`; with a trial `TRIAL_MODE`, `TRIAL_DAYS` and `TRIAL_LIMITS` (a JSON object).
///
/// Alarms listen to what the program logs as JSON with a field `event`: `metering.recorded` (each hour, also for a usage
/// of zero), `metering.failed`, `metering.duplicate`, `metering.not_entitled` and `trial.limit_reached`. Each of these is
/// a custom metric, about 0.30 $ a month. When AWS says that the account has no subscription, the program ends with the
/// exit code of its environment, and a rule tells the topic.
/// Source: <https://docs.aws.amazon.com/marketplace/latest/userguide/container-metering-meterusage.html>
///
/// ```
/// use iac_aws::prelude::*;
/// let mut stack = Stack::new("main");
/// let vpc = stack.add("Network", Vpc::new(cidr!("10.0.0.0/16")).nat(Nat::One));
/// let image = Image::marketplace("seller/cloud-optimizer:v2.0.0");
/// let app = FargateService::web(vpc.private(), image, Fargate::Cpu1024(Mem1024::Gb2), 8000);
/// let app = stack.add("App", app);
/// let topic = stack.add("Alarms", AlarmTopic::new().email("Operations", "ops@example.com"));
/// let pricing = Pricing::usage([Dimension::metered("SecurityScans", "Number of AWS account scans", "Scans")]);
/// stack.add(
///     "Metering",
///     MarketplaceMetering::new(&app, ProductCode::sample(), pricing)
///         .trial(Trial::in_app(days(14)).limit("SecurityScans", 50))
///         .notify(&topic),
/// );
/// ```
#[derive(Clone, Debug)]
pub struct MarketplaceMetering<S> {
    service: S,
    product_code: ProductCode,
    pricing: Pricing,
    trial: Option<Trial>,
    exit_code: u8,
    topics: Option<AlarmTopics>,
}

impl<S: Metered + Clone> MarketplaceMetering<S> {
    /// Meters a service for a product that is paid for like this.
    pub fn new(service: &S, product_code: ProductCode, pricing: Pricing) -> Self {
        MarketplaceMetering {
            service: service.clone(),
            product_code,
            pricing,
            trial: None,
            exit_code: 77,
            topics: None,
        }
    }

    /// A trial that the program keeps to. Its limits are of dimensions that the product has.
    pub fn trial(mut self, trial: Trial) -> Self {
        self.trial = Some(trial);
        self
    }

    /// The exit code of a program that has no subscription; 77 by default, which is "permission denied" by convention.
    pub fn not_entitled_exit_code(mut self, code: u8) -> Self {
        self.exit_code = code;
        self
    }

    /// Whom alarms tell, and that a task has ended for want of a subscription.
    pub fn notify(mut self, notified: &impl Notified) -> Self {
        let topic = |severity| notified.topic(severity);
        self.topics = Some(AlarmTopics {
            critical: topic(Severity::Critical),
            warning: topic(Severity::Warning),
            info: topic(Severity::Info),
        });
        self
    }

    /// The environment of the program: names and values in the order in which they are written.
    fn environment(&self) -> Vec<(&'static str, Value)> {
        let text = |text: String| Value::Str(text.into());
        let flag = |flag: bool| text(flag.to_string());
        let mut variables = vec![
            ("MARKETPLACE_ENABLED", flag(self.pricing.action().is_some())),
            ("MARKETPLACE_PRODUCT_CODE", Value::Str(Text::Borrowed(self.product_code.as_str()))),
        ];
        match &self.pricing.0 {
            super::pricing::Model::Usage(dimensions) => {
                let keys = dimensions.iter().map(|dimension| Value::Str(Text::Borrowed(dimension.key))).collect();
                variables.extend([
                    ("MARKETPLACE_NOT_ENTITLED_EXIT_CODE", text(self.exit_code.to_string())),
                    ("MARKETPLACE_DIMENSIONS", json_text(&Value::List(keys)).into_plain_value()),
                    ("METERING_INTERVAL_SECONDS", text(INTERVAL_SECONDS.to_string())),
                    ("METERING_MAX_BACKFILL_SECONDS", text(MAX_BACKFILL_SECONDS.to_string())),
                ]);
            }
            super::pricing::Model::PerTask => variables.extend([
                ("MARKETPLACE_NOT_ENTITLED_EXIT_CODE", text(self.exit_code.to_string())),
                ("MARKETPLACE_PUBLIC_KEY_VERSION", text(PUBLIC_KEY_VERSION.to_string())),
            ]),
            super::pricing::Model::Byol => {}
        }
        if let Some(trial) = &self.trial {
            variables.extend([
                ("TRIAL_MODE", flag(true)),
                ("TRIAL_DAYS", text(trial.days().to_string())),
                ("TRIAL_LIMITS", json_text(&trial.limits()).into_plain_value()),
            ]);
        }
        variables
    }
}

/// Metering in a stack.
#[derive(Clone, Debug)]
pub struct MarketplaceMeteringHandle {
    /// The product that is metered.
    pub product_code: ProductCode,
    /// How it is paid for.
    pub pricing: Pricing,
}

impl<S: Metered + Clone> Construct for MarketplaceMetering<S> {
    type Handle = MarketplaceMeteringHandle;
    const SEALED: bool = true;

    fn build(self, stack: &mut Stack) -> MarketplaceMeteringHandle {
        self.product_code.check(stack);
        self.pricing.check(stack);
        if let Some(trial) = &self.trial {
            trial.check(stack, &self.pricing);
        }
        metered::check(stack, &self.service);
        if self.product_code.is_sample() {
            let note = "The product code is a sample: replace it by that of the product before anything is sold.";
            stack.template_metadata("Marketplace", Value::map([("ProductCode", Value::Str(Text::Borrowed(note)))]));
        }
        if let Some(action) = self.pricing.action() {
            let statement = Statement::allow([action]).sid("MarketplaceMetering").on("*");
            self.service.grant(stack, "MarketplaceMetering", statement);
        }
        for (name, value) in self.environment() {
            self.service.add_environment(stack, name, value);
        }
        let trial = self.trial.is_some();
        signals::add(stack, &self.service, &self.pricing.0, trial, self.exit_code, self.topics);
        let code = Output::new(self.product_code.as_str()).description("The product's code on AWS Marketplace");
        stack.add("ProductCode", code);
        let dimensions = self.pricing.dimensions().iter();
        let dimensions: Vec<_> = dimensions.map(|d| format!("{} ({}): {}", d.key, d.unit, d.name)).collect();
        if !dimensions.is_empty() {
            let what = Output::new(dimensions.join("; ")).description("What usage is charged by");
            stack.add("Dimensions", what);
        }
        MarketplaceMeteringHandle { product_code: self.product_code, pricing: self.pricing }
    }
}
