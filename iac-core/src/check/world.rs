//! The graph under one choice of the parameters.

use super::choice::Choice;
use super::eval::Eval;
use super::index::Index;
use super::reads::{Reads, Recorder};
use super::res::Res;
use super::slots::About;
use super::truth::{Truth, truth};
use crate::graph::{Graph, StackGraph};
use crate::value::{Expr, Text, Value};
use indexmap::IndexMap;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// The graph under one choice: conditions are decided, values evaluated as far as they can be.
pub struct World<'g> {
    /// The graph itself.
    pub graph: &'g Graph,
    pub(super) index: &'g Index<'g>,
    choice: Rc<Choice>,
    /// What was found of conditions, by stack and position, and what was read for it. One that asks for itself is unknown.
    conditions: RefCell<Vec<Vec<Decided>>>,
    reads: Recorder,
    depth: Cell<u8>,
    focus: Focus,
    /// What was read for each resource by itself.
    parts: RefCell<IndexMap<(usize, usize), Reads>>,
}

/// What a rule looks at that looks at one resource after another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Focus {
    All,
    /// Only what does not belong to one resource.
    Rest,
    /// One resource, by its stack and position.
    One((usize, usize)),
}

/// Whether a condition holds and what was read for it, once it is decided.
type Decided = Option<(Truth, Reads)>;

/// So deep do conditions and imports ask for each other.
const DEEPEST: u8 = 200;

impl<'g> World<'g> {
    pub(super) fn new(index: &'g Index<'g>, choice: Rc<Choice>) -> Self {
        World::of(index, choice, Focus::All)
    }

    pub(super) fn of(index: &'g Index<'g>, choice: Rc<Choice>, focus: Focus) -> Self {
        let graph = index.graph;
        let conditions = graph.stacks.iter().map(|stack| vec![None; stack.conditions.len()]).collect();
        let (conditions, reads) = (RefCell::new(conditions), Recorder::new());
        let (depth, parts) = (Cell::new(0), RefCell::default());
        World { graph, index, choice, conditions, reads, depth, focus, parts }
    }

    /// The resources of a type that exist.
    pub fn all<'w>(&'w self, resource_type: &str) -> impl Iterator<Item = Res<'w, 'g>> {
        let index: &'g Index<'g> = self.index;
        index.all(resource_type).iter().filter_map(move |at| Res::new(self, *at)).filter(|res| res.exists())
    }

    /// The resources of a type, also those whose condition does not hold here: for what a page says of a template.
    pub fn declared<'w>(&'w self, resource_type: &str) -> impl Iterator<Item = Res<'w, 'g>> {
        let index: &'g Index<'g> = self.index;
        index.all(resource_type).iter().filter_map(move |at| Res::new(self, *at))
    }

    /// Every resource that exists.
    pub fn resources<'w>(&'w self) -> impl Iterator<Item = Res<'w, 'g>> {
        let of = move |(stack, graph): (usize, &'g StackGraph)| {
            (0..graph.resources.len()).filter_map(move |number| Res::new(self, (stack, number)))
        };
        self.graph.stacks.iter().enumerate().flat_map(of).filter(|res| res.exists())
    }

    /// Whether there are other worlds than this one.
    pub fn has_choices(&self) -> bool {
        !self.index.axes.all.is_empty()
    }

    /// Visits every resource that exists, one after another. What is found at one must not depend on the ones visited
    /// before it: each is then tried with the choices that it depends on, instead of all together with those of all.
    pub fn each<'w>(&'w self, mut visit: impl FnMut(Res<'w, 'g>)) {
        let mut one = |at: (usize, usize)| {
            let Some(res) = Res::new(self, at) else { return };
            let look = || {
                if res.exists() {
                    visit(res);
                }
            };
            let ((), reads) = self.reads.during(look);
            if !reads.is_empty() {
                self.parts.borrow_mut().entry(at).or_default().merge(&reads);
            }
        };
        match self.focus {
            Focus::All => {
                for (stack, graph) in self.graph.stacks.iter().enumerate() {
                    (0..graph.resources.len()).for_each(|number| one((stack, number)));
                }
            }
            Focus::Rest => {}
            Focus::One(at) => one(at),
        }
    }

    /// What was read for single resources since it was asked for the last time.
    pub(super) fn take_parts(&self) -> IndexMap<(usize, usize), Reads> {
        self.parts.take()
    }

    /// The resource that a value refers to by `Ref` or by an attribute.
    pub fn target<'w>(&'w self, value: &Eval<'g>) -> Option<Res<'w, 'g>> {
        value.reference().and_then(|reference| reference.target(self)).filter(|res| res.exists())
    }

    /// The resource of a type that a value refers to.
    pub fn target_of<'w>(&'w self, value: &Eval<'g>, resource_type: &str) -> Option<Res<'w, 'g>> {
        self.target(value).filter(|res| res.kind() == resource_type)
    }

    /// Whether a condition of a stack holds.
    pub(super) fn condition(&self, stack: usize, condition: usize) -> Truth {
        match self.conditions.borrow().get(stack).and_then(|of| of.get(condition)) {
            None => return Truth::Unknown,
            Some(Some((known, reads))) => {
                self.reads.merge(reads);
                return *known;
            }
            Some(None) => {}
        }
        // Until it is decided: one that asks for itself must end.
        self.conditions.borrow_mut()[stack][condition] = Some((Truth::Unknown, Reads::default()));
        let node = self.graph.stacks[stack].conditions.get_index(condition);
        let test = || node.and_then(|(_, node)| self.deeper(|| truth(self, stack, &node.test)));
        let (found, reads) = self.reads.during(test);
        let found = found.unwrap_or(Truth::Unknown);
        self.reads.merge(&reads);
        self.conditions.borrow_mut()[stack][condition] = Some((found, reads));
        found
    }

    /// Asks for what may ask for more; none where it does so without end.
    pub(super) fn deeper<T>(&self, ask: impl FnOnce() -> T) -> Option<T> {
        let depth = self.depth.get();
        if depth == DEEPEST {
            return None;
        }
        self.depth.set(depth + 1);
        let found = ask();
        self.depth.set(depth);
        Some(found)
    }

    /// What is chosen for a parameter: a value, or none for one that nothing names. Not every parameter has choices.
    pub(super) fn chosen(&self, stack: usize, parameter: usize) -> Option<&'g Option<Text>> {
        let index: &'g Index<'g> = self.index;
        let axis = index.axes.number(stack, parameter)?;
        self.reads.read(axis);
        index.axes.value(axis, self.choice.of(axis))
    }

    /// What `work` reads of the choice.
    pub(super) fn reading<T>(&self, work: impl FnOnce() -> T) -> (T, Reads) {
        self.reads.during(work)
    }

    /// What several rules need of this world, made once: one value of each type.
    pub fn once<T: 'static>(&self, make: impl FnOnce(&Self) -> T) -> Rc<T> {
        self.remembered(None, || make(self))
    }

    /// What rules need of one resource, made once for all choices in which what it reads is the same.
    pub fn once_for<'w, T: 'static>(&'w self, res: Res<'w, 'g>, make: impl FnOnce(Res<'w, 'g>) -> T) -> Rc<T> {
        self.remembered(Some(res.at), || make(res))
    }

    fn remembered<T: 'static>(&self, about: About, make: impl FnOnce() -> T) -> Rc<T> {
        if let Some((known, reads)) = self.index.memory.find(about, &self.choice) {
            self.reads.merge(&reads);
            return known;
        }
        let (made, reads) = self.reads.during(|| Rc::new(make()));
        self.reads.merge(&reads);
        self.index.memory.keep(about, &self.choice, reads, &made);
        made
    }

    /// What several rules need under every choice, made once for the graph: one value of each type.
    pub fn once_for_all<T: 'static>(&self, make: impl FnOnce(&'g Graph) -> T) -> Rc<T> {
        self.index.slots.get(|| make(self.graph))
    }

    /// The resource at a stack's position and its own in the stack.
    pub fn resource_at<'w>(&'w self, position: (usize, usize)) -> Option<Res<'w, 'g>> {
        Res::new(self, position)
    }

    /// The value of another stack that an expression takes, as an import or as a parameter that is handed over, and the
    /// position of the stack that gives it.
    pub fn taken_over(&self, stack: usize, expr: &'g Expr) -> Option<(usize, &'g Value)> {
        match expr {
            Expr::ImportValue(name) => self.index.export(&self.eval(stack, name).text()?),
            Expr::Parameter(node) => {
                let (_, parameter) = self.graph.stacks.get(stack)?.parameters.get_index(node.index())?;
                Some((stack, &parameter.from.as_ref()?.value))
            }
            _ => None,
        }
    }

    /// A value of a stack, evaluated as that of a property: an empty text by default is not known.
    pub fn eval(&self, stack: usize, value: &'g Value) -> Eval<'g> {
        super::evaluate::property(self, stack, value)
    }
}
