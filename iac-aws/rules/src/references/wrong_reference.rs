use super::kinds::{self, Fault, Kind, article, form_name, short};
use super::role_by_name::{self, Named};
use super::shapes;
use crate::schema::model::Model;
use iac_aws_schema::{Form, Property};
use iac_core::Value;
use iac_core::check::{Eval, Findings, Reference, Res, World};

iac_core::rule! {
    /// A property is given the wrong resource, or the right one in the wrong form.
    ///
    /// A subnet's id where a security group's belongs, a balancer where its target group belongs, a role's name where
    /// its ARN belongs: templates are text, so nothing stops any of these, and the deployment fails when the resource is
    /// made, after everything before it was.
    ///
    /// Give `Ref` or the attribute that the message names.
    pub(crate) WRONG_REFERENCE: "wrong-reference", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    let model = Model::of(world);
    world.each(|res| {
        let Some(of) = model.resource_type(res.kind()) else { return };
        let node = model.node(of.schema);
        for field in res.node().properties.iter().filter(|field| is_interesting(&field.value)) {
            let Some(property) = node.property(&field.name) else { continue };
            let value = res.get(&field.name);
            kinds::property_values(&model, property, &value, &field.name, &mut |property, value, path| {
                leaf(&model, findings, res, property, value, path);
            });
        }
    });
}

/// Whether there may be a reference in it, or text that has the shape of one: most values are neither.
fn is_interesting(value: &Value) -> bool {
    match value {
        Value::Expr(_) => true,
        Value::Str(text) => shapes::is_shaped(text),
        Value::List(items) => items.iter().any(is_interesting),
        Value::Map(fields) => fields.iter().any(|field| is_interesting(&field.value)),
        Value::Bool(_) | Value::Int(_) | Value::Num(_) => false,
    }
}

fn leaf<'g>(
    model: &Model,
    findings: &mut Findings<'_, 'g>,
    res: Res<'_, 'g>,
    property: &Property,
    value: &Eval<'g>,
    path: &str,
) {
    if kinds::is_open(res.kind(), path) {
        return;
    }
    match value {
        Eval::Ref(reference) => given(model, findings, res, property, *reference, path),
        Eval::Text(_) | Eval::Joined(_) => {
            let wanted = kinds::wanted(res.kind(), path, property);
            if let Some(what) = shapes::fault(&wanted, value) {
                let wanted = kinds::wanted_words(&wanted);
                let message = format!("`{path}` takes {wanted}, but `{}` is {what}", value.shown());
                findings.at(res, path, message, format!("give {wanted}"));
            }
        }
        _ => {}
    }
}

fn given<'g>(
    model: &Model,
    findings: &mut Findings<'_, 'g>,
    res: Res<'_, 'g>,
    property: &Property,
    reference: Reference<'g>,
    path: &str,
) {
    let Some(target) = reference.target(res.world()) else { return };
    let Some(of) = model.resource_type(target.kind()).filter(|of| !is_made_up(of.name)) else { return };
    let (wanted, attribute) = (kinds::wanted(res.kind(), path, property), reference.attribute);
    let Some(kind) = kinds::given(model, &of, attribute) else {
        let identifies_nothing = model.attribute(&of, attribute).is_some_and(|known| known.name == attribute);
        let cannot_be = wanted.iter().all(|one| match one.form {
            Form::Arn => shapes::is_no_arn(attribute),
            _ => is_ec2_id(one) && shapes::is_no_id(attribute),
        });
        if identifies_nothing && !wanted.is_empty() && cannot_be {
            let wanted = kinds::wanted_words(&wanted);
            let message = format!("`{path}` takes {wanted}, but is given `{attribute}` of {}", target.path());
            findings.between(res, path, message, format!("give {wanted}"), &[(target, "this is referred to")]);
        }
        return;
    };
    if wanted.is_empty() {
        return no_arn(findings, res, kind, target, path);
    }
    let pattern = property.schema.schema().pattern;
    let by_pattern = pattern.is_some_and(|pattern| pattern.starts_with("^arn"));
    let Some(fault) = kinds::fault(&wanted, by_pattern, kind) else { return };
    // The schema names the ARN alone, but its pattern takes names, too: functions of `AWS::Lambda::Url`.
    let names = pattern.is_some_and(|pattern| pattern.contains("arn") && model.fits(pattern, "any-name"));
    if fault == Fault::Form && kind.form == Form::Name && names {
        return;
    }
    let words = kinds::wanted_words(&wanted);
    let form = form_name(kind.form);
    let message = match fault {
        Fault::Type => format!("`{path}` takes {words}, but {} is {}", target.path(), article(kind.resource)),
        Fault::Form => format!("`{path}` takes {words}, but is given the {form} of {}", target.path()),
    };
    let forms: Vec<Form> = wanted.iter().map(|one| one.form).collect();
    let help = match (fault, kinds::attribute_for(kind.resource, &forms)) {
        (Fault::Form, Some(attribute)) => format!("give {attribute}"),
        _ => format!("give {words}"),
    };
    match role_by_name::taken(res, path, kind, target) {
        Some(Named::Documented) => {}
        Some(Named::Tolerated) => findings.warning(res, path, message, help),
        None => findings.between(res, path, message, help, &[(target, "this is referred to")]),
    }
}

/// A property that takes any ARN, by its name, is given an id or a name of something that has an ARN, too.
fn no_arn<'g>(findings: &mut Findings<'_, 'g>, res: Res<'_, 'g>, kind: Kind<'_>, target: Res<'_, 'g>, path: &str) {
    let name = path.rsplit('.').next().unwrap_or(path);
    let takes_arn = ["Arn", "ARN", "Arns", "ARNs"].iter().any(|end| name.ends_with(end))
        || (res.kind() == "AWS::CloudWatch::Alarm" && name.ends_with("Actions"));
    let is_arn = kind.form == Form::Arn || kind.form == Form::Plain || kind.resource == "AWS::KMS::Key";
    if !takes_arn || is_arn {
        return;
    }
    let Some(attribute) = kinds::attribute_for(kind.resource, &[Form::Arn]) else { return };
    let (form, of) = (form_name(kind.form), target.path());
    let message = format!("`{path}` takes an ARN, but is given the {form} of {of}, {}", article(kind.resource));
    findings.between(res, path, message, format!("give {attribute}"), &[(target, "this is referred to")]);
}

fn is_ec2_id(one: &iac_aws_schema::Reference) -> bool {
    one.form == Form::Id && short(one.resource).starts_with("EC2::")
}

/// What these give is what their makers say.
fn is_made_up(resource: &str) -> bool {
    let stems = ["AWS::CloudFormation::CustomResource", "AWS::CloudFormation::WaitCondition", "Custom::"];
    stems.iter().any(|stem| resource.starts_with(stem))
}
