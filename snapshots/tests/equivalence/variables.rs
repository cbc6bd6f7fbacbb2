//! Parameters and variables: what a user may give.

use crate::cloudformation::CloudFormation;
use crate::compare::{NOTHING, Unlike, unlike};
use crate::expression::{Expression, template};
use crate::interface::{Say, named};
use crate::terraform::{Terraform, one, several, squashed};
use crate::value::{Value, literal};
use serde_json::Value as Json;

/// What a value has to be. Rules over several variables are not of this kind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Limit {
    OneOf(Vec<String>),
    /// The whole value is what the pattern describes.
    Pattern(String),
    Bound(&'static str, String),
}

pub(crate) fn compare(cloudformation: &CloudFormation<'_>, terraform: &Terraform<'_>, say: Say<'_>) {
    let mut known = vec!["region".to_owned(), "stackname".to_owned()];
    for (stack, name, parameter) in cloudformation.everywhere("Parameters") {
        let id = name.rsplit('/').next().unwrap_or(&name);
        if cloudformation.handed(stack, id).is_some() {
            continue;
        }
        known.push(squashed(&name));
        let interface = &cloudformation.stacks[stack].document["Metadata"]["AWS::CloudFormation::Interface"];
        let label = interface["ParameterLabels"][id]["default"].as_str();
        match named(terraform, "variable", &name) {
            Some((variable, body)) => {
                let body = one(body).unwrap_or(&Json::Null);
                differences(label, parameter, variable, body).into_iter().for_each(|unlike| say(&name, unlike));
            }
            None => say(&name, unlike("variable", "a parameter", NOTHING)),
        }
    }
    for (name, _) in terraform.document["variable"].as_object().into_iter().flatten() {
        if !known.contains(&squashed(name)) {
            say(name, unlike("variable", NOTHING, name));
        }
    }
}

/// The regions of an environment are those that a user may choose.
pub(crate) fn region(regions: &[String], terraform: &Json, say: Say<'_>) {
    let variable = &terraform["variable"]["region"];
    let (limits, _) = limits("region", variable);
    let default = variable["default"].as_str().unwrap_or_default();
    if limits != [Limit::OneOf(regions.to_vec())] || !regions.iter().any(|region| region == default) {
        say("region", unlike("variable", regions.join(", "), variable));
    }
}

fn differences(label: Option<&str>, parameter: &Json, name: &str, variable: &Json) -> Vec<Unlike> {
    let mut found = Vec::new();
    let mut same = |path: &str, cloudformation: Json, terraform: Json| {
        let text = |json: &Json| literal(json).plain().unwrap_or_else(|| json.to_string());
        if text(&cloudformation) != text(&terraform) {
            found.push(unlike(&format!("variable/{path}"), cloudformation, terraform));
        }
    };
    // <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html>
    let kind = parameter["Type"].as_str().unwrap_or_default();
    let list = kind.starts_with("List<") || kind == "CommaDelimitedList";
    let item = if kind.trim_start_matches("List<").starts_with("Number") { "number" } else { "string" };
    let wanted = if list { format!("list({item})") } else { item.to_owned() };
    same("type", wanted.into(), variable["type"].clone());
    let default = match &parameter["Default"] {
        Json::String(text) if list => text.split(',').map(|item| item.trim().to_owned()).collect(),
        other => other.clone(),
    };
    same("default", default, variable["default"].clone());
    same("nullable", false.into(), variable["nullable"].clone());
    let secret = parameter["NoEcho"] == true || parameter["NoEcho"] == "true";
    same("sensitive", secret.into(), (variable["sensitive"] == true).into());
    let description = parameter["Description"].as_str().unwrap_or_default();
    let labelled = label.map(|label| format!("{label}: {description}"));
    if variable["description"].as_str() != labelled.as_deref() {
        same("description", description.into(), variable["description"].as_str().unwrap_or_default().into());
    }
    let (mut wanted, (mut there, _)) = (asked(parameter), limits(name, variable));
    wanted.sort();
    there.sort();
    if wanted != there {
        found.push(unlike("variable/validation", format!("{wanted:?}"), format!("{there:?}")));
    }
    found
}

fn asked(parameter: &Json) -> Vec<Limit> {
    let mut limits = Vec::new();
    if let Some(values) = parameter["AllowedValues"].as_array() {
        limits.push(Limit::OneOf(values.iter().filter_map(|value| literal(value).plain()).collect()));
    }
    if let Some(pattern) = parameter["AllowedPattern"].as_str() {
        limits.push(Limit::Pattern(pattern.to_owned()));
    }
    let bounds = [("MinLength", "length >="), ("MaxLength", "length <="), ("MinValue", ">="), ("MaxValue", "<=")];
    for (key, bound) in bounds {
        limits.extend(literal(&parameter[key]).plain().map(|number| Limit::Bound(bound, number)));
    }
    limits
}

/// The limits that a variable's validations set, and the conditions that are none.
fn limits(name: &str, variable: &Json) -> (Vec<Limit>, Vec<String>) {
    let (mut limits, mut others) = (Vec::new(), Vec::new());
    let subject = Expression::Attribute(Box::new(Expression::Name("var".to_owned())), name.to_owned());
    for block in several(&variable["validation"]) {
        let condition = block["condition"].as_str().unwrap_or_default();
        let read = template(condition).ok().and_then(|condition| clauses(&condition, &subject));
        match read.filter(|_| block["error_message"].as_str().is_some_and(|message| !message.is_empty())) {
            Some(clauses) => limits.extend(clauses),
            None => others.push(condition.to_owned()),
        }
    }
    (limits, others)
}

/// The validations that say more than what one value has to be, with their variables.
pub(crate) fn others(terraform: &Terraform<'_>) -> Vec<(String, String)> {
    let variables = terraform.document["variable"].as_object().into_iter().flatten();
    let others = variables.flat_map(|(name, body)| {
        let (_, others) = limits(name, one(body).unwrap_or(&Json::Null));
        others.into_iter().map(|condition| (name.clone(), condition)).collect::<Vec<_>>()
    });
    others.filter(|(name, _)| name != "stack_name").collect()
}

fn clauses(condition: &Expression, subject: &Expression) -> Option<Vec<Limit>> {
    use Expression as E;
    let number = |side: &E| match side {
        E::Literal(value) => value.plain(),
        _ => None,
    };
    let bound = |operator: &str, length: bool| match (operator, length) {
        (">=", true) => Some("length >="),
        ("<=", true) => Some("length <="),
        (">=", false) => Some(">="),
        ("<=", false) => Some("<="),
        _ => None,
    };
    Some(match condition {
        E::Binary("&&", left, right) => [clauses(left, subject)?, clauses(right, subject)?].concat(),
        E::Binary(operator, left, right) => match left.as_ref() {
            E::Call(name, of) if name == "length" && of.as_slice() == std::slice::from_ref(subject) => {
                vec![Limit::Bound(bound(operator, true)?, number(right)?)]
            }
            left if left == subject => vec![Limit::Bound(bound(operator, false)?, number(right)?)],
            _ => return None,
        },
        E::Call(name, arguments) => match (name.as_str(), arguments.as_slice()) {
            ("contains", [E::List(items), of]) if of == subject => {
                vec![Limit::OneOf(items.iter().map(number).collect::<Option<_>>()?)]
            }
            ("can", [E::Call(name, arguments)]) if name == "regex" => match arguments.as_slice() {
                [E::Literal(Value::Text(pattern)), of] if of == subject => vec![Limit::Pattern(whole(pattern)?)],
                _ => return None,
            },
            // Every item of a list.
            ("alltrue", [E::For(parts)])
                if parts.of == *subject && parts.names.len() == 1 && parts.condition.is_none() =>
            {
                clauses(&parts.value, &E::Name(parts.names[0].clone()))?
            }
            _ => return None,
        },
        _ => return None,
    })
}

/// The pattern of a whole value: CloudFormation's always are, Terraform's find a part.
fn whole(pattern: &str) -> Option<String> {
    let inner = pattern.strip_prefix("^(?:").and_then(|rest| rest.strip_suffix(")$"));
    let anchored = pattern.starts_with('^') && pattern.ends_with('$') && !pattern.contains('|');
    inner.or(anchored.then_some(pattern)).map(str::to_owned)
}
