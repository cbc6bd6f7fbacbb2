//! Writes what the provider's types take, one line per attribute or block.
//!
//! ```text
//! aws_lb
//!  access_logs list1 o        a nested block: how it is nested, `1` when at most one is legal
//!   bucket s r                an attribute: its type and mode
//!  arn s c
//!  tags ms o
//! ```
//!
//! A type is `s`tring, `n`umber, `b`ool, `d`ynamic or `o`bject, after `l`ist of, `s`et of or `m`ap of. A mode is
//! `r`equired, `o`ptional or `c`omputed.

use crate::provider::{Member, Members, Mode, Nesting, Provider, Shape, Type};

/// The lines of all types.
pub(super) fn text(provider: &Provider) -> String {
    let mut text = String::new();
    for (name, members) in &provider.types {
        text.push_str(name);
        text.push('\n');
        for (name, member) in members {
            let computed = Member { mode: Mode::Computed, shape: member.shape.clone() };
            write(&mut text, 1, name, if is_never_set(name, member) { &computed } else { member });
        }
    }
    text
}

/// The schema lets a configuration set `id`, because every resource of the provider's older library does, and
/// `tags_all`, which the provider sets from `tags`. A data source may be looked up by its id; then it is required.
/// <https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/resource-tagging>
fn is_never_set(name: &str, member: &Member) -> bool {
    matches!(name, "id" | "tags_all") && member.mode == Mode::Optional
}

fn write(text: &mut String, depth: usize, name: &str, member: &Member) {
    let indent = " ".repeat(depth);
    let mode = match member.mode {
        Mode::Required => 'r',
        Mode::Optional => 'o',
        Mode::Computed => 'c',
    };
    let ty = match &member.shape {
        Shape::Value(ty) => value(ty),
        Shape::Nested { nesting, .. } if member.mode == Mode::Computed => objects(*nesting).into(),
        Shape::Nested { nesting, at_most_one, .. } => block(*nesting).to_owned() + if *at_most_one { "1" } else { "" },
    };
    text.push_str(&format!("{indent}{name} {ty} {mode}\n"));
    if let Shape::Nested { members, .. } = &member.shape {
        nested(text, depth + 1, members);
    }
}

fn nested(text: &mut String, depth: usize, members: &Members) {
    for (name, member) in members {
        write(text, depth, name, member);
    }
}

fn value(ty: &Type) -> String {
    match ty {
        Type::String => "s".into(),
        Type::Number => "n".into(),
        Type::Bool => "b".into(),
        Type::Dynamic => "d".into(),
        Type::List(inner) => format!("l{}", value(inner)),
        Type::Set(inner) => format!("s{}", value(inner)),
        Type::Map(inner) => format!("m{}", value(inner)),
    }
}

/// Objects that a configuration writes.
fn block(nesting: Nesting) -> &'static str {
    match nesting {
        Nesting::Single => "single",
        Nesting::List => "list",
        Nesting::Set => "set",
        Nesting::Map => "map",
    }
}

/// Objects that the provider computes.
fn objects(nesting: Nesting) -> &'static str {
    match nesting {
        Nesting::Single => "o",
        Nesting::List => "lo",
        Nesting::Set => "so",
        Nesting::Map => "mo",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(mode: Mode, ty: Type) -> Member {
        Member { mode, shape: Shape::Value(ty) }
    }

    fn nested(mode: Mode, nesting: Nesting, at_most_one: bool, member: (&str, Member)) -> Member {
        let members = Members::from([(member.0.to_owned(), member.1)]);
        Member { mode, shape: Shape::Nested { nesting, at_most_one, members } }
    }

    #[track_caller]
    fn assert_text(name: &str, members: Vec<(&str, Member)>, expected: &str) {
        let members = members.into_iter().map(|(n, m)| (n.to_owned(), m)).collect();
        let provider = Provider { version: String::new(), types: [(name.to_owned(), members)].into() };
        assert_eq!(text(&provider), expected);
    }

    #[test]
    fn attributes_have_types_and_modes() {
        let set = Type::Set(Box::new(Type::String));
        let maps = Type::List(Box::new(Type::Map(Box::new(Type::Number))));
        let members = vec![
            ("arn", value(Mode::Computed, Type::String)),
            ("enabled", value(Mode::Optional, Type::Bool)),
            ("maps", value(Mode::Optional, maps)),
            ("statement", value(Mode::Required, Type::Dynamic)),
            ("subnets", value(Mode::Required, set)),
        ];
        assert_text("aws_lb", members, "aws_lb\n arn s c\n enabled b o\n maps lmn o\n statement d r\n subnets ss r\n");
    }

    #[test]
    fn blocks_are_indented() {
        let prefix = ("prefix", value(Mode::Optional, Type::String));
        let inner = nested(Mode::Required, Nesting::Set, false, prefix.clone());
        let members = vec![
            ("logs", nested(Mode::Optional, Nesting::List, true, ("inner", inner))),
            ("timeouts", nested(Mode::Optional, Nesting::Single, false, prefix)),
        ];
        let expected = "aws_lb\n logs list1 o\n  inner set r\n   prefix s o\n timeouts single o\n  prefix s o\n";
        assert_text("aws_lb", members, expected);
    }

    #[test]
    fn computed_objects_have_types() {
        let member = ("name", value(Mode::Computed, Type::String));
        let members = vec![
            ("a", nested(Mode::Computed, Nesting::List, false, member.clone())),
            ("b", nested(Mode::Computed, Nesting::Single, false, member)),
        ];
        assert_text("data.aws_lb", members, "data.aws_lb\n a lo c\n  name s c\n b o c\n  name s c\n");
    }

    #[test]
    fn what_the_schema_only_seems_to_let_a_configuration_set_is_computed() {
        let rule = nested(Mode::Required, Nesting::List, false, ("id", value(Mode::Optional, Type::String)));
        let tags = Type::Map(Box::new(Type::String));
        let members = vec![
            ("id", value(Mode::Optional, Type::String)),
            ("rule", rule),
            ("tags_all", value(Mode::Optional, tags)),
        ];
        assert_text("aws_x", members, "aws_x\n id s c\n rule list r\n  id s o\n tags_all ms c\n");
        assert_text("data.aws_x", vec![("id", value(Mode::Required, Type::String))], "data.aws_x\n id s r\n");
    }
}
