//! Modules without resources: what Terraform reads in variables, locals and outputs. What it makes of each expectation was
//! tried with Terraform itself.

use iac_core::backend::terraform::{Deployment, Provider, module};
use iac_core::prelude::*;
use iac_core::{App, ConditionRef, Value, base64, join_list, json, json_text, resolve};
use serde_json::json;

const PROVIDER: Provider = Provider { tables: &[], facts: "", additions: "", lacking: "", cloudformation: "" };

fn written(app: impl Into<App>) -> serde_json::Value {
    let (graph, diagnostics) = resolve::resolve(app.into(), "shop-dev");
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
    let deployment = Deployment { system: "shop", environment: "dev", regions: &[] };
    let (module, diagnostics) = module(&graph, deployment, &PROVIDER);
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
    serde_json::from_str(&json::to_text(&module, json::Layout::Compact)).unwrap()
}

/// A stack with a text parameter and a condition that depends on it.
fn stack() -> (Stack, Val<Str>, ConditionRef) {
    let mut stack = Stack::new("main");
    let name = stack.add("Name", Parameter::string().default(""));
    let named = stack.add("Named", Condition::not_empty(&name));
    (stack, name, named)
}

#[test]
fn a_rule_applies_where_its_condition_holds() {
    let of = |when: fn(&Val<Str>) -> Condition| {
        let (mut stack, name, _) = stack();
        let other = stack.add("Other", Parameter::string().default(""));
        let rule = ParameterRule::when(when(&name));
        stack.add("Rule", rule.assert(Condition::not_empty(other), "It needs another."));
        written(stack)["variable"]["other"]["validation"]["condition"].take()
    };
    assert_eq!(of(|name| Condition::equals(name, "a")), r#"${var.name != "a" || var.other != ""}"#);
    assert_eq!(of(|name| Condition::not_empty(name)), r#"${var.name == "" || var.other != ""}"#);
    assert_eq!(
        of(|name| Condition::equals(name, "a").or(Condition::equals(name, "b"))),
        r#"${!(var.name == "a" || var.name == "b") || var.other != ""}"#
    );
}

#[test]
fn a_dollar_before_a_value_is_a_dollar() {
    let (mut stack, name, _) = stack();
    stack.output("One", join!["price $", &name]);
    stack.output("Two", join!["$$", &name, "$"]);
    stack.output("Inner", base64(join!["a$", &name]));
    let document = Value::map([("Price", join!["$", &name, "%", &name].into_plain_value())]);
    stack.output("Json", json_text(&document));
    let outputs = written(stack)["output"].take();
    assert_eq!(outputs["one"]["value"], r#"price ${"$"}${var.name}"#);
    assert_eq!(outputs["two"]["value"], r#"${"$$"}${var.name}$"#);
    assert_eq!(outputs["inner"]["value"], r#"${base64encode("a${"$"}${var.name}")}"#);
    assert_eq!(outputs["json"]["value"], r#"{"Price":"${"$"}${var.name}%${var.name}"}"#);
}

#[test]
fn defaults_are_no_templates() {
    let mut stack = Stack::new("main");
    let text = "${HOME} %{y}";
    stack.add("Text", Parameter::string().default(text).allowed_values([text, "b"]).description(text));
    stack.add("Texts", Parameter::comma_delimited_list().default("${a},%{b}"));
    let variables = written(stack)["variable"].take();
    assert_eq!(variables["text"]["default"], text);
    assert_eq!(variables["text"]["description"], text);
    assert_eq!(variables["text"]["validation"]["condition"], r#"${contains(["$${HOME} %%{y}", "b"], var.text)}"#);
    assert_eq!(variables["texts"]["default"], json!(["${a}", "%{b}"]));
}

#[test]
fn numbers_are_allowed_as_numbers() {
    let mut stack = Stack::new("main");
    stack.add("Ports", Parameter::number_list().default("80, 443").allowed_values([80, 443]));
    let variables = written(stack)["variable"].take();
    let condition = "${alltrue([for item in var.ports : contains([80, 443], item)])}";
    assert_eq!(variables["ports"]["validation"]["condition"], condition);
}

#[test]
fn what_a_list_leaves_out_is_not_joined() {
    let (mut stack, _, named) = stack();
    let y = || join!["y"];
    let parts = vec![named.then_only::<Str>("x"), y()];
    stack.output("Some", join_list(",", parts));
    stack.output("All", join_list(",", vec![named.then::<Str>("x", "z"), y()]));
    let outputs = written(stack)["output"].take();
    let some = r#"${join(",", [for item in [local.named ? "x" : null, "y"] : item if item != null])}"#;
    assert_eq!(outputs["some"]["value"], some);
    assert_eq!(outputs["all"]["value"], r#"${local.named ? "x" : "z"},y"#);
}
