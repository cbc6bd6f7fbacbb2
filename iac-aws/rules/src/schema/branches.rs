//! Schemas of schemas: all, one or any of them, conditions, rules.

use super::faults::{Fault, Kind};
use super::model::Node;
use super::path::{Path, listed};
use super::walk::{How, Walk};
use iac_aws_schema::{List, Property, SchemaId};
use iac_core::check::Eval;

/// What a rule of its own says better: the memory of Fargate's tasks.
const TOLD_ELSEWHERE: [&str; 1] = ["E3047"];

impl<'g> Walk<'_, 'g> {
    pub(super) fn branches(&mut self, value: &Eval<'g>, node: &Node, path: &Path<'_>, of: Option<&Property>) {
        let schema = &node.schema;
        for id in schema.all_of.iter() {
            self.value(value, id, path, of);
        }
        if let Some(condition) = schema.condition {
            let then = match self.holds(value, condition.when, How::Listed) {
                Some(true) => condition.then,
                Some(false) => condition.otherwise,
                None => {
                    self.unsure = true;
                    None
                }
            };
            if let Some(id) = then.filter(|id| self.model.node(*id).schema.never) {
                self.refused(value, condition.when, id, path);
            } else if let Some(id) = then {
                let before = std::mem::replace(&mut self.conditional, true);
                self.value(value, id, path, of);
                self.conditional = before;
            }
        }
        if let Some(not) = schema.not {
            match self.holds(value, not, How::Listed) {
                Some(true) => self.fault(Kind::Alternative, path, || {
                    let node = self.model.node(not);
                    let mut names = node.required.clone();
                    for id in node.schema.any_of.iter() {
                        names.extend(&self.model.node(id).required);
                    }
                    let set = names.iter().filter(|name| !value.at(name).is_absent());
                    let set: Vec<String> = set.map(|name| format!("`{name}`")).collect();
                    if set.is_empty() {
                        let help = "AWS refuses this value by name: choose another".to_owned();
                        return (format!("is {}, which it must not be", value.shown()), help);
                    }
                    let names = set.join(" and ");
                    let help = format!("leave {names} out, or what does not go together with it");
                    (format!("has {names}, which does not go together with what else is set"), help)
                }),
                Some(false) => {}
                None => self.unsure = true,
            }
        }
        self.any_of(value, schema.any_of, path, of);
        self.one_of(value, schema.one_of, path, of);
        let is_asked = |code: &str| code.starts_with(['E', 'W']) && !TOLD_ELSEWHERE.contains(&code);
        for (code, id) in schema.rules.iter().filter(|(code, _)| is_asked(code)) {
            let before = self.warning;
            self.warning |= code.starts_with('W');
            self.value(value, id, path, of);
            self.warning = before;
        }
    }

    /// What is set together is what AWS does not take: says what that is.
    fn refused(&mut self, value: &Eval<'g>, when: SchemaId, never: SchemaId, path: &Path<'_>) {
        let when = self.model.node(when);
        let asked = when.schema.properties.iter().filter(|one| !value.at(one.name).is_absent());
        let set: Vec<&'static str> = asked.map(|one| one.name).collect();
        let Some(last) = set.last() else { return self.value(value, never, path, None) };
        self.fault(Kind::Alternative, &Path::Name(path, last), || {
            let values: Vec<String> = set.iter().map(|name| format!("`{name}` = {}", value.at(name).shown())).collect();
            let message = format!("has a value that AWS does not take here, or gives up: {}", values.join(", "));
            (message, "choose another value of one of them".to_owned())
        });
    }

    fn any_of(&mut self, value: &Eval<'g>, ids: List<SchemaId>, path: &Path<'_>, of: Option<&Property>) {
        let mut unsure = false;
        for id in ids.iter() {
            match self.holds(value, id, How::Perhaps) {
                Some(true) => return,
                None => unsure = true,
                Some(false) => {}
            }
        }
        self.unsure |= unsure;
        if !unsure && !ids.is_empty() {
            self.none_of(value, ids, path, of);
        }
    }

    fn one_of(&mut self, value: &Eval<'g>, ids: List<SchemaId>, path: &Path<'_>, of: Option<&Property>) {
        self.any_of(value, ids, path, of);
        if ids.len() < 2 {
            return;
        }
        let held: Vec<SchemaId> = ids.iter().filter(|id| self.holds(value, *id, How::Strictly) == Some(true)).collect();
        if held.len() < 2 {
            return;
        }
        let names: Vec<&str> = held.iter().filter_map(|id| self.asks_for(*id)).flatten().collect();
        self.fault(Kind::Exclusive, path, || match names.is_empty() {
            true => ("fits several forms that exclude each other".to_owned(), "keep what belongs to one".to_owned()),
            false => {
                let names = listed(names, "and");
                (format!("sets {names}, which exclude each other"), format!("keep only one of {names}"))
            }
        });
    }

    /// The properties that a schema only asks for, so that it says which.
    fn asks_for(&self, id: SchemaId) -> Option<Vec<&'static str>> {
        let node = self.model.node(id);
        let only = node.schema.properties.len() == node.required.len() && !node.required.is_empty();
        only.then(|| node.required.clone())
    }

    /// Nothing fits: says what is wrong with what is nearest.
    fn none_of(&mut self, value: &Eval<'g>, ids: List<SchemaId>, path: &Path<'_>, of: Option<&Property>) {
        self.failed = true;
        if self.quiet {
            return;
        }
        let asked: Option<Vec<_>> = ids.iter().map(|id| self.asks_for(id)).collect();
        if let (Some(asked), Eval::Map(_)) = (asked, value) {
            let sets: Vec<String> = asked.into_iter().map(|names| listed(names, "and")).collect();
            return self.fault(Kind::Missing, path, || {
                let sets = sets.join(" or ");
                (format!("lacks {sets}, one of which must be set"), format!("set {sets}"))
            });
        }
        let wrong = |faults: &[Fault]| {
            let depth = faults.iter().map(|fault| fault.path.len()).max().unwrap_or_default();
            let other_type = faults.iter().any(|fault| fault.kind == Kind::WrongType && fault.path == path.to_string());
            (other_type, faults.len(), usize::MAX - depth)
        };
        let mut best: Option<Vec<Fault>> = None;
        for id in ids.iter() {
            let mut walk = Walk { warning: self.warning, lenient: self.lenient, ..Walk::new(self.model, self.world) };
            walk.value(value, id, path, of);
            if best.as_ref().is_none_or(|best| wrong(&walk.faults) < wrong(best)) {
                best = Some(walk.faults);
            }
        }
        match best.filter(|best| !best.is_empty()) {
            Some(best) => self.faults.extend(best.into_iter().map(|mut fault| {
                if ids.len() > 1 {
                    fault.help.push_str("; there are other forms of it as well");
                }
                fault
            })),
            None => self.fault(Kind::Alternative, path, || {
                let given = format!("is {}, which fits none of the forms that are legal", value.shown());
                (given, "the documentation of the property lists them".to_owned())
            }),
        }
    }
}
