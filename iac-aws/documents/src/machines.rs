//! Machines of EC2, groups of them, and Lightsail.

use crate::words::Words;
use crate::{compose, images};
use iac_core::check::Res;
use serde_json::Value;

/// Machines, and groups that replace them.
pub(crate) fn machines(words: &Words<'_, '_>) -> Value {
    let world = words.world;
    let groups = world.all("AWS::AutoScaling::AutoScalingGroup").map(|one| {
        let template = world.target_of(&one.get("LaunchTemplate.LaunchTemplateId"), "AWS::EC2::LaunchTemplate");
        let profile = template.and_then(|of| world.target(&of.get("LaunchTemplateData.IamInstanceProfile.Arn")));
        let logs = template.map(|of| images::referred(words, of, "LaunchTemplateData", "AWS::Logs::LogGroup"));
        let logs = logs.into_iter().flatten().map(|group| words.look_up(group));
        words.thing_with(
            one,
            object!({
                "group": true,
                "size": size(words, one),
                "image_parameters": template.map(|of| images::tags(words, of, "LaunchTemplateData")),
                "log_groups": logs.collect::<Vec<_>>(),
                "session": profile.is_some_and(|profile| admits_sessions(words, profile)),
                "containers": template.map(|of| compose::containers(words, of)),
            }),
        )
    });
    let single = world.all("AWS::EC2::Instance").map(|one| {
        let profile = world.target(&one.get("IamInstanceProfile"));
        let session = profile.is_some_and(|profile| admits_sessions(words, profile));
        words.thing_with(one, object!({"group": false, "size": words.text(one, "InstanceType"), "session": session}))
    });
    groups.chain(single).collect::<Vec<_>>().into()
}

fn size<'g>(words: &Words<'_, 'g>, group: Res<'_, 'g>) -> String {
    let bound = |name: &str| words.text(group, name).unwrap_or_default();
    match (bound("MinSize"), bound("MaxSize")) {
        (least, most) if least == "1" && most == "1" => "One machine".to_owned(),
        (least, most) if least == most => format!("{least} machines"),
        (least, most) => format!("{least} to {most} machines"),
    }
}

/// Whether Session Manager reaches machines of this profile.
fn admits_sessions<'g>(words: &Words<'_, 'g>, profile: Res<'_, 'g>) -> bool {
    let roles = profile.get("Roles");
    let roles = roles.items().iter().filter_map(|role| words.world.target(role)).collect::<Vec<_>>();
    roles.iter().any(|role| words.shown(&role.get("ManagedPolicyArns")).contains("AmazonSSMManagedInstanceCore"))
}

/// Container services and databases of Lightsail, which are found by their names.
pub(crate) fn lightsail(words: &Words<'_, '_>) -> Value {
    let world = words.world;
    let containers = world.all("AWS::Lightsail::Container").map(|one| {
        let deployed = one.get("ContainerServiceDeployment.Containers");
        let containers = deployed.items().iter().map(|container| {
            let environment = container.at("Environment").items().iter().map(|variable| {
                let value = variable.at("Value");
                object!({"name": words.shown(variable.at("Variable")), "value": words.shown(value), "known": value.text().is_some()})
            });
            object!({
                "name": words.shown(container.at("ContainerName")),
                "image": words.shown(container.at("Image")),
                "environment": environment.collect::<Vec<_>>(),
            })
        });
        let (service, power) = (words.text(one, "ServiceName"), words.text(one, "Power"));
        words.thing_with(
            one,
            object!({
                "service": service, "power": power, "scale": words.text(one, "Scale"),
                "containers": containers.collect::<Vec<_>>(), "database": false,
            }),
        )
    });
    let databases = world.all("AWS::Lightsail::Database").map(|one| {
        let service = words.text(one, "RelationalDatabaseName");
        words.thing_with(
            one,
            object!({"service": service, "containers": Value::Array(Vec::new()), "database": true, "on_delete": words.on_delete(one)}),
        )
    });
    containers.chain(databases).collect::<Vec<_>>().into()
}
