//! What may be spent in a month, and who is told when it is more.

use iac_aws_base::monitoring::AlarmTopicHandle;
use iac_aws_cfn::budgets::{self, budget as b};
use iac_core::prelude::*;
use iac_core::{Field, IntoPlain, IntoVal, Text, Value};

/// A budget (`AWS::Budgets::Budget`) in US dollars a month that tells people what was spent; it stops nothing.
///
/// It is about the whole account unless [`Budget::tag`] limits it, and tells of 80 % and 100 % spent and of 100 % forecast
/// unless other thresholds are given. Bills are read up to three times a day, a forecast needs about five weeks of them.
/// Budgets without actions cost nothing.
/// Source: <https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-best-practices.html>
///
/// Errors: an amount or threshold that is not above zero; nobody who is told, more than ten e-mail addresses or more than
/// one topic; more than ten thresholds, or one twice.
/// Source: <https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_Notification.html>
///
/// ```
/// use iac_aws::prelude::*;
/// let mut stack = Stack::new("main");
/// let topic = stack.add("Alarms", AlarmTopic::new().email("Operations", "ops@example.com"));
/// stack.add("Budget", Budget::monthly(300).tag("Product", "shop").notify(&topic));
/// ```
#[derive(Clone, Debug)]
pub struct Budget {
    dollars: Value,
    thresholds: Vec<(&'static str, u32)>,
    emails: Vec<Value>,
    topics: Vec<AlarmTopicHandle>,
    tags: Vec<Value>,
}

impl Budget {
    /// So many US dollars a month.
    pub fn monthly(dollars: impl IntoVal<Num>) -> Self {
        Budget {
            dollars: dollars.into_value(),
            thresholds: Vec::new(),
            emails: Vec::new(),
            topics: Vec::new(),
            tags: Vec::new(),
        }
    }

    /// Tells when more than this many percent of the amount have been spent.
    pub fn actual(mut self, percent: u32) -> Self {
        self.thresholds.push(("ACTUAL", percent));
        self
    }

    /// Tells when the month is forecast to end with more than this many percent of the amount.
    pub fn forecast(mut self, percent: u32) -> Self {
        self.thresholds.push(("FORECASTED", percent));
        self
    }

    /// Tells an e-mail address, without asking it to confirm.
    pub fn email(mut self, address: impl IntoVal<Str>) -> Self {
        self.emails.push(address.into_value());
        self
    }

    /// Tells whoever reads a topic, which is then allowed to receive it. A customer key of the topic must be usable by
    /// `KeyUser::Budgets`.
    pub fn notify(mut self, topic: &AlarmTopicHandle) -> Self {
        self.topics.push(*topic);
        self
    }

    /// Counts only what carries this tag, or one of those that are given. The tag counts from the day on which the
    /// account's bills know it: activate it as a cost allocation tag.
    /// Source: <https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/activating-tags.html>
    pub fn tag(mut self, key: impl Into<Text>, value: impl IntoPlain) -> Self {
        let tag = join!["user:", key.into(), "$", Val::<Str>::of(value.into_plain())];
        self.tags.push(tag.into_plain_value());
        self
    }

    fn check(&self, stack: &mut Stack) {
        let not_above_zero = match &self.dollars {
            Value::Int(amount) => *amount <= 0,
            Value::Num(amount) => !amount.is_finite() || *amount <= 0.0,
            _ => false,
        };
        if not_above_zero {
            stack.error("bad-budget", "a budget of nothing", "give the dollars of a month");
        }
        let twice = |index: usize| self.thresholds[..index].contains(&self.thresholds[index]);
        let zero = self.thresholds.iter().any(|(_, percent)| *percent == 0);
        if zero || self.thresholds.len() > 10 || (0..self.thresholds.len()).any(twice) {
            let message = "the thresholds of the budget are not one to ten different ones above 0 %";
            stack.error("bad-budget-threshold", message, "give each threshold once, such as `.actual(80)`");
        }
        if self.emails.is_empty() && self.topics.is_empty() {
            let help = "add `.email(address)` or `.notify(&topic)`";
            stack.error("budget-tells-nobody", "nobody is told when the budget is spent", help);
        }
        if self.emails.len() > 10 || self.topics.len() > 1 {
            let message = format!("{} addresses and {} topics are told", self.emails.len(), self.topics.len());
            stack.error("budget-tells-too-many", message, "give at most ten addresses and one topic");
        }
        for address in self.emails.iter().filter_map(Value::as_str) {
            if address.split('@').filter(|part| !part.trim().is_empty()).count() != 2 {
                let help = "give an address such as `ops@example.com`, or a parameter";
                stack.error("budget-email", format!("`{address}` is no e-mail address"), help);
            }
        }
    }
}

/// A budget in a stack.
#[derive(Clone, Copy, Debug)]
pub struct BudgetHandle {
    /// The resource.
    pub budget: budgets::BudgetRef,
}

impl Construct for Budget {
    type Handle = BudgetHandle;
    const SEALED: bool = true;

    fn build(mut self, stack: &mut Stack) -> BudgetHandle {
        if self.thresholds.is_empty() {
            self = self.actual(80).actual(100).forecast(100);
        }
        self.check(stack);
        let mut data =
            b::BudgetData::new("COST", "MONTHLY").budget_limit(b::Spend::new(Val::<Num>::of(self.dollars), "USD"));
        if !self.tags.is_empty() {
            let filter = Value::Map(vec![Field::new(Text::Borrowed("TagKeyValue"), Value::List(self.tags))]);
            data = data.cost_filters(Val::<Json>::of(filter));
        }
        let subscribers = || {
            let emails = self.emails.iter().map(|address| b::Subscriber::new(Val::<Str>::of(address.clone()), "EMAIL"));
            emails.chain(self.topics.iter().map(|topic| b::Subscriber::new(topic.arn(), "SNS"))).collect::<Vec<_>>()
        };
        let notifications = self.thresholds.iter().map(|(kind, percent)| {
            let notification = b::Notification::new("GREATER_THAN", *kind, *percent).threshold_type("PERCENTAGE");
            b::NotificationWithSubscribers::new(notification, subscribers())
        });
        let notifications = notifications.collect::<Vec<_>>();
        let budget = stack.add("", budgets::Budget::new(data).notifications_with_subscribers(notifications));
        for topic in &self.topics {
            topic.let_budgets_publish(stack);
            // A budget tries its topic when it is created.
            stack.depends_on(budget, topic.policy);
        }
        BudgetHandle { budget }
    }
}
