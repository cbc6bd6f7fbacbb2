//! The containers of a compose file in the script that a machine starts with.

use crate::words::Words;
use iac_core::check::{Eval, Res};
use iac_core::{Expr, Value as Plain};
use serde_json::Value;

/// Around what is not known before the deployment; no text of a script has it.
const OPEN: char = '\u{e000}';
const CLOSE: char = '\u{e001}';

/// The containers, with their variables. The secrets are what the script fetches for each of them.
pub(crate) fn containers<'g>(words: &Words<'_, 'g>, template: Res<'_, 'g>) -> Vec<Value> {
    let script = script(words, template);
    let document = script.split_once("<<'EndOfServices'\n").and_then(|(_, rest)| rest.split_once("\nEndOfServices\n"));
    let Some(document) = document.and_then(|(text, _)| serde_json::from_str::<Value>(text).ok()) else {
        return Vec::new();
    };
    let services = document["services"].as_object().into_iter().flatten();
    let row = |(name, service): (&String, &Value)| {
        let environment = service["environment"].as_object().into_iter().flatten().map(|(name, value)| {
            let value = value.as_str().unwrap_or_default();
            // A dollar is written twice for Compose.
            object!({"name": name.as_str(), "value": plain(value).replace("$$", "$"), "known": !value.contains(OPEN)})
        });
        object!({
            "name": name.as_str(),
            "image": plain(service["image"].as_str().unwrap_or_default()),
            "environment": environment.collect::<Vec<_>>(),
            "secrets": secrets(&script, service["env_file"][0]["path"].as_str().unwrap_or_default()),
        })
    };
    services.map(row).collect()
}

/// The names in the file of a service's secrets, with what each is fetched from.
fn secrets(script: &str, file: &str) -> Vec<Value> {
    let mut found = Vec::new();
    let (mut from, mut field) = (String::new(), String::new());
    for line in script.lines().filter(|_| !file.is_empty()) {
        if let Some(id) = line.split(OPEN).nth(1).and_then(|rest| rest.split(CLOSE).next()) {
            from = id.to_owned();
            field = line.split_once(".[\"").and_then(|(_, rest)| rest.split('"').next()).unwrap_or_default().to_owned();
        }
        let named = line.strip_prefix("printf '%s=%s\\n' ").filter(|_| line.ends_with(&format!(">> {file}")));
        if let Some(name) = named.and_then(|rest| rest.split(' ').next()) {
            found.push(object!({"name": name, "of": from.as_str(), "field": field.as_str()}));
        }
    }
    found
}

/// The script with what is not known marked.
fn script<'g>(words: &Words<'_, 'g>, template: Res<'_, 'g>) -> String {
    let mut text = String::new();
    let Some(Plain::Map(data)) = template.node().property("LaunchTemplateData") else { return text };
    let Some(Plain::Expr(script)) = data.iter().find(|one| one.name == "UserData").map(|one| &one.value) else {
        return text;
    };
    let Expr::Base64(Plain::Expr(script)) = &**script else { return text };
    let Expr::Join(_, Plain::List(parts)) = &**script else { return text };
    for part in parts {
        match (part, template.eval(part)) {
            (Plain::Str(part), _) => text.push_str(part),
            (_, value @ (Eval::Text(_) | Eval::Int(_))) => text.push_str(&words.shown(&value)),
            (_, value) => text.extend([OPEN.to_string(), words.shown(&value), CLOSE.to_string()]),
        }
    }
    text
}

fn plain(text: &str) -> String {
    text.replace([OPEN, CLOSE], "")
}
