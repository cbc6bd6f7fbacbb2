//! `AWS::Budgets`.

use super::members::member;
use super::prelude::*;

pub(super) const TYPES: &[ResourceMap] = &[ResourceMap::new("AWS::Budgets::Budget", "aws_budgets_budget")
    .reference("name")
    .name(Name::Prefix("name_prefix", "name", 100))
    .properties(&[
        ("Budget", To::Flatten(BUDGET)),
        ("NotificationsWithSubscribers", To::Block("notification", NOTIFICATION)),
        ("ResourceTags", To::Pairs("tags", "Key", "Value")),
    ])];

const BUDGET: &[(&str, To)] = &[
    ("BudgetLimit", To::Flatten(&[("Amount", To::Attribute("limit_amount")), ("Unit", To::Attribute("limit_unit"))])),
    ("BudgetName", To::Attribute("name")),
    ("CostFilters", To::By(cost_filters)),
    ("PlannedBudgetLimits", To::By(planned_limits)),
    ("TimePeriod", To::Flatten(&[("End", To::By(end)), ("Start", To::By(start))])),
];

const NOTIFICATION: &[(&str, To)] = &[("Notification", To::By(notification)), ("Subscribers", To::By(subscribers))];

/// `PERCENTAGE` is what is meant where nothing is said.
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-budgets-budget-notification.html>
fn notification<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    s.to(field, &To::Flatten(&[]));
    if !s.has("threshold_type") {
        s.set("threshold_type", "PERCENTAGE");
    }
}

/// The provider has one list of addresses and one of topics.
fn subscribers<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    let (mut emails, mut topics) = (Vec::new(), Vec::new());
    let items = if let Value::List(items) = &field.value { items.as_slice() } else { &[] };
    for item in items {
        let (Some(kind), Some(address)) = (member(item, "SubscriptionType"), member(item, "Address")) else {
            return unclear(s, "Subscribers");
        };
        let address = s.term(&address.value);
        match kind.value.as_str() {
            Some("EMAIL") => emails.push(address),
            Some("SNS") => topics.push(address),
            _ => return unclear(s, "Subscribers"),
        }
    }
    for (attribute, terms) in [("subscriber_email_addresses", emails), ("subscriber_sns_topic_arns", topics)] {
        if !terms.is_empty() {
            s.set(attribute, Term::list(terms));
        }
    }
}

fn cost_filters<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    let Value::Map(filters) = &field.value else { return unclear(s, "CostFilters") };
    for filter in filters {
        let values = s.term(&filter.value);
        s.block("cost_filter", vec![("name", Term::from(&filter.name)), ("values", values)]);
    }
}

fn planned_limits<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    let Value::Map(limits) = &field.value else { return unclear(s, "PlannedBudgetLimits") };
    for limit in limits {
        let (amount, unit) = (member(&limit.value, "Amount"), member(&limit.value, "Unit"));
        let (Some(time), Some(amount), Some(unit)) = (time(&limit.name), amount, unit) else {
            return unclear(s, "PlannedBudgetLimits");
        };
        let (amount, unit) = (s.term(&amount.value), s.term(&unit.value));
        s.block("planned_limit", vec![("start_time", time.into()), ("amount", amount), ("unit", unit)]);
    }
}

fn start<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    set_time(s, field, "time_period_start");
}

fn end<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    set_time(s, field, "time_period_end");
}

fn set_time<'g>(s: &mut Scope<'_, 'g>, field: &'g Field, attribute: &'static str) {
    match field.value.as_str().and_then(time) {
        Some(time) => s.set(attribute, time),
        None => unclear(s, &field.name),
    }
}

fn unclear(s: &mut Scope<'_, '_>, property: &str) {
    s.error(
        "terraform-budget",
        format!("the provider has `{property}` in another form, which needs the values"),
        "write literals",
    );
}

/// `2026-01-01_00:00`, out of seconds since 1970 or `2026-01-01T00:00:00Z`.
/// Source: <https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/budgets_budget>
fn time(text: &str) -> Option<String> {
    if let Ok(seconds) = text.parse::<i64>() {
        return Some(from_seconds(seconds));
    }
    let (date, time) = text.split_once('T').unwrap_or((text, "00:00"));
    let plain = date.len() == 10 && date.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    Some(format!("{date}_{}", time.get(..5)?)).filter(|_| plain)
}

/// The civil date of a day count.
/// Source: <https://howardhinnant.github.io/date_algorithms.html#civil_from_days>
fn from_seconds(seconds: i64) -> String {
    let (days, minutes) = (seconds.div_euclid(86_400) + 719_468, seconds.rem_euclid(86_400) / 60);
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}_{:02}:{:02}", minutes / 60, minutes % 60)
}
