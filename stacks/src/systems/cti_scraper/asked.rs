//! What whoever deploys is asked.

use super::choices::Choices;
use iac_aws::cfn::kind::Route53HostedZone;
use iac_aws::prelude::*;
use iac_core::SecretParameter;

/// What was answered.
pub(super) struct Asked {
    pub(super) tag: Val<Str>,
    /// That of the model's image, which changes on its own.
    pub(super) model_tag: Option<Val<Str>>,
    pub(super) zone: Val<Id<Route53HostedZone>>,
    pub(super) email: Val<Str>,
    pub(super) api_keys: SecretParameter,
}

pub(super) fn parameters(stack: &mut Stack, choices: &Choices) -> Asked {
    let zone = iac_aws::parameters::hosted_zone_id()
        .label("Hosted zone")
        .group("Access")
        .description(format!("The zone {} in Route 53, for the certificate and the application's name.", choices.zone));
    let api_keys = Parameter::secret()
        .label("Keys of sources")
        .group("Application")
        .description("The keys that web and worker show to sources, as one object of JSON by the source; {} for none.")
        .allowed_pattern(r"^\{[\s\S]*\}$")
        .constraint_description("must be an object of JSON, such as {\"otx\": \"key\"}");
    Asked {
        tag: stack.add("ImageTag", tag("Tag of the images")),
        model_tag: choices.model_tasks.as_ref().map(|_| stack.add("ModelTag", tag("Tag of the model's image"))),
        zone: stack.add("HostedZoneId", zone),
        email: stack.add("AlarmEmail", alarm_email()),
        api_keys: stack.add("SourceKeys", api_keys),
    }
}

fn tag(label: &'static str) -> Parameter<Str> {
    Parameter::string()
        .label(label)
        .group("Application")
        .description("The tag that runs; pipelines push each image under the first twelve digits of its commit.")
        .allowed_pattern("^[0-9a-f]{12}$")
        .constraint_description("must be twelve digits of a commit, such as 0a1b2c3d4e5f")
}

pub(super) fn alarm_email() -> Parameter<Str> {
    Parameter::string()
        .label("E-mail address for alarms")
        .group("Notifications")
        .description("Receives what is critical, warnings and news after its owner confirmed the subscriptions.")
        .allowed_pattern(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
        .constraint_description("must be an e-mail address")
}
