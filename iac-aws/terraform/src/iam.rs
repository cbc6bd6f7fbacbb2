//! `AWS::IAM`.

use super::policy_targets::policy_for_each;
use super::prelude::*;
use super::secrets::access_key;

pub(super) const TYPES: &[ResourceMap] = &[
    ResourceMap::new("AWS::IAM::AccessKey", "aws_iam_access_key")
        .properties(&[("Serial", To::Ignored("another number makes another key")), ("UserName", To::Attribute("user"))])
        .finish(access_key),
    ResourceMap::new("AWS::IAM::Group", "aws_iam_group")
        .reference("name")
        .name(Name::Required("name", 128))
        .properties(&[
            ("GroupName", To::Attribute("name")),
            ("ManagedPolicyArns", To::Part(&MANAGED_POLICY_OF_GROUP)),
            ("Policies", To::Part(&POLICY_OF_GROUP)),
        ]),
    ResourceMap::new("AWS::IAM::GroupPolicy", "aws_iam_group_policy").properties(&[
        ("GroupName", To::Attribute("group")),
        POLICY_NAME,
        POLICY_DOCUMENT,
    ]),
    ResourceMap::new("AWS::IAM::InstanceProfile", "aws_iam_instance_profile")
        .reference("name")
        .name(Name::Prefix("name_prefix", "name", 128))
        .properties(&[("InstanceProfileName", To::Attribute("name")), ("Roles", To::By(only_role))]),
    ResourceMap::new("AWS::IAM::ManagedPolicy", "aws_iam_policy")
        .reference("arn")
        .attributes(&[("PolicyArn", "arn")])
        .name(Name::Prefix("name_prefix", "name", 128))
        .properties(&[
            ("Groups", To::Part(&ATTACHED_TO_GROUP)),
            ("ManagedPolicyName", To::Attribute("name")),
            POLICY_DOCUMENT,
            ("Roles", To::Part(&ATTACHED_TO_ROLE)),
            ("Users", To::Part(&ATTACHED_TO_USER)),
        ]),
    ResourceMap::new("AWS::IAM::OIDCProvider", "aws_iam_openid_connect_provider").reference("arn").finish(clients),
    ResourceMap::parts("AWS::IAM::Policy", "aws_iam_role_policy").properties(&[
        ("Groups", To::By(groups)),
        ("PolicyDocument", To::Ignored("in the policy of each role, user and group")),
        ("PolicyName", To::Ignored("in the policy of each role, user and group")),
        ("Roles", To::By(roles)),
        ("Users", To::By(users)),
    ]),
    ResourceMap::new("AWS::IAM::Role", "aws_iam_role")
        .reference("name")
        .attributes(&[("RoleId", "unique_id")])
        .name(Name::Prefix("name_prefix", "name", 64))
        .properties(&[
            ("AssumeRolePolicyDocument", To::Json("assume_role_policy")),
            ("ManagedPolicyArns", To::Part(&MANAGED_POLICY_OF_ROLE)),
            ("Policies", To::Part(&POLICY_OF_ROLE)),
            ("RoleName", To::Attribute("name")),
        ]),
    ResourceMap::new("AWS::IAM::RolePolicy", "aws_iam_role_policy").properties(&[
        POLICY_DOCUMENT,
        POLICY_NAME,
        ("RoleName", To::Attribute("role")),
    ]),
    ResourceMap::new("AWS::IAM::SAMLProvider", "aws_iam_saml_provider")
        .reference("arn")
        .name(Name::Required("name", 128)),
    ResourceMap::new("AWS::IAM::ServiceLinkedRole", "aws_iam_service_linked_role")
        .reference("name")
        .attributes(&[("RoleName", "name")]),
    ResourceMap::new("AWS::IAM::User", "aws_iam_user").reference("name").name(Name::Required("name", 64)).properties(
        &[
            ("Groups", To::By(memberships)),
            ("ManagedPolicyArns", To::Part(&MANAGED_POLICY_OF_USER)),
            ("Policies", To::Part(&POLICY_OF_USER)),
            ("UserName", To::Attribute("name")),
        ],
    ),
    ResourceMap::new("AWS::IAM::UserPolicy", "aws_iam_user_policy").properties(&[
        POLICY_DOCUMENT,
        POLICY_NAME,
        ("UserName", To::Attribute("user")),
    ]),
    ResourceMap::parts("AWS::IAM::UserToGroupAddition", "aws_iam_user_group_membership")
        .properties(&[("GroupName", To::Ignored("in the membership of each user")), ("Users", To::By(additions))]),
];

const POLICY_DOCUMENT: (&str, To) = ("PolicyDocument", To::Json("policy"));
const POLICY_NAME: (&str, To) = ("PolicyName", To::Attribute("name"));

const MANAGED_POLICY_OF_GROUP: Part = Part::new("aws_iam_group_policy_attachment", "group", "name").item("policy_arn");
const MANAGED_POLICY_OF_ROLE: Part = Part::new("aws_iam_role_policy_attachment", "role", "name").item("policy_arn");
const MANAGED_POLICY_OF_USER: Part = Part::new("aws_iam_user_policy_attachment", "user", "name").item("policy_arn");

const POLICY_OF_GROUP: Part =
    Part::new("aws_iam_group_policy", "group", "name").fields(&[POLICY_DOCUMENT, POLICY_NAME]).key(&["PolicyName"]);
const POLICY_OF_ROLE: Part =
    Part::new("aws_iam_role_policy", "role", "name").fields(&[POLICY_DOCUMENT, POLICY_NAME]).key(&["PolicyName"]);
const POLICY_OF_USER: Part =
    Part::new("aws_iam_user_policy", "user", "name").fields(&[POLICY_DOCUMENT, POLICY_NAME]).key(&["PolicyName"]);

const ATTACHED_TO_GROUP: Part = Part::new("aws_iam_group_policy_attachment", "policy_arn", "arn").item("group");
const ATTACHED_TO_ROLE: Part = Part::new("aws_iam_role_policy_attachment", "policy_arn", "arn").item("role");
const ATTACHED_TO_USER: Part = Part::new("aws_iam_user_policy_attachment", "policy_arn", "arn").item("user");

fn groups<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    policy_for_each(s, field, "aws_iam_group_policy", "group");
}

fn roles<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    policy_for_each(s, field, "aws_iam_role_policy", "role");
}

fn users<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    policy_for_each(s, field, "aws_iam_user_policy", "user");
}

/// IAM takes one role, and CloudFormation a list of one.
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-instanceprofile.html>
fn only_role<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    let role = match &field.value {
        Value::List(roles) if roles.len() == 1 => s.term(&roles[0]),
        roles => Term::expression(format!("one({})", s.term(roles).to_hcl())),
    };
    s.set("role", role);
}

fn memberships<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    let user = s.reference("name");
    s.part("aws_iam_user_group_membership", "", |s| {
        s.set("user", user);
        s.to(field, &To::Attribute("groups"));
    });
}

/// Beside what other memberships say, as CloudFormation does it.
fn additions<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    s.each(&field.value, &mut |s, user| {
        let word = s.address_word(user);
        let user = s.term(user);
        let group = s.property("GroupName").map(|group| s.term(group));
        s.part("aws_iam_user_group_membership", &word, |s| {
            s.set("user", user);
            s.set("groups", Term::list(group));
        });
    });
}

/// CloudFormation takes a provider that no client is known for, Terraform wants the empty list.
fn clients(s: &mut Scope<'_, '_>) {
    if !s.has("client_id_list") {
        s.set("client_id_list", Term::list([]));
    }
}
