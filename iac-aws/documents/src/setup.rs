//! What the first deployment needs from people, before and after it.

use crate::words::Words;
use iac_core::check::Res;
use serde_json::Value;

/// What must be there before the first stack is created.
pub(crate) fn before(words: &Words<'_, '_>) -> Value {
    let mut steps = Vec::new();
    zones(words, &mut steps);
    github(words, &mut steps);
    let world = words.world;
    if world.declared("AWS::Chatbot::SlackChannelConfiguration").next().is_some() {
        steps.push(step(
            "The Slack workspace is authorised, once in the account: console of Amazon Q Developer in chat applications, \
             \"Configure new client\"; a private channel invites `@Amazon Q`",
            "",
        ));
    }
    let connected = |one: Res<'_, '_>| {
        let stages = one.get("Stages");
        let mut actions = stages.items().iter().flat_map(|stage| stage.at("Actions").items());
        actions.any(|action| !action.at("Configuration.ConnectionArn").is_absent())
    };
    if world.all("AWS::CodePipeline::Pipeline").any(connected) {
        steps.push(step(
            "The connection to GitHub exists and is `AVAILABLE`: created in the console, Developer Tools, Connections, \
             where somebody with rights in the repository installs the application",
            "aws codeconnections list-connections --query 'Connections[].[ConnectionName,ConnectionArn,ConnectionStatus]' --output table",
        ));
    }
    let machines =
        world.declared("AWS::EC2::LaunchTemplate").filter_map(|one| words.text(one, "LaunchTemplateData.InstanceType"));
    if machines.into_iter().any(|machine| machine.starts_with('g')) {
        steps.push(step(
            "The quota \"Running On-Demand G and VT instances\" (vCPUs) is at least as large as the machines with GPUs; it \
             is 0 in a new account, and a task that finds no machine waits for ever",
            "aws service-quotas list-service-quotas --service-code ec2 --query \"Quotas[?QuotaName=='Running On-Demand G and VT instances'].Value\" --output text",
        ));
    }
    steps.into()
}

/// What is to be done once everything runs.
pub(crate) fn after(words: &Words<'_, '_>) -> Value {
    let world = words.world;
    let mut steps = Vec::new();
    if world.declared("AWS::SNS::Subscription").any(|one| one.get("Protocol").text().is_some_and(|of| of == "email")) {
        steps.push(step(
            "Whoever gets the e-mails of the topics has confirmed them: nobody is in this list",
            "aws sns list-subscriptions --query \"Subscriptions[?SubscriptionArn=='PendingConfirmation'].[TopicArn,Endpoint]\" --output text",
        ));
    }
    let mut tags: Vec<String> = Vec::new();
    for budget in world.declared("AWS::Budgets::Budget") {
        for filter in budget.get("Budget.CostFilters.TagKeyValue").items() {
            let text = words.shown(filter);
            let key = text.trim_start_matches("user:").split('$').next().unwrap_or_default().to_owned();
            if !key.is_empty() && !tags.contains(&key) {
                tags.push(key);
            }
        }
    }
    for key in tags {
        steps.push(step(
            &format!(
                "The tag `{key}` is a cost allocation tag, or the budget counts nothing: a day after the deployment, from \
                 the account that pays"
            ),
            &format!("aws ce update-cost-allocation-tags-status --cost-allocation-tags-status TagKey={key},Status=Active"),
        ));
    }
    if world.declared("AWS::SES::EmailIdentity").next().is_some() {
        steps.push(step(
            "SES sends to everybody, not only to verified addresses: `true`, else ask for production access in its console",
            "aws sesv2 get-account --query ProductionAccessEnabled",
        ));
    }
    steps.into()
}

fn step(text: &str, command: &str) -> Value {
    object!({"text": text, "command": command})
}

/// Zones that a parameter names: nobody but their owner can say that they answer.
fn zones(words: &Words<'_, '_>, steps: &mut Vec<Value>) {
    let asked = words.subject.graph.stacks.iter().flat_map(|stack| stack.parameters.values());
    if asked.into_iter().any(|one| one.parameter_type.to_string() == "AWS::Route53::HostedZone::Id") {
        steps.push(step(
            "The hosted zone is in this account, and the domain's registrar, or the zone above it, names its servers; \
             else certificates are never issued and the deployment waits for hours",
            "aws route53 list-hosted-zones --query 'HostedZones[].[Id,Name]' --output text",
        ));
    }
}

/// GitHub as a provider of identities, where a role trusts it and no stack makes it.
/// Source: <https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws>
fn github(words: &Words<'_, '_>, steps: &mut Vec<Value>) {
    const PROVIDER: &str = "token.actions.githubusercontent.com";
    let world = words.world;
    let trusts = |role: Res<'_, '_>| {
        let statements = role.get("AssumeRolePolicyDocument.Statement");
        statements.items().iter().any(|one| words.shown(one.at("Principal.Federated")).ends_with(PROVIDER))
    };
    if world.all("AWS::IAM::Role").any(trusts) && world.declared("AWS::IAM::OIDCProvider").next().is_none() {
        steps.push(step(
            "GitHub is a provider of identities in this account, once for all that it deploys there",
            &format!(
                "aws iam list-open-id-connect-providers --output text | grep {PROVIDER} || \
                 aws iam create-open-id-connect-provider --url https://{PROVIDER} --client-id-list sts.amazonaws.com"
            ),
        ));
    }
}

/// The stacks whose creation waits for images that can be pulled.
pub(crate) fn starts(words: &Words<'_, '_>) -> Value {
    let kinds = ["AWS::ECS::Service", "AWS::AutoScaling::AutoScalingGroup", "AWS::Lightsail::Container"];
    let mut stacks: Vec<&str> = Vec::new();
    for one in kinds.iter().flat_map(|kind| words.world.declared(kind)) {
        if !stacks.contains(&&*one.stack().name) {
            stacks.push(&one.stack().name);
        }
    }
    stacks.into()
}
