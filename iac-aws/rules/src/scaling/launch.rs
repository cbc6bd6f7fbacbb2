use iac_core::check::{Eval, Findings, Res, World};

iac_core::rule! {
    /// An instance cannot be launched as it is described.
    ///
    /// User data is handed over in base 64. An instance has its security groups itself or at its network interfaces, not
    /// both.
    ///
    /// Facts: <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html>,
    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RequestLaunchTemplateData.html>.
    pub(crate) LAUNCH_SETUP: "launch-setup", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for template in world.all("AWS::EC2::LaunchTemplate") {
        launch(findings, template, "LaunchTemplateData", &template.get("LaunchTemplateData"));
    }
    for instance in world.all("AWS::EC2::Instance") {
        for property in ["UserData", "SecurityGroupIds", "SecurityGroups"] {
            fault(findings, instance, property, property, &instance.get(property), &instance.get("NetworkInterfaces"));
        }
    }
    for configuration in world.all("AWS::AutoScaling::LaunchConfiguration") {
        fault(findings, configuration, "UserData", "UserData", &configuration.get("UserData"), &Eval::Absent);
    }
}

fn launch<'g>(findings: &mut Findings<'_, 'g>, res: Res<'_, 'g>, at: &str, data: &Eval<'g>) {
    for property in ["UserData", "SecurityGroupIds", "SecurityGroups"] {
        fault(findings, res, at, property, data.at(property), data.at("NetworkInterfaces"));
    }
}

fn fault<'g>(
    findings: &mut Findings<'_, 'g>,
    res: Res<'_, 'g>,
    at: &str,
    property: &str,
    value: &Eval<'g>,
    interfaces: &Eval<'g>,
) {
    let path = res.path();
    if property == "UserData" {
        let start = match value {
            Eval::Joined(parts) => parts.first().and_then(Eval::text),
            whole => whole.text(),
        };
        // No text in base 64 has such a sign.
        if start.is_some_and(|text| text.starts_with(['#', '<']) || text.starts_with("Content-Type:")) {
            findings.at(res, at, format!("the user data of {path} is plain text"), "write it in `Fn::Base64`");
        }
    } else if !value.items().is_empty() && !interfaces.items().is_empty() {
        let message = format!("{path} has both `{property}` and `NetworkInterfaces`");
        findings.at(res, at, message, "give the security groups to the interfaces: `NetworkInterfaces[].Groups`");
    }
}

#[cfg(test)]
mod tests {
    use super::LAUNCH_SETUP;
    use crate::testing::{finds, silent};

    fn template(data: &str) -> String {
        format!("Resources: {{L: {{Type: AWS::EC2::LaunchTemplate, Properties: {{LaunchTemplateData: {{{data}}}}}}}}}")
    }

    fn instance(properties: &str) -> String {
        format!("Resources: {{I: {{Type: AWS::EC2::Instance, Properties: {{{properties}}}}}}}")
    }

    #[test]
    fn launches_that_fail() {
        finds(LAUNCH_SETUP, &template("UserData: '#!/bin/sh'"), "L", "is plain text");
        finds(LAUNCH_SETUP, &template("UserData: !Sub '#!/bin/sh ${AWS::StackId}'"), "L", "is plain text");
        finds(LAUNCH_SETUP, &instance("UserData: '#cloud-config'"), "I", "is plain text");
        let both = "SecurityGroupIds: [sg-1], NetworkInterfaces: [{DeviceIndex: '0'}]";
        finds(LAUNCH_SETUP, &instance(both), "I", "both `SecurityGroupIds` and `NetworkInterfaces`");
        finds(LAUNCH_SETUP, &template(both), "L", "both `SecurityGroupIds` and `NetworkInterfaces`");
    }

    #[test]
    fn launches_that_work() {
        silent(LAUNCH_SETUP, &template("UserData: !Base64 '#!/bin/sh', SecurityGroupIds: [sg-1]"));
        silent(
            LAUNCH_SETUP,
            &instance("UserData: IyEvYmluL3No, NetworkInterfaces: [{DeviceIndex: '0', GroupSet: [sg-1]}]"),
        );
    }
}
