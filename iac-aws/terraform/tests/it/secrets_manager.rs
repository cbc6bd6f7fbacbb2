//! Secrets: no value is in the document, and none would be in a plan or a state.

use crate::support::{check, diagnostics, module};
use serde_json::json;

fn login() -> serde_json::Value {
    json!({
        "Type": "AWS::SecretsManager::Secret",
        "Properties": {
            "Description": "A password",
            "GenerateSecretString": {
                "ExcludePunctuation": true, "RequireEachIncludedType": true, "PasswordLength": 32,
                "SecretStringTemplate": "{\"username\":\"app\"}", "GenerateStringKey": "password",
            },
        },
        "DeletionPolicy": "Delete",
    })
}

#[test]
fn a_generated_secret() {
    let module = module(json!({ "Resources": { "Login": login() } }));
    assert_eq!(
        module["resource"]["aws_secretsmanager_secret"]["login"],
        json!({
            "name_prefix": "${var.stack_name}-login-", "description": "A password", "recovery_window_in_days": 0,
        })
    );
    assert_eq!(
        module["ephemeral"]["aws_secretsmanager_random_password"]["login"],
        json!({ "exclude_punctuation": true, "require_each_included_type": true, "password_length": 32 })
    );
    let version = &module["resource"]["aws_secretsmanager_secret_version"]["login"];
    assert_eq!(version["secret_id"], "${aws_secretsmanager_secret.login.id}");
    assert_eq!(
        version["secret_string_wo"],
        "${jsonencode(merge(jsondecode(\"{\\\"username\\\":\\\"app\\\"}\"), {password = \
         ephemeral.aws_secretsmanager_random_password.login.random_password}))}"
    );
}

#[test]
fn another_definition_is_another_value() {
    let number = |secret: serde_json::Value| {
        let module = module(json!({ "Resources": { "Login": secret } }));
        module["resource"]["aws_secretsmanager_secret_version"]["login"]["secret_string_wo_version"].clone()
    };
    let (mut longer, mut renamed) = (login(), login());
    longer["Properties"]["GenerateSecretString"]["PasswordLength"] = json!(64);
    renamed["Properties"]["Description"] = json!("Another description");
    assert!(number(login()).is_u64());
    assert_ne!(number(login()), number(longer));
    assert_eq!(number(login()), number(renamed));
}

#[test]
fn plain_text_a_parameter_and_what_stays() {
    let module = module(json!({
        "Parameters": { "Token": { "Type": "String", "NoEcho": true } },
        "Resources": {
            "Random": {
                "Type": "AWS::SecretsManager::Secret",
                "Properties": { "Name": "prod/random", "GenerateSecretString": { "PasswordLength": 64 } },
                "DeletionPolicy": "Retain",
            },
            "Given": { "Type": "AWS::SecretsManager::Secret", "Properties": {
                "SecretString": { "Ref": "Token" },
                "ReplicaRegions": [{ "Region": "eu-west-1", "KmsKeyId": "alias/aws/secretsmanager" }],
            } },
            "Empty": { "Type": "AWS::SecretsManager::Secret" },
        },
    }));
    let secrets = &module["resource"]["aws_secretsmanager_secret"];
    assert_eq!(secrets["random"], json!({ "name": "prod/random", "lifecycle": { "prevent_destroy": true } }));
    assert_eq!(
        secrets["given"]["replica"],
        json!([{ "region": "eu-west-1", "kms_key_id": "alias/aws/secretsmanager" }])
    );
    let versions = module["resource"]["aws_secretsmanager_secret_version"].as_object().unwrap();
    assert_eq!(
        versions["random"]["secret_string_wo"],
        "${ephemeral.aws_secretsmanager_random_password.random.random_password}"
    );
    assert_eq!(
        versions["given"],
        json!({
            "secret_id": "${aws_secretsmanager_secret.given.id}",
            "secret_string_wo": "${var.token}", "secret_string_wo_version": 1,
        })
    );
    assert!(!versions.contains_key("empty"), "an empty secret has no value");
}

#[test]
fn an_attachment_adds_the_address() {
    let module = module(json!({ "Resources": {
        "Login": login(),
        "Database": {
            "Type": "AWS::RDS::DBInstance",
            "Properties": {
                "DBInstanceClass": "db.t4g.small", "Engine": "postgres", "DBName": "orders", "PubliclyAccessible": false,
                "MasterUsername": "app",
                "MasterUserPassword": "{{resolve:secretsmanager:Login:SecretString:password}}",
            },
        },
        "Attachment": {
            "Type": "AWS::SecretsManager::SecretTargetAttachment",
            "Properties": {
                "SecretId": { "Ref": "Login" }, "TargetId": { "Ref": "Database" }, "TargetType": "AWS::RDS::DBInstance",
            },
        },
    } }));
    check(&module);
    assert_eq!(
        module["resource"]["aws_secretsmanager_secret_version"]["attachment"],
        json!({
            "secret_id": "${aws_secretsmanager_secret.login.arn}",
            "secret_string_wo": "${jsonencode(merge(try(jsondecode(\
                ephemeral.aws_secretsmanager_secret_version.login.secret_string), {password = \
                ephemeral.aws_secretsmanager_secret_version.login.secret_string}), {\
                host = aws_db_instance.database.address, port = aws_db_instance.database.port, \
                dbInstanceIdentifier = aws_db_instance.database.identifier, engine = \"postgres\", dbname = \"orders\"}))}",
            "secret_string_wo_version": 1,
            "depends_on": ["aws_secretsmanager_secret_version.login"],
            "lifecycle": { "replace_triggered_by": [
                "aws_secretsmanager_secret_version.login",
                "aws_db_instance.database.address",
                "aws_db_instance.database.port",
            ] },
        })
    );
    assert_eq!(
        module["ephemeral"]["aws_secretsmanager_secret_version"]["login"],
        json!({ "secret_id": "${aws_secretsmanager_secret_version.login.secret_id}" })
    );
}

#[test]
fn a_secret_that_may_not_exist() {
    let mut secret = login();
    secret["Condition"] = json!("Wanted");
    let module = module(json!({
        "Parameters": { "Mode": { "Type": "String", "Default": "on" } },
        "Conditions": { "Wanted": { "Fn::Equals": [{ "Ref": "Mode" }, "on"] } },
        "Resources": { "Login": secret },
    }));
    check(&module);
    let count = "${local.wanted ? 1 : 0}";
    assert_eq!(module["ephemeral"]["aws_secretsmanager_random_password"]["login"]["count"], count);
    let version = &module["resource"]["aws_secretsmanager_secret_version"]["login"];
    assert_eq!(version["count"], count);
    assert_eq!(version["secret_id"], "${aws_secretsmanager_secret.login[0].id}");
    let text = version["secret_string_wo"].as_str().unwrap();
    assert!(text.contains("ephemeral.aws_secretsmanager_random_password.login[0].random_password"), "{text}");
}

#[test]
fn an_attachment_to_something_else_is_an_error() {
    let found = diagnostics(json!({ "Resources": {
        "Login": login(),
        "Attachment": {
            "Type": "AWS::SecretsManager::SecretTargetAttachment",
            "Properties": { "SecretId": { "Ref": "Login" }, "TargetId": "orders", "TargetType": "AWS::RDS::DBInstance" },
        },
    } }));
    assert!(found.iter().any(|found| found.message.contains("database of the secret")), "{found:?}");
}

#[test]
fn rotation_and_policy() {
    let module = module(json!({ "Resources": {
        "Login": login(),
        "Rotation": { "Type": "AWS::SecretsManager::RotationSchedule", "Properties": {
            "SecretId": { "Ref": "Login" },
            "RotationLambdaARN": "arn:aws:lambda:eu-west-1:111122223333:function:rotate",
            "RotateImmediatelyOnUpdate": false,
            "RotationRules": { "ScheduleExpression": "rate(10 days)", "Duration": "3h" },
        } },
        "Policy": { "Type": "AWS::SecretsManager::ResourcePolicy", "Properties": {
            "SecretId": { "Ref": "Login" },
            "BlockPublicPolicy": true,
            "ResourcePolicy": { "Version": "2012-10-17", "Statement": [] },
        } },
    } }));
    check(&module);
    assert_eq!(
        module["resource"]["aws_secretsmanager_secret_rotation"]["rotation"],
        json!({
            "secret_id": "${aws_secretsmanager_secret.login.arn}",
            "rotation_lambda_arn": "arn:aws:lambda:eu-west-1:111122223333:function:rotate",
            "rotate_immediately": false,
            "rotation_rules": { "schedule_expression": "rate(10 days)", "duration": "3h" },
            "depends_on": ["aws_secretsmanager_secret_version.login"],
        })
    );
    assert_eq!(
        module["resource"]["aws_secretsmanager_secret_policy"]["policy"],
        json!({
            "secret_arn": "${aws_secretsmanager_secret.login.arn}",
            "block_public_policy": true,
            "policy": "${jsonencode({Statement = [], Version = \"2012-10-17\"})}",
            "depends_on": ["aws_secretsmanager_secret_version.login"],
        })
    );
}
