//! What a deployment needs from people, and who pulls what.

use super::{fields, of};
use serde_json::{Value, json};

fn described() -> Value {
    of(include_str!("deployment.yaml"))
}

fn commands(steps: &Value) -> String {
    let texts = steps.as_array().into_iter().flatten();
    texts.map(|step| format!("{} {}\n", step["text"].as_str().unwrap(), step["command"].as_str().unwrap())).collect()
}

#[test]
fn steps_are_those_that_the_template_needs() {
    let described = described();
    let before = commands(&described["before"]);
    for needed in ["hosted zone", "create-open-id-connect-provider", "Slack workspace", "G and VT instances"] {
        assert!(before.contains(needed), "{needed} is not in {before}");
    }
    let after = commands(&described["after"]);
    for needed in ["PendingConfirmation", "TagKey=Product,"] {
        assert!(after.contains(needed), "{needed} is not in {after}");
    }
    let shop = super::described();
    assert_eq!((&shop["before"], &shop["after"]), (&json!([]), &json!([])));
}

#[test]
fn images_are_pulled_from_repositories_by_tags_that_are_parameters() {
    let described = described();
    let names = |list: &Value| list.as_array().unwrap().iter().map(|one| one["name"].clone()).collect::<Value>();
    assert_eq!(names(&described["pulled"]), json!(["Images"]));
    assert_eq!(described["starts"], json!(["shop"]));
    let tag = json!({"stack": "shop", "id": "ImageTag"});
    let service = &described["services"][0];
    assert_eq!(service["containers"][0]["image_parameter"], tag);
    assert_eq!(service["tasks"], "as many as the parameter Tasks says, 0 by default");
    assert_eq!(service["size"], "12288 MB");
    assert_eq!(described["machines"][0]["image_parameters"], json!([tag]));
}

#[test]
fn containers_of_a_compose_file_have_variables_and_secrets() {
    let container = described()["machines"][0]["containers"][0].clone();
    let expected = json!({
        "name": "api", "image": "Images:the parameter ImageTag",
        "environment": [
            {"name": "CLUSTER", "value": "Cluster", "known": false}, {"name": "MODE", "value": "a$b", "known": true},
        ],
        "secrets": [{"name": "DB_PASSWORD", "of": "Secret", "field": "password"}],
    });
    assert_eq!(fields(&container, &["name", "image", "environment", "secrets"]), expected);
}

#[test]
fn whoever_is_told_is_named_even_where_a_parameter_may_be_empty() {
    let told = described()["topics"][0]["subscribers"].clone();
    assert_eq!(told, json!(["email: the parameter AlarmEmail, if it is given", "Slack: the parameter SlackChannel"]));
}

#[test]
fn pipelines_say_what_starts_them_who_is_asked_and_what_they_release() {
    let pipeline = described()["pipelines"][0].clone();
    let expected = json!({
        "files": ["model/**"], "stages": ["Source", "Agree", "Deploy"], "deploy": "Deploy", "services": ["Model"],
        "approvals": [{"stage": "Agree", "action": "Ask"}],
    });
    assert_eq!(fields(&pipeline, &["files", "stages", "deploy", "services", "approvals"]), expected);
}
