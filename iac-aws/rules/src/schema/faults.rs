//! What is wrong with the properties of resources: found once, and told by the rule for each kind.

use super::model::Model;
use super::walk::Walk;
use iac_core::check::{Eval, Findings, Member, Res, World};
use iac_core::{Field, Value};
use std::rc::Rc;

/// What sort of fault it is: each has its own rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    UnknownType,
    UnknownProperty,
    Missing,
    WrongType,
    Value,
    Pattern,
    Range,
    Length,
    Count,
    Duplicate,
    Format,
    Exclusive,
    Dependent,
    Alternative,
    ReadOnly,
    Deprecated,
    Ended,
}

#[derive(Debug)]
pub(super) struct Fault {
    pub(super) kind: Kind,
    pub(super) path: String,
    pub(super) warning: bool,
    pub(super) message: String,
    pub(super) help: String,
}

/// The faults of one resource.
struct Faults(Vec<Fault>);

/// The resources of a graph that have faults, where no choice changes them.
struct AllFaults(Vec<((usize, usize), Rc<Faults>)>);

/// Tells the faults of a kind.
pub(super) fn tell<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>, kind: Kind) {
    let mut told = |res: Res<'_, 'g>, faults: &Faults| {
        for fault in faults.0.iter().filter(|fault| fault.kind == kind) {
            match fault.warning {
                true => findings.warning(res, &fault.path, &*fault.message, &*fault.help),
                false => findings.at(res, &fault.path, &*fault.message, &*fault.help),
            }
        }
    };
    let is_read = |res: &Res<'_, '_>| !super::templates::is_open(res.stack());
    if world.has_choices() {
        return world.each(|res| {
            if is_read(&res) {
                told(res, &world.once_for(res, of));
            }
        });
    }
    let all = world.once(|world| {
        let all = world.resources().filter(is_read).map(|res| (res.position(), world.once_for(res, of)));
        AllFaults(all.filter(|(_, faults)| !faults.0.is_empty()).collect())
    });
    for (position, faults) in &all.0 {
        if let Some(res) = world.resource_at(*position) {
            told(res, faults);
        }
    }
}

fn of(res: Res<'_, '_>) -> Faults {
    let world = res.world();
    let model = Model::of(world);
    let mut walk = Walk::new(&model, world);
    match model.resource_type(res.kind()) {
        Some(of) => {
            super::templates::ended(&of, &mut walk.faults);
            let partial = super::templates::has_globals(res);
            walk.properties(&properties(world, res), &of, partial);
        }
        None => super::templates::unknown(res.kind(), &mut walk.faults),
    }
    Faults(distinct(walk.faults))
}

fn properties<'g>(world: &World<'g>, res: Res<'_, 'g>) -> Eval<'g> {
    let member = |field: &'g Field| Member {
        name: &field.name,
        value: match packaged(res.kind(), &field.name, &field.value) {
            true => Eval::Unknown("what is packaged".into()),
            false => world.eval(res.position().0, &field.value),
        },
        place: field.place,
    };
    Eval::Map(res.node().properties.iter().map(member).filter(|member| !member.value.is_absent()).collect())
}

/// Whether it is a local path that `aws cloudformation package` replaces by an object: where the upload is.
/// <https://docs.aws.amazon.com/cli/latest/reference/cloudformation/package.html>
fn packaged(kind: &str, property: &str, value: &Value) -> bool {
    const LOCAL: [(&str, &str); 5] = [
        ("AWS::ApiGateway::RestApi", "BodyS3Location"),
        ("AWS::AppSync::GraphQLSchema", "DefinitionS3Location"),
        ("AWS::ElasticBeanstalk::ApplicationVersion", "SourceBundle"),
        ("AWS::Lambda::Function", "Code"),
        ("AWS::StepFunctions::StateMachine", "DefinitionS3Location"),
    ];
    matches!(value, Value::Str(_)) && LOCAL.contains(&(kind, property))
}

/// Each once: what two schemas say of one value, and the grave one of two.
fn distinct(mut faults: Vec<Fault>) -> Vec<Fault> {
    faults.sort_by_key(|fault| fault.warning);
    let mut kept: Vec<Fault> = Vec::new();
    for fault in faults {
        if !kept.iter().any(|one| one.kind == fault.kind && one.path == fault.path && same(one, &fault)) {
            kept.push(fault);
        }
    }
    kept
}

/// Two faults of names may be about different names; two of one value say the same.
fn same(one: &Fault, other: &Fault) -> bool {
    let names = matches!(one.kind, Kind::Missing | Kind::Exclusive | Kind::Dependent | Kind::Alternative);
    !names || one.message == other.message
}
