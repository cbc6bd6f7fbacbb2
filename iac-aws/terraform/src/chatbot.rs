//! `AWS::Chatbot`.

use super::prelude::*;

pub(super) const TYPES: &[ResourceMap] = &[
    ResourceMap::new("AWS::Chatbot::MicrosoftTeamsChannelConfiguration", "aws_chatbot_teams_channel_configuration")
        .reference("chat_configuration_arn")
        .attributes(&[("Arn", "chat_configuration_arn")])
        .finish(global)
        .properties(&[
            ("GuardrailPolicies", To::Attribute("guardrail_policy_arns")),
            ("TeamsChannelId", To::Attribute("channel_id")),
            ("TeamsChannelName", To::Attribute("channel_name")),
            ("TeamsTenantId", To::Attribute("tenant_id")),
            ("UserRoleRequired", To::Attribute("user_authorization_required")),
        ]),
    ResourceMap::new("AWS::Chatbot::SlackChannelConfiguration", "aws_chatbot_slack_channel_configuration")
        .reference("chat_configuration_arn")
        .attributes(&[("Arn", "chat_configuration_arn")])
        .finish(global)
        .properties(&[
            ("GuardrailPolicies", To::Attribute("guardrail_policy_arns")),
            ("SlackWorkspaceId", To::Attribute("slack_team_id")),
            ("UserRoleRequired", To::Attribute("user_authorization_required")),
        ]),
];

/// The service is global: CloudFormation takes it in every region, the provider only where it has an endpoint.
/// Sources: <https://github.com/aws/aws-cdk/issues/24675>, <https://github.com/aws/aws-cli/issues/8658>
fn global(s: &mut Scope<'_, '_>) {
    s.set("region", "us-east-2");
}
