//! Instances and what their user data tells them.

use super::sides::{Side, side};
use iac_core::check::{Eval, Res, World};
use iac_core::{Expr, Value};

/// Instances that are started alike.
pub(crate) struct Instances<'w, 'g> {
    pub(crate) side: Side<'w, 'g>,
    pub(crate) user_data: Vec<Eval<'g>>,
}

pub(crate) fn instances<'w, 'g>(world: &'w World<'g>) -> Vec<Instances<'w, 'g>> {
    let mut found = Vec::new();
    for group in world.all("AWS::AutoScaling::AutoScalingGroup") {
        let template = world.target_of(&group.get("LaunchTemplate.LaunchTemplateId"), "AWS::EC2::LaunchTemplate");
        let template = template.map(|one| (one, "LaunchTemplateData"));
        let name = group.get("LaunchConfigurationName");
        let configuration = world.target_of(&name, "AWS::AutoScaling::LaunchConfiguration");
        let Some((res, property)) = template.or(configuration.map(|one| (one, "UserData"))) else { continue };
        found.extend(side(group).map(|side| Instances { side, user_data: encoded(res, property) }));
    }
    for instance in world.all("AWS::EC2::Instance") {
        let template = world.target_of(&instance.get("LaunchTemplate.LaunchTemplateId"), "AWS::EC2::LaunchTemplate");
        let mut user_data = encoded(instance, "UserData");
        user_data.extend(template.into_iter().flat_map(|template| encoded(template, "LaunchTemplateData")));
        found.extend(side(instance).map(|side| Instances { side, user_data }));
    }
    found.retain(|one| !one.user_data.is_empty());
    found
}

/// What is encoded in a property, of which nothing but the encoded text is a value.
fn encoded<'g>(res: Res<'_, 'g>, property: &str) -> Vec<Eval<'g>> {
    let mut found = Vec::new();
    if let Some(value) = res.node().property(property) {
        texts(value, &mut |text| found.push(res.eval(text)));
    }
    found
}

fn texts<'g>(value: &'g Value, found: &mut dyn FnMut(&'g Value)) {
    match value {
        Value::Map(fields) => fields.iter().for_each(|field| texts(&field.value, found)),
        Value::Expr(expr) => match &**expr {
            Expr::Base64(text) => found(text),
            Expr::If(_, yes, no) => [yes, no].into_iter().for_each(|side| texts(side, found)),
            _ => {}
        },
        _ => {}
    }
}
