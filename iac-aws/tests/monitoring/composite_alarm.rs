//! Composite alarms: what they write into the template, and what they refuse.

use crate::*;

#[test]
fn a_composite_alarm_says_one_thing_of_several() {
    let resources = resources(|stack| {
        let topic = stack.add("Topic", AlarmTopic::new());
        let [a, b, c] = ["A", "B", "C"].map(|id| stack.add(id, alarm(custom())));
        let rule = AlarmRule::any_of([&a, &b]).and(AlarmRule::alarm(&c).negated());
        stack.add("Both", CompositeAlarm::new(rule, Severity::Critical, "Down: act").notify(&topic));
    });
    let expected = json!({
        "Type": "AWS::CloudWatch::CompositeAlarm",
        "Properties": {
            "AlarmRule": {"Fn::Sub": "((ALARM(\"${A}\") OR ALARM(\"${B}\")) AND NOT ALARM(\"${C}\"))"},
            "AlarmDescription": "Critical: Down: act",
            "AlarmActions": [{"Ref": "Topic"}],
            "OKActions": [{"Ref": "Topic"}],
        },
    });
    assert_eq!(resources["Both"], expected);
}

#[test]
fn a_composite_alarm_of_nothing_is_refused() {
    let nothing = CompositeAlarm::new(AlarmRule::any_of([]), Severity::Info, "Look");
    assert_eq!(faults(adding("Both", nothing))[0].0, "alarm-rule");
}
