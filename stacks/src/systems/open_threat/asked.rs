//! What whoever deploys is asked, and the secrets that are made of it.

use iac_aws::parameters::{hosted_zone_id, slack_channel_id, slack_workspace_id};
use iac_aws::prelude::*;
use iac_core::SecretParameter;
use iac_core::operations::{self, Release};

/// The zone in which all names of the plan are.
pub(super) const ZONE: &str = "openthreat.com";

pub(super) fn hosted_zone(stack: &mut Stack) -> HostedZoneHandle {
    let id = hosted_zone_id()
        .label("Hosted zone")
        .group("Access")
        .description("The zone openthreat.com in Route 53, for certificates and names.");
    HostedZone::import(ZONE, stack.add("HostedZoneId", id))
}

/// The tag that these releases push.
pub(super) fn image_tag(stack: &mut Stack, releases: &[Release]) -> Val<Str> {
    stack.add("ImageTag", operations::image_tag(releases).label("Tag of the images"))
}

/// Who is told: an e-mail address and a channel of Slack.
pub(super) struct Told {
    pub(super) email: Val<Str>,
    pub(super) workspace: Val<Id<SlackWorkspace>>,
    pub(super) channel: Val<Id<SlackChannel>>,
}

pub(super) fn told(stack: &mut Stack) -> Told {
    let email = Parameter::string()
        .label("E-mail address for alarms")
        .group("Notifications")
        .description("Receives the alarms after its owner confirmed the subscription.")
        .allowed_pattern(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
        .constraint_description("must be an e-mail address");
    let workspace = slack_workspace_id().label("Slack workspace").group("Notifications").description(
        "Its id; the workspace is authorised once in the console of Amazon Q Developer in chat applications.",
    );
    let channel = slack_channel_id()
        .label("Slack channel")
        .group("Notifications")
        .description("The id of the channel that alarms appear in.");
    Told {
        email: stack.add("AlarmEmail", email),
        workspace: stack.add("SlackWorkspace", workspace),
        channel: stack.add("SlackChannel", channel),
    }
}

/// The keys of services of others.
pub(super) struct Keys {
    pub(super) nvd: SecretParameter,
    pub(super) sentry: SecretParameter,
}

pub(super) fn keys(stack: &mut Stack) -> Keys {
    let nvd = Parameter::secret()
        .label("Key of the NVD")
        .group("Application")
        .description("The key for the API of the National Vulnerability Database.")
        .min_length(1);
    let sentry = Parameter::secret()
        .label("Address of Sentry")
        .group("Application")
        .description("The DSN of the project in Sentry that errors are sent to.")
        .min_length(1);
    Keys { nvd: stack.add("NvdApiKey", nvd), sentry: stack.add("SentryDsn", sentry) }
}

/// The keys as secrets, under the plan's names.
pub(super) struct KeySecrets {
    pub(super) nvd: SecretHandle,
    pub(super) sentry: SecretHandle,
}

pub(super) fn key_secrets(stack: &mut Stack, folder: &'static str, key: &EncryptionKeyHandle) -> KeySecrets {
    let keys = keys(stack);
    let secret = |value: &SecretParameter, name: &str, what: &'static str| {
        Secret::from_parameter(value).name(format!("{folder}/{name}")).description(what).encryption_key(key)
    };
    KeySecrets {
        nvd: stack.add("NvdKey", secret(&keys.nvd, "nvd-api-key", "The key for the API of the NVD")),
        sentry: stack.add("Sentry", secret(&keys.sentry, "sentry-dsn", "Where errors are sent")),
    }
}

/// Names the generated logins as the plan does.
pub(super) fn name_logins(
    stack: &mut Stack,
    folder: &'static str,
    database: &RdsInstanceHandle,
    cache: &RedisCacheHandle,
) {
    if let Some(login) = &database.secret {
        stack.modify(login.secret, |secret| secret.name(format!("{folder}/database-url")));
    }
    stack.modify(cache.secret.secret, |secret| secret.name(format!("{folder}/redis-url")));
}
