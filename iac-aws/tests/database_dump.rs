//! Dumps of databases as templates.
#![allow(clippy::unwrap_used, reason = "a failed test may panic")]

mod common;

use common::{codes, resources};
use iac_aws::prelude::*;
use serde_json::json;

fn dump(stack: &mut Stack, nat: bool, change: impl FnOnce(DatabaseDump) -> DatabaseDump) -> DatabaseDumpHandle {
    let vpc = Vpc::new(cidr!("10.0.0.0/16"));
    let vpc = stack.add("Network", if nat { vpc.nat(Nat::One) } else { vpc });
    let (version, class) = (PostgresVersion::V16_10, DbInstanceClass::T4G_MEDIUM);
    let database = RdsInstance::postgres(vpc.isolated(), version, class, OnDelete::Snapshot);
    let database = stack.add("Database", database.database("orders").master_username("owner"));
    let backups = stack.add("Backups", Bucket::new(OnDelete::Retain));
    let dump = DatabaseDump::new(Schedule::daily("02:00"), vpc.private(), &database, &backups);
    stack.add("Dump", change(dump))
}

#[test]
fn a_dump_goes_to_the_bucket() {
    let resources = resources(|stack| {
        dump(stack, true, |dump| dump.prefix("postgres/").scratch(gib(50)));
    });
    let task = &resources["DumpTaskDefinition"]["Properties"];
    assert_eq!(task["Volumes"], json!([{"Name": "backup"}]));
    assert_eq!(task["EphemeralStorage"], json!({"SizeInGiB": 50}));
    let [dump, upload] = [0, 1].map(|index| &task["ContainerDefinitions"][index]);
    assert_eq!(dump["Image"], json!("public.ecr.aws/docker/library/postgres:16.10"));
    assert_eq!(dump["Essential"], json!(false));
    assert_eq!(
        dump["Command"],
        json!(["sh", "-c", "pg_dump --no-password --file=\"/backup/backup_$(date -u +%Y%m%d_%H%M%S).sql\""])
    );
    assert_eq!(
        dump["Environment"],
        json!([
            {"Name": "PGHOST", "Value": {"Fn::GetAtt": ["Database", "Endpoint.Address"]}},
            {"Name": "PGPORT", "Value": "5432"},
            {"Name": "PGDATABASE", "Value": "orders"},
            {"Name": "PGUSER", "Value": "owner"},
            {"Name": "PGSSLMODE", "Value": "require"},
        ])
    );
    assert_eq!(
        dump["Secrets"],
        json!([{"Name": "PGPASSWORD", "ValueFrom": {"Fn::Sub": "${DatabaseSecret}:password::"}}])
    );
    assert_eq!(dump["MountPoints"], json!([{"SourceVolume": "backup", "ContainerPath": "/backup", "ReadOnly": false}]));
    assert_eq!(upload["Essential"], json!(true));
    assert_eq!(upload["DependsOn"], json!([{"ContainerName": "dump", "Condition": "SUCCESS"}]));
    assert_eq!(
        upload["Command"],
        json!(["s3", "cp", "/backup", {"Fn::Sub": "s3://${Backups}/postgres/"}, "--recursive", "--no-progress"])
    );
    assert_eq!(upload["MountPoints"][0]["ReadOnly"], json!(true));
    let allowed = &resources["DumpTaskRole"]["Properties"]["Policies"][0]["PolicyDocument"]["Statement"];
    assert_eq!(
        *allowed,
        json!([{
            "Effect": "Allow", "Action": ["s3:PutObject", "s3:AbortMultipartUpload"],
            "Resource": {"Fn::Sub": "${Backups.Arn}/postgres/*"},
        }])
    );
    let schedule = &resources["Dump"];
    assert_eq!(schedule["Properties"]["ScheduleExpression"], json!("cron(0 2 * * ? *)"));
    assert_eq!(schedule["DependsOn"], json!(["DumpTaskDefinition", "DatabaseFromDump", "DumpToDatabase"]));
    let target = &schedule["Properties"]["Target"];
    let family = target["EcsParameters"]["TaskDefinitionArn"]["Fn::Sub"].as_str().unwrap();
    assert!(family.ends_with(":task-definition/${DumpCluster}-Dump"), "{family}");
    assert_eq!(target["Input"], json!(null), "the containers have their own commands");
    assert_eq!(resources["DatabaseFromDump"]["Properties"]["FromPort"], json!(5432));
}

#[test]
fn a_dump_that_cannot_run() {
    let said = |nat: bool, change: fn(DatabaseDump) -> DatabaseDump| {
        codes(|stack| {
            dump(stack, nat, change);
        })
    };
    assert_eq!(said(true, |dump| dump.prefix("/postgres")), ["bad-prefix"]);
    assert_eq!(said(true, |dump| dump.scratch(gib(20))), ["bad-ephemeral-storage"]);
    assert!(said(false, |dump| dump).contains(&"no-way-to-registry"));
    let own = said(false, |dump| {
        dump.images(Image::registry("111122223333.dkr.ecr.eu-west-1.amazonaws.com/pg:16"), Image::registry("a/aws:1"))
    });
    assert!(!own.contains(&"no-way-to-registry"), "{own:?}");
}

#[test]
fn who_watches_hears_of_a_dump_that_is_not_there() {
    let resources = resources(|stack| {
        let dump = dump(stack, true, |dump| dump);
        let failed = dump.failed().build(stack);
        stack.add("Fails", iac_aws::cfn::events::Rule::new().event_pattern(failed));
        dump.written(stack, "Shop");
    });
    let detail = &resources["Fails"]["Properties"]["EventPattern"]["detail"];
    assert_eq!(
        detail["$or"],
        json!([
            {"containers": {"exitCode": [{"anything-but": [0]}]}},
            {"stopCode": ["TaskFailedToStart"]},
        ])
    );
    assert_eq!(detail["lastStatus"], json!(["STOPPED"]));
    let written = &resources["DumpLogGroupWritten"]["Properties"];
    assert_eq!(written["FilterPattern"], "\"upload: \"");
    assert_eq!(written["MetricTransformations"][0]["MetricName"], "DumpsWritten");
}
