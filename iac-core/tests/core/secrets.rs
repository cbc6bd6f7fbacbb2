//! Secrets: written as references that CloudFormation resolves, and nowhere where everybody reads.

use crate::support::{Database, Topic, codes, lines, some_secret, template};
use iac_core::Value;
use iac_core::cfn_prelude::{Arn, Handle, IntoSecret};
use iac_core::prelude::*;
use serde_json::json;

fn password(secret: impl IntoSecret) -> serde_json::Value {
    let mut stack = Stack::new("main");
    stack.add("Db", Database::new().master_user_password(secret));
    template(stack)["Resources"]["Db"]["Properties"]["MasterUserPassword"].take()
}

#[test]
fn outside_the_app_are_plain_references() {
    assert_eq!(password(SecretRef::ssm_secure("/shop/key")), "{{resolve:ssm-secure:/shop/key}}");
    let arn = || Val::<Arn<()>>::imported("arn:x");
    assert_eq!(password(SecretRef::secrets_manager(arn(), None)), "{{resolve:secretsmanager:arn:x:SecretString}}");
    assert_eq!(
        password(SecretRef::secrets_manager(arn(), Some("password".into()))),
        "{{resolve:secretsmanager:arn:x:SecretString:password}}"
    );
}

#[test]
fn of_this_stack_and_of_another_one_are_references_to_a_reference() {
    let of = |here: bool| {
        let mut base = Stack::new("base");
        let mut main = Stack::new("main");
        let topic = if here { main.add("Secret", Topic::new()) } else { base.add("Secret", Topic::new()) };
        let secret = SecretRef::secrets_manager(topic.node().r::<Arn<()>>(), Some("password".into()));
        main.add("Db", Database::new().master_user_password(secret));
        template(App::new().with(main).with(base))["Resources"]["Db"]["Properties"]["MasterUserPassword"].take()
    };
    assert_eq!(of(true), json!({"Fn::Sub": "{{resolve:secretsmanager:${Secret}:SecretString:password}}"}));
    assert_eq!(
        of(false),
        json!({"Fn::Join": ["", [
            "{{resolve:secretsmanager:", {"Fn::ImportValue": "shop-dev:base:Secret:Ref"}, ":SecretString:password}}",
        ]]})
    );
}

#[test]
fn that_are_typed_in_are_not_echoed() {
    let mut stack = Stack::new("main");
    let secret = stack.add("Password", Parameter::secret());
    stack.add("Db", Database::new().master_user_password(secret));
    let template = template(stack);
    assert_eq!(template["Parameters"]["Password"], json!({"Type": "String", "NoEcho": true}));
    assert_eq!(template["Resources"]["Db"]["Properties"]["MasterUserPassword"], json!({"Ref": "Password"}));
}

/// Types stop this; plain values, which constructs work with, could carry a secret past them.
#[test]
fn in_outputs_and_metadata_are_errors_even_as_plain_values() {
    let mut stack = Stack::new("main");
    let typed = stack.add("Password", Parameter::secret());
    let topic = stack.add("Topic", Topic::new());
    let plain = |secret: Value| Val::<Str>::of(secret);
    let line = line!() + 1;
    stack.output("A", plain(some_secret().into_value()));
    stack.output("B", join!["x", plain(typed.into_value())]);
    stack.add("C", Output::new("x").export(plain(typed.into_value())));
    stack.metadata(topic, "Note", typed.into_value());
    let mut found = lines(stack);
    found.sort_by_key(|(_, line)| *line);
    assert_eq!(found.iter().map(|(code, _)| *code).collect::<Vec<_>>(), ["open-secret"; 4]);
    assert_eq!(found[1..].iter().map(|(_, line)| *line).collect::<Vec<_>>(), [line, line + 1, line + 2]);
}

#[test]
fn cannot_decide_conditions() {
    let mut stack = Stack::new("main");
    stack.add("Condition", Condition::equals(Val::<Str>::of(some_secret().into_value()), "x"));
    assert_eq!(codes(stack), ["condition-on-resource"]);
}

#[test]
fn are_not_shown_when_a_value_is() {
    let secret = SecretRef::ssm_secure("/shop/key");
    assert_eq!(format!("{secret:?}"), "SecretRef(SecretSource(..))");
    let database = Database::new().master_user_password(secret);
    assert!(!format!("{database:?}").contains("/shop/key"));
}

/// The text is a reference that CloudFormation resolves wherever it stands.
#[test]
fn as_text_of_a_dynamic_reference_are_errors_where_everybody_reads() {
    let mut stack = Stack::new("main");
    let secret = "{{resolve:secretsmanager:shop:SecretString:password}}";
    let line = line!() + 1;
    stack.add("Topic", Topic::new().display_name(secret).tags([Tag::new("a", "{{resolve:ssm-secure:/shop/key}}")]));
    stack.output("Open", secret);
    stack.output("Joined", join!["{{resolve:secretsmanager:", region(), "}}"]);
    stack.output("Plain", "{{resolve:ssm:/shop/size}}");
    let mut found = lines(stack);
    found.sort();
    assert_eq!(found, [("open-secret", line), ("open-secret", line + 1), ("open-secret", line + 2)]);

    let mut stack = Stack::new("main");
    stack.add("Topic", Topic::new());
    stack.add("Other", Topic::new());
    let line = line!() + 1;
    stack.tag("Password", secret);
    assert_eq!(lines(stack), [("open-secret", line)]);
}
