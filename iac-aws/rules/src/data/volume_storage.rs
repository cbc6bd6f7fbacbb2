use iac_core::check::{Eval, Findings, Res, World};

iac_core::rule! {
    /// A volume cannot have the IOPS that it is given.
    ///
    /// gp2, st1 and sc1 take none; gp3 has 3000 at least and 500 per GiB at most; io1 has 50 and io2 has 1000 per GiB at
    /// most, and both need them. Throughput is gp3's only, a quarter of the IOPS at most.
    ///
    /// Source: <https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html>
    pub(crate) VOLUME_STORAGE: "volume-storage", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for volume in world.all("AWS::EC2::Volume") {
        one(findings, volume, "", "Size", &|name| volume.get(name));
    }
    let inside = [
        ("AWS::EC2::Instance", "BlockDeviceMappings"),
        ("AWS::EC2::LaunchTemplate", "LaunchTemplateData.BlockDeviceMappings"),
        ("AWS::AutoScaling::LaunchConfiguration", "BlockDeviceMappings"),
    ];
    for (kind, property) in inside {
        for res in world.all(kind) {
            for device in res.get(property).items() {
                one(findings, res, property, "VolumeSize", &|name| device.at("Ebs").at(name).clone());
            }
        }
    }
}

fn one<'g>(
    findings: &mut Findings<'_, 'g>,
    res: Res<'_, 'g>,
    inside: &str,
    size: &str,
    get: &dyn Fn(&str) -> Eval<'g>,
) {
    let (kind, iops, throughput) = (get("VolumeType"), get("Iops"), get("Throughput"));
    let kind = match kind.text() {
        Some(kind) => kind.into_owned(),
        None => return,
    };
    let size = get(size).int();
    let path = res.path();
    let at = |name: &'static str| if inside.is_empty() { name } else { inside };
    let (least, most, ratio, floor) = match kind.as_str() {
        "gp2" => (1, 16_384, 0, 0),
        "gp3" => (1, 65_536, 500, 3000),
        "io1" => (4, 16_384, 50, 100),
        "io2" => (4, 65_536, 1000, 100),
        "st1" | "sc1" => (125, 16_384, 0, 0),
        _ => return,
    };
    if let Some(size) = size.filter(|size| !(least..=most).contains(size)) {
        let message = format!("a volume of {path} has {size} GiB of {kind}");
        findings.at(res, at("Size"), message, format!("{kind} has {least} to {most} GiB"));
    }
    let given = !iops.is_absent() && !iops.is_unknown();
    if given && ratio == 0 {
        let message = format!("a volume of {path} is given `Iops`, which {kind} does not take");
        findings.at(res, at("Iops"), message, "leave `Iops` out, or use gp3");
    }
    if matches!(kind.as_str(), "io1" | "io2") && iops.is_absent() {
        findings.at(res, at("VolumeType"), format!("a volume of {path} is {kind} without `Iops`"), "set `Iops`");
    }
    if let Some(count) = iops.int().filter(|_| ratio > 0) {
        // gp3's baseline is there whatever the size is.
        let above = size.is_some_and(|size| count > (size * ratio).max(floor));
        if count < floor || above {
            let shown = size.map_or("a volume".to_owned(), |size| format!("{size} GiB"));
            let message = format!("{path} is given {count} IOPS on {shown} of {kind}");
            findings.at(res, at("Iops"), message, format!("{kind} has {floor} or more, at most {ratio} per GiB"));
        }
    }
    if !throughput.is_absent() && !throughput.is_unknown() && kind != "gp3" {
        let message = format!("a volume of {path} is given `Throughput`, which {kind} does not take");
        findings.at(res, at("Throughput"), message, "leave `Throughput` out, or use gp3");
    } else if let Some(rate) = throughput.int() {
        let count = if iops.is_absent() { Some(3000) } else { iops.int() };
        if rate < 125 || count.is_some_and(|count| rate * 4 > count) {
            let message = format!("a volume of {path} is given {rate} MiB/s");
            findings.at(res, at("Throughput"), message, "gp3 has 125 or more, at most a quarter of its IOPS");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::VOLUME_STORAGE;
    use crate::testing::{finds, silent};

    fn volume(properties: &str) -> String {
        format!("Resources: {{V: {{Type: AWS::EC2::Volume, Properties: {{{properties}}}}}}}")
    }

    #[test]
    fn volumes_that_are_refused() {
        for (properties, words) in [
            ("VolumeType: io1, Size: 10, Iops: 1000", "1000 IOPS on 10 GiB"),
            ("VolumeType: gp3, Size: 10, Iops: 10000", "10000 IOPS on 10 GiB"),
            ("VolumeType: gp3, Size: 10, Iops: 1000", "1000 IOPS on 10 GiB"),
            ("VolumeType: gp2, Size: 10, Iops: 1000", "which gp2 does not take"),
            ("VolumeType: io2, Size: 10", "without `Iops`"),
            ("VolumeType: st1, Size: 20", "20 GiB of st1"),
            ("VolumeType: gp3, Size: 20, Throughput: 1000", "1000 MiB/s"),
        ] {
            finds(VOLUME_STORAGE, &volume(properties), "V", words);
        }
        let host = "Resources: {H: {Type: AWS::EC2::Instance, Properties: {BlockDeviceMappings: [{DeviceName: /dev/xvda, Ebs: \
                    {VolumeType: gp2, VolumeSize: 8, Iops: 100}}]}}}";
        finds(VOLUME_STORAGE, host, "H", "which gp2 does not take");
    }

    #[test]
    fn volumes() {
        for properties in [
            "VolumeType: gp3, Size: 8",
            "VolumeType: gp3, Size: 8, Iops: 3000, Throughput: 125",
            "VolumeType: gp3, Size: 100, Iops: 16000, Throughput: 1000",
            "VolumeType: io2, Size: 10, Iops: 1000",
            "Size: 8",
        ] {
            silent(VOLUME_STORAGE, &volume(properties));
        }
    }
}
