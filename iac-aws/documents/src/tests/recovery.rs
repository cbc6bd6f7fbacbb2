//! What a disaster asks of a template.

use super::{fields, of};
use serde_json::{Value, json};

fn described() -> Value {
    of(include_str!("recovery.yaml"))
}

fn secret(id: &str) -> Value {
    described()["secrets"].as_array().unwrap().iter().find(|one| one["id"] == id).unwrap().clone()
}

#[test]
fn databases_say_what_a_restore_needs() {
    let database = described()["databases"][0].clone();
    let names =
        ["backup_days", "on_delete", "restore", "afterwards", "set_by_hand", "password_in", "managed", "replicated_to"];
    let expected = json!({
        "backup_days": "30", "on_delete": "a final snapshot stays", "replicated_to": "eu-west-1",
        "restore": [
            "--db-instance-class db.t4g.small", "--multi-az", "--db-subnet-group-name \"$(ref shop Subnets)\"",
            "--vpc-security-group-ids \"$(ref shop Group)\"", "--enable-cloudwatch-logs-exports postgresql upgrade",
            "--no-deletion-protection",
        ],
        "afterwards": [
            "--backup-retention-period 30", "--monitoring-interval 60",
            "--monitoring-role-arn \"$(aws iam get-role --role-name \"$(ref shop Monitoring)\" --query Role.Arn --output text)\"",
        ],
        // Nobody has said yet how a restore takes it: whoever restores is told.
        "set_by_hand": ["Domain"],
        "password_in": "$(ref shop Secret)", "managed": false,
    });
    assert_eq!(fields(&database, &names), expected);
    assert_eq!(database["proxies"][0]["look_up"], "$(ref shop Proxy)");
}

#[test]
fn a_password_that_rds_keeps_is_a_secret_too() {
    let look_up = "$(aws rds describe-db-instances --db-instance-identifier \"$(ref shop Kept)\" \
                   --query 'DBInstances[0].MasterUserSecret.SecretArn' --output text)";
    assert_eq!(secret("Kept")["look_up"], look_up);
    assert_eq!(secret("Kept")["rotation"], "every 7 days");
    assert_eq!(described()["databases"][1]["password_in"], look_up);
}

#[test]
fn secrets_say_who_got_their_value_and_what_is_lost_with_them() {
    assert_eq!(secret("CacheSecret")["users"][0]["look_up"], "$(ref shop User)");
    assert_eq!(secret("Secret")["databases"][0]["look_up"], "$(ref shop Database)");
    assert_eq!(fields(&secret("Encrypts"), &["lasting", "copies"]), json!({"lasting": true, "copies": ["eu-west-1"]}));
    assert_eq!(secret("Secret")["lasting"], false);
}

#[test]
fn names_that_stay_taken_and_regions_with_copies() {
    let taken = json!([
        {"what": "record", "name": "shop.example.com A", "cure": "record"},
        {"what": "bucket", "name": "shop-files", "cure": "name"},
    ]);
    assert_eq!(described()["taken"], taken);
    assert_eq!(described()["away"], json!(["eu-west-1"]));
}

#[test]
fn dumps_say_where_they_go_and_what_makes_them() {
    let names = ["id", "dumps", "copies", "bucket", "role"];
    let expected = json!({
        "id": "Nightly", "dumps": "dump", "copies": "upload", "bucket": "$(ref shop Files)",
        "role": "$(ref shop Monitoring)",
    });
    assert_eq!(fields(&described()["dumps"][0], &names), expected);
}
