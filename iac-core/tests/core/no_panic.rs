//! No program makes the library panic, hang or write something that is not JSON; where it finds nothing wrong, every
//! reference of the template leads somewhere.

use crate::program::Program;
use iac_core::backend::cloudformation;
use iac_core::prelude::*;
use iac_core::{Severity, json, resolve::resolve};
use proptest::prelude::*;
use serde_json::Value;

/// Every reference of a template, as `(section, id)`.
fn references(value: &Value, found: &mut Vec<(&'static str, String)>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        Value::Object(object) => {
            let first =
                |key: &str| object.get(key).and_then(|args| args.get(0).unwrap_or(args).as_str()).map(str::to_owned);
            for (key, section) in [
                ("Ref", "Resources"),
                ("Fn::GetAtt", "Resources"),
                ("Fn::If", "Conditions"),
                ("Fn::FindInMap", "Mappings"),
                ("DependsOn", "Resources"),
                ("Condition", "Conditions"),
            ] {
                found.extend(first(key).map(|id| (section, id)));
            }
            object.values().for_each(|value| references(value, found));
        }
        _ => {}
    }
}

fn check(app: App) -> Result<(), TestCaseError> {
    let (graph, diagnostics) = resolve(app, "test-dev");
    let fine = diagnostics.iter().all(|found| found.severity < Severity::Error);
    for stack in &graph.stacks {
        let bytes = json::to_bytes(&cloudformation::template(stack), json::Layout::Lines);
        let template: Value = serde_json::from_slice(&bytes).unwrap();
        let mut found = Vec::new();
        references(&template, &mut found);
        for (section, id) in found.into_iter().filter(|(_, id)| fine && !id.starts_with("AWS::")) {
            let leads = template[section].get(&id).or_else(|| template["Parameters"].get(&id)).is_some();
            prop_assert!(leads, "{section} {id} in {template:#}");
        }
    }
    for found in diagnostics.iter().filter(|found| found.code != "own") {
        prop_assert!(!found.message.is_empty() && found.help.as_ref().is_some_and(|help| !help.is_empty()), "{found}");
    }
    Ok(())
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 0..120)
}

proptest! {
    #[test]
    fn on_programs_with_sensible_ids(bytes in bytes()) {
        let mut stack = Stack::new("main");
        Program::sensible().run(&mut stack, &bytes);
        check(stack.into())?;
    }

    #[test]
    fn on_programs_that_mix_stacks_up(
        parts in prop::array::uniform4(bytes()), names in prop::array::uniform3(0usize..3), regions: bool,
    ) {
        let mut program = Program::wild();
        let mut stacks = names.map(|name| Stack::new(["a", "b", ""][name]));
        if regions {
            let [a, b, c] = stacks;
            stacks = [a.in_region(Region::EU_CENTRAL_1), b, c.in_region(Region::US_EAST_1)];
        }
        for (part, stack) in parts.iter().zip([0, 1, 0, 2]) {
            program.run(&mut stacks[stack], part);
        }
        check(stacks.into_iter().fold(App::new(), App::with))?;
    }
}
