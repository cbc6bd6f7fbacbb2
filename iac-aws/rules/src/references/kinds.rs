//! What a property wants to be given, and what a reference gives.

use super::more_references;
use crate::schema::model::Model;
use iac_aws_schema::{Form, Property, Reference, SchemaId, Type, resource_type};
use iac_core::check::Eval;

/// What a reference gives.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct Kind<'a> {
    pub(crate) resource: &'a str,
    pub(crate) form: Form,
}

/// Types whose resources stand for each other where one of them is asked for: an alias is given where a function is.
/// The schema's references name only the first.
const FAMILIES: &[(&str, &str)] = &[
    ("AWS::CloudWatch::CompositeAlarm", "AWS::CloudWatch::Alarm"),
    ("AWS::DynamoDB::GlobalTable", "AWS::DynamoDB::Table"),
    ("AWS::EC2::TransitGatewayConnect", "AWS::EC2::TransitGatewayAttachment"),
    ("AWS::EC2::TransitGatewayPeeringAttachment", "AWS::EC2::TransitGatewayAttachment"),
    ("AWS::EC2::TransitGatewayVpcAttachment", "AWS::EC2::TransitGatewayAttachment"),
    ("AWS::KMS::Alias", "AWS::KMS::Key"),
    ("AWS::KMS::ReplicaKey", "AWS::KMS::Key"),
    ("AWS::Lambda::Alias", "AWS::Lambda::Function"),
    ("AWS::Lambda::Version", "AWS::Lambda::Function"),
    ("AWS::Serverless::Api", "AWS::ApiGateway::RestApi"),
    ("AWS::Serverless::Function", "AWS::Lambda::Function"),
    ("AWS::Serverless::HttpApi", "AWS::ApiGatewayV2::Api"),
    ("AWS::Serverless::LayerVersion", "AWS::Lambda::LayerVersion"),
    ("AWS::Serverless::SimpleTable", "AWS::DynamoDB::Table"),
    ("AWS::Serverless::StateMachine", "AWS::StepFunctions::StateMachine"),
];

/// Properties that also take other resources than the schema's references say, by AWS's documentation.
const OPEN: &[(&str, &str)] = &[
    // Any certificate of the authority; templates are AWS's own.
    ("AWS::ACMPCA::Certificate", "TemplateArn"),
    // A listener, a service of Cloud Map, any address.
    ("AWS::ApiGatewayV2::Integration", "IntegrationUri"),
    ("AWS::ApiGatewayV2::Api", "Target"),
    ("AWS::AppSync::DataSource", "HttpConfig.Endpoint"),
    ("AWS::CloudTrail::Trail", "EventSelectors.DataResources.Values"),
    ("AWS::CodeGuruProfiler::ProfilingGroup", "AgentPermissions.Principals"),
    ("AWS::DataPipeline::Pipeline", "ParameterValues.StringValue"),
    // Locations of each of a dozen types.
    ("AWS::DataSync::Task", "DestinationLocationArn"),
    ("AWS::DataSync::Task", "SourceLocationArn"),
    ("AWS::Pipes::Pipe", "Enrichment"),
    ("AWS::QuickSight::Analysis", "SourceEntity.SourceTemplate.Arn"),
    ("AWS::Transfer::Workflow", "OnExceptionSteps.CustomStepDetails.Target"),
];

/// Types that take no ARN where their id or name is asked for.
const NEVER_BY_ARN: &[&str] =
    &["AWS::EC2::", "AWS::IAM::", "AWS::S3::Bucket", "AWS::Logs::LogGroup", "AWS::Cognito::", "AWS::SQS::Queue"];

pub(crate) fn family(resource: &str) -> &str {
    FAMILIES.iter().find(|(member, _)| *member == resource).map_or(resource, |(_, of)| of)
}

/// What an attribute of a resource, or its `Ref`, gives. None where it identifies nothing, or nobody knows.
pub(crate) fn given(model: &Model, of: &Type, attribute: &str) -> Option<Kind<'static>> {
    if attribute == "Ref" {
        // Its schema identifies it by the application too, but CloudFormation gives the name alone, as AWS's samples use it.
        if of.name == "AWS::ElasticBeanstalk::ConfigurationTemplate" {
            return Some(Kind { resource: of.name, form: Form::Name });
        }
        return Some(Kind { resource: of.name, form: of.reference });
    }
    let Reference { resource, form, .. } = model.attribute(of, attribute)?.identifies?;
    Some(Kind { resource, form })
}

/// Why a property must not be given something.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Fault {
    /// It is another type of resource.
    Type,
    /// It is the right resource, in another form than the one it wants.
    Form,
}

/// What is wrong with giving this to a property that wants one of these.
pub(crate) fn fault(wanted: &[Reference], by_pattern: bool, kind: Kind<'_>) -> Option<Fault> {
    let resource = family(kind.resource);
    let forms: Vec<Form> = wanted.iter().filter(|one| family(one.resource) == resource).map(|one| one.form).collect();
    if forms.is_empty() {
        return Some(Fault::Type);
    }
    // What SAM's resources give is that of the resources which they become.
    if forms.contains(&kind.form) || kind.resource.starts_with("AWS::Serverless::") {
        return None;
    }
    let only_arn = forms.iter().all(|form| *form == Form::Arn);
    let faulty = match kind.form {
        Form::Arn => NEVER_BY_ARN.iter().any(|stem| resource.starts_with(stem)),
        // Services that want a key's ARN often take its id, unless they say that they do not.
        Form::Id | Form::Name if only_arn => resource != "AWS::KMS::Key" || by_pattern,
        // A group without a VPC of its own is named by `Ref`.
        Form::Id => resource.starts_with("AWS::IAM::"),
        Form::Name => resource.starts_with("AWS::EC2::"),
        Form::Plain => attribute_for(kind.resource, &forms).is_some(),
    };
    faulty.then_some(Fault::Form)
}

/// The attribute of a type that gives it in one of these forms; `Ref` where that does.
pub(crate) fn attribute_for(resource: &str, forms: &[Form]) -> Option<String> {
    let of = resource_type(resource)?;
    if forms.contains(&of.reference) {
        return Some(format!("`Ref` of the {}", short(resource)));
    }
    let gives = |wanted: &Reference| wanted.resource == resource && forms.contains(&wanted.form);
    let found = of.attributes.iter().find(|attribute| attribute.identifies.as_ref().is_some_and(gives))?;
    Some(format!("its attribute `{}`", found.name))
}

/// `EC2::VPC` for `AWS::EC2::VPC`.
pub(crate) fn short(resource: &str) -> &str {
    resource.strip_prefix("AWS::").unwrap_or(resource)
}

pub(crate) const fn form_name(form: Form) -> &'static str {
    match form {
        Form::Arn => "ARN",
        Form::Id => "id",
        Form::Name => "name",
        Form::Plain => "value",
    }
}

/// What a property takes, by the schema, or by AWS's documentation where the schema does not say.
pub(crate) fn wanted(resource: &str, path: &str, property: &Property) -> Vec<Reference> {
    match property.references.is_empty() {
        true => more_references::find(resource, path),
        false if more_references::is_more(resource, path) => {
            property.references.iter().chain(more_references::find(resource, path)).collect()
        }
        false => property.references.iter().collect(),
    }
}

/// `the id of an EC2::Subnet`, for each that a property takes.
pub(crate) fn wanted_words(wanted: &[Reference]) -> String {
    let words = wanted.iter().map(|one| format!("the {} of {}", form_name(one.form), article(one.resource)));
    words.collect::<Vec<_>>().join(" or ")
}

/// `an EC2::VPC`.
pub(crate) fn article(resource: &str) -> String {
    let short = short(resource);
    let vowel = short.starts_with(['A', 'E', 'I', 'O', 'S', 'R', 'L', 'M', 'N', 'F']) && !short.starts_with("Lambda");
    format!("{} {short}", if vowel { "an" } else { "a" })
}

/// Whether a property is known to take more than the schema says.
pub(crate) fn is_open(resource: &str, path: &str) -> bool {
    OPEN.contains(&(resource, path))
}

/// Calls `visit` for every value of a property, at every depth, with its path without positions.
fn typed<'v, 'g>(
    model: &Model,
    schema: SchemaId,
    value: &'v Eval<'g>,
    path: &str,
    visit: &mut dyn FnMut(&Property, &'v Eval<'g>, &str),
) {
    let node = model.node(schema);
    for member in value.members() {
        let path = if path.is_empty() { member.name.to_owned() } else { format!("{path}.{}", member.name) };
        match node.property(member.name) {
            Some(property) => property_values(model, property, &member.value, &path, visit),
            // A map whose names are free.
            None => {
                if let Some((_, of)) = node.schema.patterns.iter().next() {
                    typed(model, of, &member.value, &path, visit);
                }
            }
        }
    }
}

/// The values of one property: itself, or what stands in its lists, and what is below.
pub(crate) fn property_values<'v, 'g>(
    model: &Model,
    property: &Property,
    value: &'v Eval<'g>,
    path: &str,
    visit: &mut dyn FnMut(&Property, &'v Eval<'g>, &str),
) {
    let mut below = property.schema;
    while let Some(items) = model.node(below).schema.items {
        below = items;
    }
    for item in value.items() {
        match item {
            Eval::Map(_) => typed(model, below, item, path, visit),
            Eval::List(_) => property_values(model, property, item, path, visit),
            _ => visit(property, item, path),
        }
    }
}
