//! Secrets as templates.

mod common;

use common::{codes, resources, suppressed};
use iac_aws::prelude::*;
use iac_aws::security::read_statements;
use iac_core::resolve::resolve;
use iac_core::{App, IntoVal, SecretParameter};
use serde_json::{Value, json};

/// Policies as they stand in a template: in that of a role.
fn written(build: impl FnOnce(&mut Stack) -> Vec<Statement>) -> Value {
    let resources = resources(|stack| {
        let statements = build(stack);
        let policy = iac_aws::cfn::iam::role::Policy::new(PolicyDocument::new(statements), "Read");
        let role = iac_aws::cfn::iam::Role::new(PolicyDocument::trusts("ecs-tasks.amazonaws.com"));
        stack.add("Role", role.policies([policy]));
    });
    resources["Role"]["Properties"]["Policies"][0]["PolicyDocument"]["Statement"].clone()
}

#[test]
fn a_generated_field_stands_beside_plain_ones() {
    let resources = resources(|stack| {
        let host = stack.add("Host", Parameter::string().default("db.example.com"));
        let login = Secret::generated("password").field("username", "reporting").field("host", host);
        stack.add("Login", login.description("For reports"));
    });
    assert_eq!(
        resources["Login"]["Properties"],
        json!({
            "Description": "For reports",
            "GenerateSecretString": {
                "ExcludePunctuation": true,
                "RequireEachIncludedType": true,
                "PasswordLength": 32,
                "SecretStringTemplate": {"Fn::Sub": "{\"username\":\"reporting\",\"host\":\"${Host}\"}"},
                "GenerateStringKey": "password",
            },
        })
    );
    assert_eq!(resources["Login"]["DeletionPolicy"], "Delete");
    assert_eq!(suppressed(&resources["Login"]), ["CKV_AWS_149"]);
}

#[test]
fn random_text_and_parameters() {
    let resources = resources(|stack| {
        let key = stack.add("Key", EncryptionKey::new("Secrets"));
        let typed_in = stack.add("ApiKey", Parameter::secret());
        stack.add("Session", Secret::random(64).name("prod/session").encryption_key(&key).retain());
        stack.add("Api", Secret::from_parameter(&typed_in));
    });
    assert_eq!(
        resources["Session"]["Properties"],
        json!({
            "Name": "prod/session",
            "GenerateSecretString":
                {"ExcludePunctuation": true, "RequireEachIncludedType": true, "PasswordLength": 64},
            "KmsKeyId": {"Fn::GetAtt": ["Key", "Arn"]},
        })
    );
    assert_eq!(resources["Session"]["DeletionPolicy"], "Retain");
    assert_eq!(suppressed(&resources["Session"]), [] as [&str; 0]);
    assert_eq!(resources["Api"]["Properties"], json!({"SecretString": {"Ref": "ApiKey"}}));
}

#[test]
fn a_copy_has_a_key_of_its_region() {
    let mut replica = Stack::new("replica").in_region(Region::EU_WEST_1);
    let key = replica.add("Key", EncryptionKey::new("Copies"));
    let mut main = Stack::new("main").in_region(Region::EU_CENTRAL_1);
    main.add("Login", Secret::random(64).replicate_to(Region::EU_WEST_1, &key));
    let (graph, diagnostics) = resolve(App::new().with(main).with(replica), "test");
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let template = common::written(&graph.stacks[0]);
    assert_eq!(
        template["Resources"]["Login"]["Properties"]["ReplicaRegions"],
        json!([{"Region": "eu-west-1", "KmsKeyId": {"Ref": "FromReplicaKeyArn"}}])
    );
    let here = codes(|stack| {
        let key = stack.add("Key", EncryptionKey::new("Copies"));
        stack.add("Login", Secret::random(64).replicate_to(Region::EU_WEST_1, &key));
    });
    assert_eq!(here, ["replication-key"]);
}

#[test]
fn a_reader_gets_this_secret_and_its_key_and_nothing_else() {
    let expected = json!([
        {"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": {"Ref": "Login"}},
        {
            "Effect": "Allow",
            "Action": "kms:Decrypt",
            "Resource": {"Fn::GetAtt": ["Key", "Arn"]},
            "Condition":
                {"StringEquals": {"kms:ViaService": {"Fn::Sub": "secretsmanager.${AWS::Region}.amazonaws.com"}}},
        },
    ]);
    fn login(stack: &mut Stack) -> SecretHandle {
        let key = stack.add("Key", EncryptionKey::new("Secrets"));
        stack.add("Login", Secret::generated("password").encryption_key(&key))
    }
    assert_eq!(written(|stack| login(stack).grant_read()), expected);
    let by_pointer = written(|stack| {
        let password = login(stack).field("password");
        read_statements(stack, &password)
    });
    assert_eq!(by_pointer, expected);
}

#[test]
fn pointers_without_a_customer_key() {
    let plain = written(|stack| {
        let whole = stack.add("Login", Secret::random(32)).whole();
        read_statements(stack, &whole)
    });
    let read = json!({"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": {"Ref": "Login"}});
    assert_eq!(plain, json!([read]));
    let parameter = written(|stack| read_statements(stack, &SecretRef::ssm_secure("/prod/api-key")));
    let arn = "arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/prod/api-key";
    let read = json!({"Effect": "Allow", "Action": "ssm:GetParameters", "Resource": {"Fn::Sub": arn}});
    assert_eq!(parameter, json!([read]));
}

#[test]
fn an_arn_may_be_shown() {
    let mut stack = Stack::new("main");
    let login = stack.add("Login", Secret::random(32));
    stack.output("LoginArn", login.arn());
    let _: iac_core::Value = IntoVal::<Str>::into_value(login.arn());
}

#[test]
fn wrong_lengths_and_fields_are_errors() {
    let with = |secret: Secret| {
        codes(|stack| {
            stack.add("Secret", secret);
        })
    };
    assert_eq!(with(Secret::random(15)), ["bad-secret-length"]);
    assert_eq!(with(Secret::generated("password").length(4_097)), ["bad-secret-length"]);
    assert_eq!(with(Secret::generated("password").field("password", "x")), ["duplicate-secret-field"]);
    assert_eq!(with(Secret::generated("pass:word")), ["bad-secret-field"]);
    assert_eq!(with(Secret::generated("password").field("", "x")), ["bad-secret-field"]);
}

#[test]
fn what_a_secret_cannot_have_is_an_error() {
    let said = |secret: fn(&SecretParameter) -> Secret| {
        let mut stack = Stack::new("main");
        let typed_in = stack.add("ApiKey", Parameter::secret());
        stack.add("Api", secret(&typed_in));
        common::faults(stack)
    };
    let fields = "secret-without-fields: the secret is given fields, and it is text without any (begin with \
                  `Secret::generated`, whose fields are plain but one)";
    assert_eq!(said(|_| Secret::random(64).field("username", "x").field("host", "y")), [fields]);
    assert_eq!(said(|typed_in| Secret::from_parameter(typed_in).field("username", "x")), [fields]);
    assert_eq!(
        said(|typed_in| Secret::from_parameter(typed_in).length(64)),
        ["bad-secret-length: the secret is given a length, and it is what was typed in (leave `.length(…)` out)"]
    );
    assert_eq!(said(|_| Secret::random(64).length(32)), [] as [&str; 0]);
}
