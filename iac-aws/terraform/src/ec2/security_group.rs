//! Security groups. All rules are resources of their own, so that the provider never takes away one that it does not
//! know.
//! Source: <https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/security_group>

use crate::members::value;
use crate::prelude::*;
use iac_core::Pseudo;

const INGRESS: &str = "aws_vpc_security_group_ingress_rule";
const EGRESS: &str = "aws_vpc_security_group_egress_rule";

pub(crate) const TYPES: &[ResourceMap] = &[
    ResourceMap::new("AWS::EC2::SecurityGroup", "aws_security_group")
        .attributes(&[("GroupId", "id")])
        .properties(&[
            ("GroupDescription", To::Attribute("description")),
            ("GroupName", To::Attribute("name")),
            ("SecurityGroupEgress", To::Through(EGRESS, RULE, egress)),
            ("SecurityGroupIngress", To::Through(INGRESS, RULE, ingress)),
        ])
        // A prefix has 100 characters at most, a name 255.
        .name(Name::Prefix("name_prefix", "name", 126))
        .replace_first()
        .finish(default_egress),
    ResourceMap::new("AWS::EC2::SecurityGroupIngress", INGRESS).properties(RULE),
    ResourceMap::new("AWS::EC2::SecurityGroupEgress", EGRESS).properties(RULE),
];

const RULE: &[(&str, To)] = &[
    ("CidrIp", To::Attribute("cidr_ipv4")),
    ("DestinationPrefixListId", To::Attribute("prefix_list_id")),
    ("DestinationSecurityGroupId", To::Attribute("referenced_security_group_id")),
    ("FromPort", To::By(from_port)),
    ("GroupId", To::Attribute("security_group_id")),
    ("GroupName", BY_NAME),
    ("SourcePrefixListId", To::Attribute("prefix_list_id")),
    ("SourceSecurityGroupId", To::By(source_group)),
    ("SourceSecurityGroupName", BY_NAME),
    ("SourceSecurityGroupOwnerId", To::Ignored("it stands before the id of the source group")),
    ("ToPort", To::By(to_port)),
];

const BY_NAME: To = To::Missing("the provider knows groups by their ids only: give the id");

fn ingress<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    rules(s, field, INGRESS);
}

fn egress<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    rules(s, field, EGRESS);
}

fn rules<'g>(s: &mut Scope<'_, 'g>, field: &'g Field, rule: &'static str) {
    s.each(&field.value, &mut |s, value| {
        let Value::Map(fields) = value else {
            s.error(
                "terraform",
                "a rule is known only when it is deployed",
                "write the rule itself, with expressions in its fields",
            );
            return;
        };
        let address = address(s, fields);
        s.part(rule, &address, |s| {
            let group = s.reference("id");
            s.set("security_group_id", group);
            s.fields(fields, RULE);
        });
    });
}

/// What EC2 tells the rules of a group apart by: the protocol, the ports and the other side.
/// Source: <https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html>
fn address<'g>(s: &mut Scope<'_, 'g>, fields: &'g [Field]) -> String {
    let mut words = Vec::new();
    match value(fields, "IpProtocol") {
        Some(protocol) if is_all(protocol) => words.push(String::from("all")),
        protocol => words.extend(protocol.map(|protocol| word(s, protocol))),
    }
    let ports = [value(fields, "FromPort"), value(fields, "ToPort")].map(|port| port.filter(|port| !is_all(port)));
    match ports {
        [Some(from), Some(to)] if from == to => words.push(word(s, from)),
        ports => words.extend(ports.into_iter().flatten().map(|port| word(s, port))),
    }
    const SIDES: [&str; 7] = [
        "CidrIp",
        "CidrIpv6",
        "DestinationPrefixListId",
        "DestinationSecurityGroupId",
        "SourcePrefixListId",
        "SourceSecurityGroupId",
        "SourceSecurityGroupName",
    ];
    words.extend(SIDES.iter().filter_map(|side| value(fields, side)).map(|side| word(s, side)));
    words.join("_")
}

/// A network is all of its digits, not what follows its slash.
fn word<'g>(s: &mut Scope<'_, 'g>, value: &'g Value) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' };
    match value {
        Value::Str(text) => text.chars().map(plain).collect(),
        Value::Int(number) => number.to_string(),
        value => s.address_word(value),
    }
}

fn is_all(value: &Value) -> bool {
    match value {
        Value::Int(number) => *number == -1,
        value => value.as_str() == Some("-1"),
    }
}

fn from_port<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    port(s, field, "from_port");
}

fn to_port<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    port(s, field, "to_port");
}

/// A rule for all protocols must not have ports.
/// Source: <https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_security_group_ingress_rule>
fn port<'g>(s: &mut Scope<'_, 'g>, field: &'g Field, attribute: &'static str) {
    match s.field("IpProtocol") {
        Some(protocol) if is_all(protocol) => {}
        Some(protocol @ Value::Expr(_)) => {
            let (protocol, port) = (s.term(protocol).to_operand(), s.term(&field.value));
            s.set(attribute, Term::When(format!("{protocol} != \"-1\""), Box::new(port), Box::new(Term::Null)));
        }
        _ => s.to(field, &To::Attribute(attribute)),
    }
}

/// A group of another account has the account before its id.
/// Source: <https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_security_group_ingress_rule>
fn source_group<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    let group = s.term(&field.value);
    let owner = s.field("SourceSecurityGroupOwnerId").filter(|owner| **owner != Expr::Pseudo(Pseudo::AccountId).into());
    let group = match owner {
        None => group,
        Some(owner) => {
            let own = s.pseudo(Pseudo::AccountId).to_hcl();
            let owner = s.term(owner).to_operand();
            let other = Term::Template(vec![Term::expression(owner.clone()), "/".into(), group.clone()]);
            Term::When(format!("{owner} == {own}"), Box::new(group), Box::new(other))
        }
    };
    s.set("referenced_security_group_id", group);
}

/// A group without egress rules of its own lets everything out: EC2 makes that rule, the provider takes it away.
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroup.html>
fn default_egress(s: &mut Scope<'_, '_>) {
    let rules = s.property("SecurityGroupEgress");
    if rules.is_some_and(|rules| !is_empty(rules)) {
        if rules.is_some_and(may_be_empty) {
            s.error(
                "terraform",
                "a condition may leave no egress rule, and the group would let everything out in CloudFormation, nothing in Terraform",
                "write the egress rules of both cases",
            );
        }
        return;
    }
    for (suffix, attribute, anywhere) in [("all_ipv4", "cidr_ipv4", "0.0.0.0/0"), ("all_ipv6", "cidr_ipv6", "::/0")] {
        s.part(EGRESS, suffix, |s| {
            let group = s.reference("id");
            s.set("security_group_id", group);
            s.set("ip_protocol", "-1");
            s.set(attribute, anywhere);
        });
    }
}

fn is_empty(rules: &Value) -> bool {
    match rules {
        Value::List(rules) => rules.is_empty(),
        rules => *rules == Expr::Pseudo(Pseudo::NoValue).into(),
    }
}

fn may_be_empty(rules: &Value) -> bool {
    match rules {
        Value::List(rules) => rules.iter().all(may_be_empty),
        Value::Expr(expr) => match &**expr {
            Expr::If(_, yes, no) => may_be_empty(yes) || may_be_empty(no),
            expr => *expr == Expr::Pseudo(Pseudo::NoValue),
        },
        _ => false,
    }
}
