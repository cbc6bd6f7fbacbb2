//! Logs, metrics, alarms, topics, dashboards, metering: what they write into the template, and what they refuse.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "../common/mod.rs"]
mod common;

mod alarm;
mod alarm_topic;
mod aws_metrics;
mod catalog;
mod composite_alarm;
mod dashboard;
mod event_notifications;
mod log_group;
mod marketplace;
mod metric_filter;
mod metric_math;
mod slack_alerts;
mod uptime_check;

use iac_aws::core::{Diagnostic, resolve};
use iac_aws::prelude::*;
use proptest::prelude::*;
use serde_json::{Value, json};

/// The template of a stack that `build` fills, and what was found.
fn resolved(build: impl FnOnce(&mut Stack)) -> (Value, Vec<Diagnostic>) {
    let mut stack = Stack::new("main");
    build(&mut stack);
    let (graph, diagnostics) = resolve::resolve(stack.into(), "test");
    (common::written(&graph.stacks[0]), diagnostics)
}

fn resources(build: impl FnOnce(&mut Stack)) -> Value {
    let (mut template, diagnostics) = resolved(build);
    assert_eq!(diagnostics, []);
    template["Resources"].take()
}

/// Adds one construct.
fn adding<C: Construct>(id: &'static str, construct: C) -> impl FnOnce(&mut Stack) {
    move |stack| {
        stack.add(id, construct);
    }
}

/// What is wrong: code and message.
fn faults(build: impl FnOnce(&mut Stack)) -> Vec<(&'static str, String)> {
    resolved(build).1.into_iter().map(|diagnostic| (diagnostic.code, diagnostic.message)).collect()
}

fn alarm(metric: Metric) -> Alarm {
    Alarm::new(metric, Comparison::GreaterThan(80.0), Severity::Warning, "Too much: look why")
}

/// The properties of an alarm that watches this.
fn watching(watched: impl Into<Watched>) -> Value {
    let alarm = Alarm::new(watched, Comparison::GreaterThan(1.0), Severity::Info, "Look");
    resources(adding("Alarm", alarm))["Alarm"]["Properties"].take()
}

fn alarm_faults(alarm: Alarm) -> Vec<(&'static str, String)> {
    faults(adding("Alarm", alarm))
}

fn custom() -> Metric {
    Metric::new("Shop", "Orders")
}
