use iac_core::check::{Findings, World};

iac_core::rule! {
    /// A file system is given a throughput that does not fit its mode.
    ///
    /// The mode `provisioned` needs `ProvisionedThroughputInMibps`, and no other mode takes it.
    ///
    /// Facts: <https://docs.aws.amazon.com/efs/latest/ug/API_CreateFileSystem.html>.
    pub(crate) FILE_SYSTEM: "file-system", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for files in world.all("AWS::EFS::FileSystem") {
        let (mode, throughput) = (files.get("ThroughputMode"), files.get("ProvisionedThroughputInMibps"));
        let is_provisioned = match mode.text() {
            Some(mode) => mode == "provisioned",
            None if mode.is_absent() => false,
            None => continue,
        };
        if is_provisioned && throughput.is_absent() {
            let message = format!("{} has the throughput mode `provisioned`, and no throughput", files.path());
            findings.at(
                files,
                "ThroughputMode",
                message,
                "set `ProvisionedThroughputInMibps`, or `ThroughputMode: elastic`",
            );
        } else if !is_provisioned && !throughput.is_absent() && !throughput.may_be_absent() {
            let message = format!("{} is given a throughput, which its mode does not take", files.path());
            let help = "set `ThroughputMode: provisioned`, or leave `ProvisionedThroughputInMibps` out";
            findings.at(files, "ProvisionedThroughputInMibps", message, help);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::FILE_SYSTEM;
    use crate::testing::{finds, silent};

    fn files(properties: &str) -> String {
        format!("Resources: {{F: {{Type: AWS::EFS::FileSystem, Properties: {{{properties}}}}}}}")
    }

    #[test]
    fn throughput_of_another_mode() {
        finds(FILE_SYSTEM, &files("ThroughputMode: provisioned"), "F", "and no throughput");
        finds(FILE_SYSTEM, &files("ThroughputMode: elastic, ProvisionedThroughputInMibps: 5"), "F", "does not take");
        finds(FILE_SYSTEM, &files("ProvisionedThroughputInMibps: 5"), "F", "does not take");
    }

    #[test]
    fn throughput_of_its_mode() {
        silent(FILE_SYSTEM, &files("ThroughputMode: provisioned, ProvisionedThroughputInMibps: 5"));
        silent(FILE_SYSTEM, &files("Encrypted: true"));
        silent(FILE_SYSTEM, &files("ThroughputMode: elastic, ProvisionedThroughputInMibps: !Ref AWS::NoValue"));
    }
}
