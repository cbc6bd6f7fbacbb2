use super::subnets::zone;
use iac_core::check::{Eval, Findings, Res, World};

iac_core::rule! {
    /// A volume lies in another availability zone than the instance that it is attached to.
    ///
    /// A volume is in one zone, and only instances in that zone can have it: the attachment fails.
    ///
    /// Give the volume the zone of its instance: `!GetAtt Instance.AvailabilityZone`.
    ///
    /// <https://docs.aws.amazon.com/ebs/latest/userguide/ebs-attaching-volume.html>
    pub(crate) VOLUME_ZONE: "volume-zone", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for attachment in world.all("AWS::EC2::VolumeAttachment") {
        let volume = world.target_of(&attachment.get("VolumeId"), "AWS::EC2::Volume");
        let instance = world.target_of(&attachment.get("InstanceId"), "AWS::EC2::Instance");
        let (Some(volume), Some(instance)) = (volume, instance) else { continue };
        let (a, b) = (zone_of(volume, 0), zone_of(instance, 0));
        if differ(&a, &b) {
            let message =
                format!("{} is in the zone {}, and {} in {}", volume.path(), a.shown(), instance.path(), b.shown());
            let help = format!("set `AvailabilityZone: !GetAtt {}.AvailabilityZone` of the volume", instance.id());
            let parts = [(attachment, "this attaches it"), (instance, "the instance")];
            findings.between(volume, "AvailabilityZone", message, help, &parts);
        }
    }
}

/// Whether two zones are known to differ: of one perhaps only the letter is known.
fn differ(a: &Eval<'_>, b: &Eval<'_>) -> bool {
    match (a.text(), b.text()) {
        (Some(a), Some(b)) if a.len() == 1 || b.len() == 1 => a.chars().next_back() != b.chars().next_back(),
        _ => a.same(b) == Some(false),
    }
}

/// The zone of a volume, an instance or a subnet; an attribute repeats that of another one.
fn zone_of<'g>(res: Res<'_, 'g>, depth: u8) -> Eval<'g> {
    let world = res.world();
    let unknown = || Eval::Unknown(format!("the zone of {}", res.path()).into());
    let given = zone(res);
    if depth > 4 {
        return unknown();
    }
    if let Some(reference) = given.reference() {
        let repeats = reference.attribute == "AvailabilityZone";
        return reference.target(world).filter(|_| repeats).map_or_else(unknown, |other| zone_of(other, depth + 1));
    }
    // What begins with the region's name ends with the zone's letter.
    let letter = |value: &Eval<'g>| match value {
        Eval::Joined(parts) => match &parts[..] {
            [Eval::Unknown(region), Eval::Text(letter)] if region == "AWS::Region" => Some(letter.clone()),
            _ => None,
        },
        _ => None,
    };
    match given {
        Eval::Absent if res.kind() == "AWS::EC2::Instance" => match world.target(&res.get("SubnetId")) {
            Some(subnet) => zone_of(subnet, depth + 1),
            None => unknown(),
        },
        Eval::Absent => unknown(),
        Eval::Joined(_) => letter(&given).map_or_else(unknown, Eval::Text),
        given => given,
    }
}

#[cfg(test)]
mod tests {
    use super::VOLUME_ZONE;
    use crate::testing::{finds, silent};

    fn of(volume: &str, subnet: &str) -> String {
        format!(
            "Resources:\n  A: {{Type: AWS::EC2::Subnet, Properties: {{VpcId: v, AvailabilityZone: {subnet}}}}}\n  \
             B: {{Type: AWS::EC2::Subnet, Properties: {{VpcId: v, AvailabilityZone: !Select [1, !GetAZs '']}}}}\n  \
             I: {{Type: AWS::EC2::Instance, Properties: {{SubnetId: !Ref A}}}}\n  \
             V: {{Type: AWS::EC2::Volume, Properties: {{Size: 10, AvailabilityZone: {volume}}}}}\n  \
             At: {{Type: AWS::EC2::VolumeAttachment, Properties: {{InstanceId: !Ref I, VolumeId: !Ref V}}}}\n"
        )
    }

    #[test]
    fn two_zones() {
        finds(VOLUME_ZONE, &of("eu-west-1b", "eu-west-1a"), "V", "is in the zone eu-west-1b");
        finds(
            VOLUME_ZONE,
            &of("!GetAtt B.AvailabilityZone", "!Select [0, !GetAZs '']"),
            "V",
            "and template/I in zone 0",
        );
        finds(VOLUME_ZONE, &of("!Sub '${AWS::Region}b'", "!Sub '${AWS::Region}a'"), "V", "is in the zone b");
    }

    #[test]
    fn one_zone() {
        silent(VOLUME_ZONE, &of("eu-west-1a", "eu-west-1a"));
        silent(VOLUME_ZONE, &of("!GetAtt I.AvailabilityZone", "eu-west-1a"));
        silent(VOLUME_ZONE, &of("!GetAtt B.AvailabilityZone", "!GetAtt B.AvailabilityZone"));
        silent(VOLUME_ZONE, &of("!Sub '${AWS::Region}b'", "eu-west-1b"));
        silent(VOLUME_ZONE, &of("eu-west-1b", "!ImportValue zone"));
    }
}
