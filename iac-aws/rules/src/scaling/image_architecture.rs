use iac_core::check::{Eval, Findings, Res, World};
use iac_core::graph::StackGraph;
use iac_core::{Expr, Value};

iac_core::rule! {
    /// An image is for another processor than the instance has.
    ///
    /// The names of AWS's public parameters say for which processor an image is, and the names of instance types which one
    /// they have: a type with a `g` after its generation, such as `t4g` or `m7gd`, is ARM (`arm64`), and others are x86
    /// (`x86_64`). EC2 refuses the other one.
    ///
    /// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-types.html>,
    /// <https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters-ami.html>
    pub(crate) IMAGE_ARCHITECTURE: "image-architecture", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for (kind, at) in [
        ("AWS::EC2::Instance", ""),
        ("AWS::EC2::LaunchTemplate", "LaunchTemplateData"),
        ("AWS::AutoScaling::LaunchConfiguration", ""),
    ] {
        for res in world.all(kind) {
            let get = |name: &str| if at.is_empty() { res.get(name) } else { res.get(at).at(name).clone() };
            let class = get("InstanceType");
            let (Some(class), Some(image)) = (class.text(), image(res, at)) else { continue };
            let (Some(has), Some(wants)) = (processor_of(&class), processor(&image)) else { continue };
            if has != wants {
                let message = format!(
                    "{} has the instance type `{class}`, which is {has}, and the image `{image}`, which is for {wants}",
                    res.path()
                );
                let property = if at.is_empty() { "InstanceType" } else { at };
                findings.at(res, property, message, format!("take an image for {has}, or another instance type"));
            }
        }
    }
}

/// The name of the parameter that gives the image.
fn image<'g>(res: Res<'_, 'g>, at: &str) -> Option<String> {
    let first = res.node().property(if at.is_empty() { "ImageId" } else { at })?;
    let value = match first {
        Value::Map(fields) if !at.is_empty() => &fields.iter().find(|field| field.name == "ImageId")?.value,
        other => other,
    };
    match value {
        Value::Expr(expr) => match &**expr {
            Expr::Parameter(node) => default(res.stack(), node.index()),
            _ => None,
        },
        // A launch template may name the parameter itself.
        _ => match res.eval(value) {
            Eval::Text(text) if text.contains("resolve:ssm:") => Some(text.into_owned()),
            _ => None,
        },
    }
}

fn default(stack: &StackGraph, number: usize) -> Option<String> {
    let (_, parameter) = stack.parameters.get_index(number)?;
    let by_name = parameter.parameter_type.to_string().starts_with("AWS::SSM");
    parameter.default.as_ref().filter(|_| by_name).map(|name| name.to_string())
}

fn processor(image: &str) -> Option<&'static str> {
    match (image.contains("arm64"), image.contains("x86_64") || image.contains("amd64")) {
        (true, false) => Some("arm64"),
        (false, true) => Some("x86_64"),
        _ => None,
    }
}

/// `t4g.small`: family, generation, and what is special about it.
fn processor_of(class: &str) -> Option<&'static str> {
    let (family, _) = class.split_once('.')?;
    if family == "a1" {
        return Some("arm64");
    }
    let special = family.trim_start_matches(|one: char| one.is_ascii_alphabetic());
    let special = special.trim_start_matches(|one: char| one.is_ascii_digit());
    // Machines of Apple, and accelerators named otherwise, are left out.
    if family.starts_with("mac") || family.contains('-') {
        return None;
    }
    Some(if special.starts_with('g') { "arm64" } else { "x86_64" })
}

#[cfg(test)]
mod tests {
    use super::IMAGE_ARCHITECTURE;
    use crate::testing::{finds, silent};

    fn launch(class: &str, image: &str) -> String {
        format!(
            "Parameters:\n  Image: {{Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>', Default: {image}}}\n  \
             Size: {{Type: String, Default: small, AllowedValues: [small, large]}}\nMappings: {{Types: {{small: {{Type: {class}}}, large: {{Type: \
             {class}}}}}}}\nResources:\n  L: {{Type: AWS::EC2::LaunchTemplate, Properties: {{LaunchTemplateData: {{ImageId: !Ref Image, \
             InstanceType: !FindInMap [Types, !Ref Size, Type]}}}}}}\n"
        )
    }

    const ARM: &str = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64";
    const X86: &str = "/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id";

    #[test]
    fn another_processor() {
        finds(IMAGE_ARCHITECTURE, &launch("t3.small", ARM), "L", "`t3.small`, which is x86_64");
        finds(IMAGE_ARCHITECTURE, &launch("m7gd.large", X86), "L", "which is arm64");
        let one = launch("t4g.small", ARM).replace("large: {Type: t4g.small}", "large: {Type: m7i.large}");
        finds(IMAGE_ARCHITECTURE, &one, "L", "with Size = large");
        let instance = "Resources:\n  L: {Type: AWS::EC2::Instance, Properties: {InstanceType: c7g.large, ImageId: 'resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64'}}\n";
        finds(IMAGE_ARCHITECTURE, instance, "L", "which is for x86_64");
    }

    #[test]
    fn its_processor() {
        silent(IMAGE_ARCHITECTURE, &launch("t4g.small", ARM));
        silent(IMAGE_ARCHITECTURE, &launch("g5.xlarge", X86));
        silent(IMAGE_ARCHITECTURE, &launch("g5g.xlarge", ARM));
        silent(IMAGE_ARCHITECTURE, &launch("t3.small", "/company/image"));
    }
}
