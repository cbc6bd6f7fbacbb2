//! Modules without resources: what Terraform reads in variables, locals and outputs. What it makes of each expectation was
//! tried with Terraform itself.

use iac_core::backend::terraform::{Deployment, Provider, module};
use iac_core::prelude::*;
use iac_core::{App, ConditionRef, Graph, Value, base64, join_list, json, json_text, resolve, select};
use serde_json::json;

const PROVIDER: Provider = Provider { tables: &[], facts: "", additions: "", lacking: "", cloudformation: "" };

fn written(app: impl Into<App>) -> serde_json::Value {
    let (graph, diagnostics) = resolve::resolve(app.into(), "shop-dev");
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
    written_of(&graph)
}

fn written_of(graph: &Graph) -> serde_json::Value {
    let deployment = Deployment { system: "shop", environment: "dev", regions: &[] };
    let (module, diagnostics) = module(graph, deployment, &PROVIDER);
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

#[test]
fn numbers_are_compared_as_text() {
    let (mut stack, name, _) = stack();
    let number = stack.add("Number", Parameter::number().default(1));
    let numbers = stack.add("Numbers", Parameter::number_list().default("1,2"));
    let names = stack.add("Names", Parameter::comma_delimited_list().default("1,2"));
    let sizes = stack.add("Sizes", Mapping::new().row("a", [("Size", "1")]));
    stack.add("A", Condition::equals(number.clone().untyped::<Str>(), "1"));
    stack.add("B", Condition::equals(select(0, &numbers).untyped::<Str>(), "1"));
    stack.add("D", Condition::equals(sizes.find::<Str>(&name, "Size"), "1"));
    stack.add("E", Condition::equals(select(0, &names), "1"));
    stack.add("F", Condition::equals(&name, "1"));
    let rule = |list: Val<List<Str>>| ParameterRule::always().assert(Condition::contains(list, "1"), "It needs a 1.");
    stack.add("One", rule(numbers.untyped()));
    stack.add("Other", rule(names));
    let module = written(stack);
    let condition = |name: &str| &module["variable"][name]["validation"]["condition"];
    assert_eq!(condition("numbers"), r#"${contains([for item in var.numbers : tostring(item)], "1")}"#);
    assert_eq!(condition("names"), r#"${contains(var.names, "1")}"#);
    let locals = &module["locals"];
    assert_eq!(locals["f"], r#"${var.name == "1"}"#);
    assert_eq!(locals["a"], r#"${tostring(var.number) == "1"}"#);
    assert_eq!(locals["b"], r#"${tostring(var.numbers[0]) == "1"}"#);
    assert_eq!(locals["d"], r#"${local.sizes[var.name]["Size"] == "1"}"#);
    assert_eq!(locals["e"], r#"${var.names[0] == "1"}"#);
}

/// Programs have only text in mappings, templates that are read have numbers.
#[test]
fn numbers_of_mappings_are_compared_as_text() {
    let (mut stack, name, _) = stack();
    let sizes = stack.add("Sizes", Mapping::new().row("a", [("Size", "1")]));
    stack.add("Small", Condition::equals(sizes.find::<Str>(&name, "Size"), "1"));
    let (mut graph, _) = resolve::resolve(stack.into(), "shop-dev");
    graph.stacks[0].mappings["Sizes"].rows[0].1[0].value = Value::Int(1);
    let small = r#"${tostring(local.sizes[var.name]["Size"]) == "1"}"#;
    assert_eq!(written_of(&graph)["locals"]["small"], small);
}

#[test]
fn whole_bounds_stay_whole() {
    let mut stack = Stack::new("main");
    stack.add("Most", Parameter::number().max_value(i64::MAX).min_value(i64::MIN));
    stack.add("Odd", Parameter::number().min_value(9_007_199_254_740_993_i64));
    let variables = written(stack)["variable"].take();
    assert_eq!(variables["most"]["validation"][0]["condition"], "${var.most >= -9223372036854775808}");
    assert_eq!(variables["most"]["validation"][1]["condition"], "${var.most <= 9223372036854775807}");
    assert_eq!(variables["odd"]["validation"]["condition"], "${var.odd >= 9007199254740993}");
}
