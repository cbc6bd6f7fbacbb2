//! The Terraform module of an environment.

use crate::support::{Folder, TABLE, environment};
use cli::Exit;
use iac_core::prelude::*;
use serde_json::{Value, json};

fn module(folder: &Folder, path: &str) -> Value {
    serde_json::from_str(&folder.read(&format!("out/{path}/terraform/main.tf.json"))).unwrap()
}

#[test]
fn several_stacks_are_one_module() {
    let folder = Folder::new();
    let out = folder.ok(TABLE, &["synth", "shop/prod", "--format", "terraform"]);
    assert!(out.contains("wrote  out/shop/prod/terraform/main.tf.json"), "{out}");
    assert_eq!(folder.files(), ["out/manifest.json", "out/shop/prod/terraform/main.tf.json"]);
    let module = module(&folder, "shop/prod");
    let outputs = json!({"value": {"value": "shop prod"}, "edge_value": {"value": "shop edge"}});
    assert_eq!(module["output"], outputs);
    let providers = json!([{"region": "${var.region}"}, {"alias": "us_east_1", "region": "us-east-1"}]);
    assert_eq!(module["provider"]["aws"], providers);
    let backend = json!({"s3": {"key": "shop/prod/terraform.tfstate", "encrypt": true, "use_lockfile": true}});
    assert_eq!(module["terraform"]["backend"], backend);
}

#[test]
fn a_run_for_one_format_keeps_the_other() {
    let folder = Folder::new();
    folder.ok(TABLE, &["synth", "--all"]);
    let (files, manifest) = (folder.files(), folder.manifest());
    for format in ["terraform", "cloudformation"] {
        folder.ok(TABLE, &["synth", "--all", "--format", format]);
        assert_eq!((folder.files(), folder.manifest()), (files.clone(), manifest.clone()));
    }
}

#[test]
fn stdout_prints_the_module_when_asked() {
    let folder = Folder::new();
    let out = folder.ok(TABLE, &["synth", "mail-mind", "--stdout", "--format", "terraform"]);
    folder.ok(TABLE, &["synth", "mail-mind"]);
    assert_eq!(out, folder.read("out/mail-mind/prod/terraform/main.tf.json"));
}

#[test]
fn parameters_are_variables_with_what_is_allowed() {
    let table = [environment("shop", "prod", || {
        let mut stack = Stack::new("main");
        let size = Parameter::string()
            .label("Size")
            .description("How large")
            .default("small")
            .allowed_values(["small", "large"]);
        let size = stack.add("TaskSize", size);
        let count = stack.add("Count", Parameter::number().default(2).min_value(1).max_value(10));
        let zones = stack.add("Zones", Parameter::comma_delimited_list().default("a,b"));
        let large = stack.add(
            "IsLarge",
            Condition::equals(size.clone(), "large").and(Condition::equals(count.clone().untyped::<Str>(), "3")),
        );
        let sizes = stack.add("Sizes", Mapping::new().row("small", [("Cpu", "256")]).row("large", [("Cpu", "1024")]));
        stack.output("Cpu", sizes.find::<Str>(size, "Cpu"));
        stack.output("Large", large.then::<Str>("yes", "no"));
        stack.output("Zone", iac_core::select::<Str>(0, zones));
        stack.into()
    })];
    let folder = Folder::new();
    folder.ok(&table, &["synth", "--all"]);
    let module = module(&folder, "shop/prod");
    assert_eq!(
        module["variable"]["task_size"],
        json!({
            "type": "string", "description": "Size: How large", "default": "small", "nullable": false,
            "validation": {
                "condition": "${contains([\"small\", \"large\"], var.task_size)}",
                "error_message": "The value must be one of: small, large.",
            },
        })
    );
    assert_eq!(module["variable"]["count"]["default"], 2);
    assert_eq!(module["variable"]["count"]["validation"][1]["condition"], "${var.count <= 10}");
    assert_eq!(module["variable"]["zones"]["default"], json!(["a", "b"]));
    assert_eq!(
        module["locals"],
        json!({
            "sizes": {"small": {"Cpu": "256"}, "large": {"Cpu": "1024"}},
            "is_large": "${(var.task_size == \"large\" && tostring(var.count) == \"3\")}",
        })
    );
    assert_eq!(module["output"]["cpu"]["value"], "${local.sizes[var.task_size][\"Cpu\"]}");
    assert_eq!(module["output"]["large"]["value"], "${local.is_large ? \"yes\" : \"no\"}");
    assert_eq!(module["output"]["zone"]["value"], "${var.zones[0]}");
}

#[test]
fn two_names_that_are_equal_in_snake_case_are_an_error() {
    let table = [environment("shop", "prod", || {
        let mut stack = Stack::new("main");
        stack.output("TaskSize", "a");
        stack.output("TASKSize", "b");
        stack.into()
    })];
    let outcome = Folder::new().run(&table, &["synth", "--all"]);
    assert_eq!(outcome.exit, Exit::Findings);
    assert!(outcome.err.contains("are both the output `task_size` in Terraform"), "{}", outcome.err);
}
