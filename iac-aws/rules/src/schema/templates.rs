//! Types that AWS does not have or will not have, and templates that are not what they seem.

use super::faults::{Fault, Kind};
use iac_aws_schema::{Type, nearest, resource_types};
use iac_core::Value;
use iac_core::check::Res;
use iac_core::graph::StackGraph;

/// Whether a macro may change every resource of a stack before CloudFormation sees it. AWS's own change what is theirs.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/transform-reference.html>
pub(super) fn is_open(stack: &StackGraph) -> bool {
    let own = |name: &Value| name.as_str().is_some_and(|name| name.starts_with("AWS::") && name != "AWS::Include");
    match stack.section("Transform") {
        None => false,
        Some(Value::List(names)) => !names.iter().all(own),
        Some(name) => !own(name),
    }
}

/// Whether properties of it may stand in the section `Globals`.
pub(super) fn has_globals(res: Res<'_, '_>) -> bool {
    res.kind().starts_with("AWS::Serverless::") && res.stack().section("Globals").is_some()
}

/// A type that is not known. Types outside of `AWS` are somebody's own.
pub(super) fn unknown(kind: &str, faults: &mut Vec<Fault>) {
    let of_aws = kind.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("AWS::"));
    if !of_aws && kind.contains("::") || kind.ends_with("::MODULE") {
        return;
    }
    let near = nearest(kind, resource_types().map(|one| one.name));
    let help = match near.split_first() {
        Some((first, _)) => format!("write `{first}`"),
        None => "see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/".to_owned(),
    };
    faults.push(Fault {
        kind: Kind::UnknownType,
        path: String::new(),
        // A service that AWS has added since is nothing like a known type.
        warning: near.is_empty() && of_aws,
        message: format!("`{kind}` is no resource type of AWS that is known"),
        help,
    });
}

/// A type that AWS gives up.
pub(super) fn ended(of: &Type, faults: &mut Vec<Fault>) {
    let Some(end) = of.end else { return };
    let what = match end.status {
        "shutdown" => "the service is shut down",
        "sunset" => "the service ends",
        _ => "the service takes no new customers and gets no new features",
    };
    let when = if end.date.is_empty() { String::new() } else { format!(" from {}", end.date) };
    faults.push(Fault {
        kind: Kind::Ended,
        path: String::new(),
        warning: true,
        message: format!("`{}` has no future: {what}{when}", of.name),
        help:
            "move to what AWS names as its successor: https://docs.aws.amazon.com/general/latest/gr/service_sunset.html"
                .to_owned(),
    });
}
