use super::instances::instances;
use super::sides::{Side, tasks};
use super::stores::Stores;
use crate::placement::subnets::{pair_in_one_zone, same_zone, subnets};
use iac_core::check::{Findings, Res, World};

iac_core::rule! {
    /// A file system cannot be mounted where it is used.
    ///
    /// A file system has one mount target in each availability zone, and its name leads to the one in the caller's own
    /// zone: tasks in a zone without one do not start.
    ///
    /// <https://docs.aws.amazon.com/efs/latest/ug/accessing-fs.html>
    pub(crate) MOUNT_TARGET: "mount-target", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    let stores = Stores::of(world);
    for system in world.all("AWS::EFS::FileSystem") {
        let places: Vec<_> =
            stores.mounts(system).filter_map(|one| subnets(world, &one.get("SubnetId"))).flatten().collect();
        if let Some((a, b)) = pair_in_one_zone(&places).filter(|(a, b)| a.exists_with(*b)) {
            let message = format!(
                "the file system {} has two mount targets in one zone: in {} and {}",
                system.path(),
                a.path(),
                b.path()
            );
            findings.between(system, "", message, "keep one of them", &[(a, "one"), (b, "the other")]);
        }
    }
    for tasks in tasks(world) {
        for system in tasks.definition.into_iter().flat_map(|definition| stores.volumes(definition)) {
            mounted(world, findings, &stores, &tasks.side, tasks.property, system);
        }
    }
    for one in instances(world) {
        for system in one.user_data.iter().flat_map(|data| stores.named(data)) {
            mounted(world, findings, &stores, &one.side, "", system);
        }
    }
}

fn mounted<'w, 'g>(
    world: &'w World<'g>,
    findings: &mut Findings<'_, 'g>,
    stores: &Stores<'w, 'g>,
    side: &Side<'w, 'g>,
    property: &str,
    system: Res<'w, 'g>,
) {
    let path = side.res.path();
    let targets: Vec<_> = stores.mounts(system).collect();
    if targets.is_empty() {
        let message = format!("{path} mounts the file system {}, which has no mount target", system.path());
        let help = "add an `AWS::EFS::MountTarget` in each zone of the tasks";
        return findings.between(side.res, property, message, help, &[(system, "the file system")]);
    }
    let places: Option<Vec<_>> = targets.iter().map(|one| subnets(world, &one.get("SubnetId"))).collect();
    let Some(places) = places.map(|places| places.concat()) else { return };
    for subnet in side.subnets.iter().flatten() {
        if places.iter().all(|place| same_zone(*place, *subnet) == Some(false)) {
            let message = format!(
                "{path} runs in the subnet {}, in whose zone the file system {} has no mount target",
                subnet.path(),
                system.path()
            );
            let help = "add an `AWS::EFS::MountTarget` in that zone";
            let parts = [(*subnet, "the subnet"), (system, "the file system")];
            findings.between(side.res, property, message, help, &parts);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::MOUNT_TARGET;
    use crate::testing::{finds, silent};

    const TEMPLATE: &str = r#"
Resources:
  A: {Type: AWS::EC2::Subnet, Properties: {VpcId: v, AvailabilityZone: a}}
  B: {Type: AWS::EC2::Subnet, Properties: {VpcId: v, AvailabilityZone: b}}
  Files: {Type: AWS::EFS::FileSystem, Properties: {Encrypted: true}}
  InA: {Type: AWS::EFS::MountTarget, Properties: {FileSystemId: !Ref Files, SubnetId: !Ref A}}
  InB: {Type: AWS::EFS::MountTarget, Properties: {FileSystemId: !Ref Files, SubnetId: !Ref B}}
  Tasks: {Type: AWS::ECS::TaskDefinition, Properties: {Volumes: [{Name: v, EFSVolumeConfiguration: {FilesystemId: !Ref Files}}]}}
  App: {Type: AWS::ECS::Service, Properties: {TaskDefinition: !Ref Tasks, NetworkConfiguration: {AwsvpcConfiguration: {Subnets: [!Ref A, !Ref B]}}}}
"#;

    #[test]
    fn zones() {
        silent(MOUNT_TARGET, TEMPLATE);
        let one = TEMPLATE.replace(
            "  InB: {Type: AWS::EFS::MountTarget, Properties: {FileSystemId: !Ref Files",
            "  InB: {Type: AWS::EFS::MountTarget, Properties: {FileSystemId: fs-1",
        );
        finds(MOUNT_TARGET, &one, "App", "in whose zone the file system template/Files has no mount target");
        finds(
            MOUNT_TARGET,
            &one.replace("FileSystemId: !Ref Files", "FileSystemId: fs-1"),
            "App",
            "has no mount target",
        );
        finds(
            MOUNT_TARGET,
            &TEMPLATE.replace("SubnetId: !Ref B", "SubnetId: !Ref A"),
            "Files",
            "two mount targets in one zone",
        );
        silent(MOUNT_TARGET, &one.replace("AvailabilityZone: b", "AvailabilityZone: !Ref AWS::Region"));
        silent(MOUNT_TARGET, &one.replace("Subnets: [!Ref A, !Ref B]", "Subnets: [!Ref A, subnet-1]"));
    }
}
