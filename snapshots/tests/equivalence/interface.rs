//! What a user gives and gets: variables, mappings, conditions, rules, outputs, and the regions.

use crate::check::{one, several};
use crate::variables;
use crate::cloudformation::CloudFormation;
use crate::compare::{NOTHING, Unlike, trees, unlike};
use crate::expression::template;
use crate::terraform::{Terraform, squashed};
use crate::value::{Value, literal};
use crate::world::{Read, Stop, World, everywhere};
use serde_json::Value as Json;

pub(crate) type Say<'s> = &'s mut dyn FnMut(&str, Unlike);

/// What a module may hold.
const SECTIONS: [&str; 9] =
    ["terraform", "provider", "variable", "locals", "data", "ephemeral", "resource", "output", "//"];

pub(crate) fn compare(cloudformation: &CloudFormation<'_>, terraform: &Terraform<'_>, say: Say<'_>) {
    for key in terraform.document.as_object().into_iter().flatten().map(|(key, _)| key) {
        if !SECTIONS.contains(&key.as_str()) {
            say(key, unlike("section", NOTHING, key));
        }
    }
    let region = terraform.provider(None).map(|provider| &provider["region"]);
    if region.is_none_or(|region| region != "${var.region}") {
        say("provider", unlike("aws/region", "the environment's region", region.unwrap_or(&Json::Null)));
    }
    variables::compare(cloudformation, terraform, say);
    mappings(cloudformation, terraform, say);
    for stack in 0..cloudformation.stacks.len() {
        for (name, formula) in cloudformation.section(stack, "Conditions") {
            condition(cloudformation, terraform, stack, name, formula, say);
        }
    }
    rules(cloudformation, terraform, say);
    outputs(cloudformation, terraform, say);
}

pub(crate) fn named<'j>(terraform: &'j Terraform<'_>, section: &str, name: &str) -> Option<(&'j String, &'j Json)> {
    let members = terraform.document[section].as_object()?;
    members.iter().find(|(found, _)| squashed(found) == squashed(name))
}

<<<<<<< HEAD
fn variables(cloudformation: &CloudFormation<'_>, terraform: &Terraform<'_>, say: Say<'_>) {
    let mut known = vec!["region".to_owned(), "stackname".to_owned()];
    for stack in 0..cloudformation.stacks.len() {
        for (name, parameter) in cloudformation.section(stack, "Parameters") {
            known.push(squashed(name));
            let Some((_, variable)) = named(terraform, "variable", name) else {
                say(name, unlike("variable", "a parameter", NOTHING));
                continue;
            };
            let variable = one(variable).unwrap_or(&Json::Null);
            variable_differences(label(cloudformation, stack, name), parameter, variable)
                .into_iter()
                .for_each(|unlike| say(name, unlike));
        }
    }
    for (name, _) in terraform.document["variable"].as_object().into_iter().flatten() {
        if !known.contains(&squashed(name)) {
            say(name, unlike("variable", NOTHING, name));
        }
    }
}

/// What CloudFormation's console calls a parameter.
fn label<'j>(cloudformation: &CloudFormation<'j>, stack: usize, name: &str) -> Option<&'j str> {
    let interface = &cloudformation.stacks[stack].document["Metadata"]["AWS::CloudFormation::Interface"];
    interface["ParameterLabels"][name]["default"].as_str()
}

fn variable_differences(label: Option<&str>, parameter: &Json, variable: &Json) -> Vec<Unlike> {
    let mut found = Vec::new();
    let mut same = |path: &str, cloudformation: Json, terraform: &Json| {
        let text = |json: &Json| literal(json).plain().unwrap_or_else(|| json.to_string());
        if text(&cloudformation) != text(terraform) {
            found.push(unlike(&format!("variable/{path}"), cloudformation, terraform));
        }
    };
    // <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html>
    let kind = parameter["Type"].as_str().unwrap_or_default();
    let list = kind.starts_with("List<") || kind == "CommaDelimitedList";
    let number = kind.trim_start_matches("List<").starts_with("Number");
    let item = if number { "number" } else { "string" };
    same("type", (if list { format!("list({item})") } else { item.to_owned() }).into(), &variable["type"]);
    let default = match &parameter["Default"] {
        Json::String(text) if list => text.split(',').map(|item| item.trim().to_owned()).collect(),
        other => other.clone(),
    };
    same("default", default, &variable["default"]);
    let description = parameter["Description"].as_str().unwrap_or_default();
    let labelled = label.map(|label| format!("{label}: {description}"));
    if variable["description"] != *description && variable["description"].as_str() != labelled.as_deref() {
        same("description", description.into(), &variable["description"]);
    }
    let secret = parameter["NoEcho"] == true || parameter["NoEcho"] == "true";
    same("sensitive", secret.into(), &Json::from(variable["sensitive"] == true));
    let conditions: Vec<String> = validations(variable).into_iter().map(|(text, _)| text.to_owned()).collect();
    if let Some(values) = parameter["AllowedValues"].as_array() {
        let wanted: Vec<String> = values.iter().filter_map(|value| literal(value).plain()).collect();
        let lists = conditions.iter().filter_map(|text| allowed(text)).any(|values| values == wanted);
        if !lists {
            found.push(unlike("variable/validation", format!("one of {wanted:?}"), conditions.join(" and ")));
        }
    }
    if let Some(pattern) = parameter["AllowedPattern"].as_str() {
        let whole = format!("^(?:{pattern})$");
        let fits = |text: &String| {
            let strings = strings(text);
            strings.iter().any(|found| found == pattern || *found == whole || *found == format!("^({pattern})$"))
        };
        if !conditions.iter().any(fits) {
            found.push(unlike("variable/validation", format!("the pattern {pattern}"), conditions.join(" and ")));
        }
    }
    for limit in ["MinLength", "MaxLength", "MinValue", "MaxValue"] {
        let Some(number) = literal(&parameter[limit]).plain() else { continue };
        let operator = if limit.starts_with("Min") { ">=" } else { "<=" };
        let subject = if limit.ends_with("Length") { "length(" } else { "var." };
        let fits =
            |text: &String| text.contains(subject) && text.replace(' ', "").contains(&format!("{operator}{number}"));
        if !conditions.iter().any(fits) {
            found.push(unlike("variable/validation", format!("{limit} {number}"), conditions.join(" and ")));
        }
    }
    found
}

/// The conditions of a variable's validations, and what is said when one does not hold.
pub(crate) fn validations(variable: &Json) -> Vec<(&str, &str)> {
    let blocks = &variable["validation"];
    let blocks = blocks.as_array().map_or_else(|| std::slice::from_ref(blocks), Vec::as_slice);
    blocks.iter().filter_map(|block| Some((block["condition"].as_str()?, block["error_message"].as_str()?))).collect()
}

/// The list of `contains([…], …)`.
fn allowed(condition: &str) -> Option<Vec<String>> {
    let Ok(Expression::Call(name, arguments)) = template(condition) else { return None };
    let Some(Expression::List(items)) = arguments.first().filter(|_| name == "contains") else { return None };
    items.iter().map(|item| if let Expression::Literal(value) = item { value.plain() } else { None }).collect()
}

/// Every literal text of an expression.
fn strings(condition: &str) -> Vec<String> {
    fn collect(expression: &Expression, found: &mut Vec<String>) {
        use Expression as E;
        match expression {
            E::Literal(Value::Text(text)) => found.push(text.clone()),
            E::Call(_, parts) | E::Template(parts) | E::List(parts) => {
                parts.iter().for_each(|part| collect(part, found))
            }
            E::Not(of) => collect(of, found),
            E::Binary(_, left, right) => [left, right].into_iter().for_each(|part| collect(part, found)),
            E::Choice(condition, yes, no) => [condition, yes, no].into_iter().for_each(|part| collect(part, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    if let Ok(expression) = template(condition) {
        collect(&expression, &mut found);
    }
    found
}

=======
>>>>>>> eb4664abdb8857d68746d119d192d6653ae98d8a
fn mappings(cloudformation: &CloudFormation<'_>, terraform: &Terraform<'_>, say: Say<'_>) {
    for stack in 0..cloudformation.stacks.len() {
        for (name, mapping) in cloudformation.section(stack, "Mappings") {
            match named(terraform, "locals", name) {
                Some((_, local)) => match terraform.value(local, &World::default()) {
                    Ok(local) => trees("mapping", &Value::Map(keyed(mapping)), &local)
                        .into_iter()
                        .for_each(|unlike| say(name, unlike)),
                    Err(fault) => say(name, unlike("mapping", mapping, format!("{fault:?}"))),
                },
                None => say(name, unlike("mapping", mapping, NOTHING)),
            }
        }
    }
}

fn keyed(mapping: &Json) -> crate::value::Object {
    let rows = mapping.as_object().into_iter().flatten();
    rows.map(|(key, row)| {
        let Value::Object(row) = literal(row) else { return (key.clone(), literal(row)) };
        (key.clone(), Value::Map(row))
    })
    .collect()
}

/// Two formulas, in every world: what CloudFormation's says, and what Terraform's.
fn formulas(mut both: impl FnMut(&World) -> Read<(bool, bool)>) -> Option<(String, String)> {
    let mut found = None;
    let read = everywhere(|world| {
        let (left, right) = both(world)?;
        if left != right {
            found = Some((format!("{left} where {world}"), right.to_string()));
        }
        Ok(())
    });
    read.err().map(|what| (what, "cannot be compared".to_owned())).or(found)
}

fn condition(
    cloudformation: &CloudFormation<'_>,
    terraform: &Terraform<'_>,
    stack: usize,
    name: &str,
    formula: &Json,
    say: Say<'_>,
) {
    // A condition that nothing of Terraform's names may be written where it is used, or be used by a rule alone.
    let Some((_, local)) = named(terraform, "locals", name) else { return };
    let unlike_formulas = formulas(|world| {
        let left = cloudformation.formula(stack, formula, world)?;
        Ok((left, world.truth(&terraform.value(local, world)?)?))
    });
    if let Some((left, right)) = unlike_formulas {
        say(name, unlike("condition", left, right));
    }
}

<<<<<<< HEAD
/// A rule is a validation, or a precondition, that says the same.
fn rules(
    cloudformation: &CloudFormation<'_>,
    terraform: &Terraform<'_>,
    stack: usize,
    name: &str,
    rule: &Json,
    say: Say<'_>,
) {
    let mut conditions = Vec::new();
    for (_, variable) in terraform.document["variable"].as_object().into_iter().flatten() {
        conditions.extend(one(variable).into_iter().flat_map(validations));
    }
    for (_, body) in terraform.section("resource") {
        let blocks = &body["lifecycle"]["precondition"];
        let blocks = blocks.as_array().map_or_else(|| std::slice::from_ref(blocks), Vec::as_slice).iter();
        conditions
            .extend(blocks.filter_map(|block| Some((block["condition"].as_str()?, block["error_message"].as_str()?))));
    }
    for assertion in rule["Assertions"].as_array().into_iter().flatten() {
        let says = |(condition, _): &&(&str, &str)| {
            formulas(|world| {
                let asked = match &rule["RuleCondition"] {
                    Json::Null => true,
                    condition => cloudformation.formula(stack, condition, world)?,
                };
                let left = !asked || cloudformation.formula(stack, &assertion["Assert"], world)?;
                let condition = template(condition).map_err(Stop::Unreadable)?;
                Ok((left, world.truth(&terraform.scope(world).expression(&condition)?)?))
            })
            .is_none()
        };
        if !conditions.iter().any(|condition| says(&condition)) {
            say(name, unlike("rule", &assertion["AssertDescription"], "no validation says this"));
=======
/// A rule is a validation, or a precondition, that says the same; and no other condition is there.
fn rules(cloudformation: &CloudFormation<'_>, terraform: &Terraform<'_>, say: Say<'_>) {
    let mut conditions = variables::others(terraform);
    for ((kind, name), body) in terraform.section("resource") {
        for block in several(&body["lifecycle"]["precondition"]) {
            conditions.push((format!("{kind}.{name}"), block["condition"].as_str().unwrap_or_default().to_owned()));
>>>>>>> eb4664abdb8857d68746d119d192d6653ae98d8a
        }
    }
    for stack in 0..cloudformation.stacks.len() {
        for (name, rule) in cloudformation.section(stack, "Rules") {
            for assertion in rule["Assertions"].as_array().into_iter().flatten() {
                let says = |(_, condition): &(String, String)| {
                    let unlike = formulas(|world| {
                        let asked = match &rule["RuleCondition"] {
                            Json::Null => true,
                            condition => cloudformation.formula(stack, condition, world)?,
                        };
                        let left = !asked || cloudformation.formula(stack, &assertion["Assert"], world)?;
                        let condition = template(condition).map_err(Stop::Unreadable)?;
                        Ok((left, world.truth(&terraform.scope(world).expression(&condition)?)?))
                    });
                    unlike.is_none()
                };
                match conditions.iter().position(says) {
                    Some(index) => drop(conditions.remove(index)),
                    None => say(name, unlike("rule", &assertion["AssertDescription"], "no validation says this")),
                }
            }
        }
    }
    for (name, condition) in conditions {
        say(&name, unlike("condition", NOTHING, condition));
    }
}

fn outputs(cloudformation: &CloudFormation<'_>, terraform: &Terraform<'_>, say: Say<'_>) {
    let mut known = Vec::new();
    for stack in 0..cloudformation.stacks.len() {
        for (name, output) in cloudformation.section(stack, "Outputs").filter(|(_, output)| output["Export"].is_null())
        {
            known.push(squashed(name));
            let Some((_, body)) = named(terraform, "output", name) else {
                say(name, unlike("output", &output["Value"], NOTHING));
                continue;
            };
            let body = one(body).unwrap_or(&Json::Null);
            if output["Description"] != body["description"] {
                say(name, unlike("output/description", &output["Description"], &body["description"]));
            }
            let read = everywhere(|world| {
                let exists = match output["Condition"].as_str() {
                    Some(condition) => cloudformation.condition(stack, condition, world)?,
                    None => true,
                };
                let left = if exists { cloudformation.value(stack, &output["Value"], world)? } else { Value::Null };
                let right = terraform.value(&body["value"], world)?;
                trees("output", &left, &right).into_iter().for_each(|unlike| say(name, unlike));
                Ok(())
            });
            read.err().into_iter().for_each(|what| say(name, unlike("output", what, "cannot be compared")));
        }
    }
    for (name, body) in terraform.document["output"].as_object().into_iter().flatten() {
        if !known.contains(&squashed(name)) {
            say(name, unlike("output", NOTHING, body));
        }
    }
}
