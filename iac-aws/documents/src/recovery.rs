//! What a disaster asks: what lies in another region, which names are taken as long as the lost one still has them, how
//! dumps of a database get back into it.

use crate::words::Words;
use iac_core::check::Res;
use serde_json::Value;

/// Regions with copies, other than the environment's own.
pub(crate) fn away(words: &Words<'_, '_>) -> Value {
    let world = words.world;
    let home = words.subject.environment.regions.first().map(|region| region.code());
    let mut regions: Vec<String> = Vec::new();
    let mut push = |region: Option<String>| {
        if let Some(region) =
            region.filter(|region| !region.is_empty() && Some(&**region) != home && !regions.contains(region))
        {
            regions.push(region);
        }
    };
    for database in world.all("AWS::RDS::DBInstance") {
        push(words.text(database, "AutomaticBackupReplicationRegion"));
    }
    for kind in ["AWS::Backup::BackupVault", "AWS::S3::Bucket"] {
        for copy in world.all(kind) {
            push(copy.stack().region.map(|region| region.code().to_owned()));
        }
    }
    regions.into()
}

/// Names that only one in the world or in the account may have, whatever its region: a second deployment finds them taken.
/// A name that AWS makes, or that has the region or the stack in it, is another one there.
pub(crate) fn taken(words: &Words<'_, '_>) -> Value {
    let world = words.world;
    let named = [
        ("AWS::Route53::RecordSet", "record", "Name", "record"),
        ("AWS::CloudFront::Distribution", "name of a CloudFront distribution", "DistributionConfig.Aliases", "alias"),
        ("AWS::S3::Bucket", "bucket", "BucketName", "name"),
        ("AWS::CloudWatch::Dashboard", "dashboard", "DashboardName", "name"),
        ("AWS::IAM::Role", "role", "RoleName", "name"),
    ];
    let mut rows = Vec::new();
    for (kind, what, property, cure) in named {
        for one in world.all(kind) {
            let Some(name) = words.text(one, property).filter(|name| !name.is_empty()) else { continue };
            let made = one.get(property).reference().is_some() || name.contains("known when deployed");
            if !made && !name.contains("REGION") && !name.contains("STACK") {
                let sort = words.text(one, "Type").filter(|_| cure == "record");
                let name = sort.map_or_else(|| name.clone(), |sort| format!("{name} {sort}"));
                rows.push(object!({"what": what, "name": name, "cure": cure}));
            }
        }
    }
    rows.into()
}

/// Tasks that write a database out: what starts them, where the files go, the role that may write there.
pub(crate) fn dumps(words: &Words<'_, '_>) -> Value {
    let world = words.world;
    let dump = |task: Res<'_, '_>| {
        // A schedule names the family of a task, and waits for the task definition.
        let starts = |one: &Res<'_, '_>| {
            world.target(&one.get("Target.EcsParameters.TaskDefinitionArn")) == Some(task)
                || one.depends_on().any(|before| before == task)
        };
        let containers = task.get("ContainerDefinitions");
        let dumps = containers.items().iter().find(|one| words.shown(one.at("Command")).contains("pg_dump"))?;
        let (copies, bucket) = containers.items().iter().find_map(|container| {
            let mut named = container.at("Command").references().into_iter().filter_map(|one| one.target(world));
            Some((container.at("Name"), named.find(|one| one.kind() == "AWS::S3::Bucket")?))
        })?;
        let schedule = world.all("AWS::Scheduler::Schedule").find(starts)?;
        let role = world.target(&task.get("TaskRoleArn"))?;
        Some(words.thing_with(
            schedule,
            object!({
                "dumps": words.shown(dumps.at("Name")),
                "copies": words.shown(copies),
                "bucket": words.look_up(bucket),
                "role": words.look_up(role),
            }),
        ))
    };
    world.all("AWS::ECS::TaskDefinition").filter_map(dump).collect::<Vec<_>>().into()
}
