//! What rules work out once and share.

use super::choice::Choice;
use super::reads::Reads;
use indexmap::IndexMap;
use std::any::{Any, TypeId};
use std::cell::RefCell;
use std::rc::Rc;

/// One value of each type.
#[derive(Default)]
pub(super) struct Slots(RefCell<IndexMap<TypeId, Rc<dyn Any>>>);

impl Slots {
    pub(super) fn get<T: 'static>(&self, make: impl FnOnce() -> T) -> Rc<T> {
        let found = self.0.borrow().get(&TypeId::of::<T>()).and_then(|slot| slot.clone().downcast::<T>().ok());
        // Nothing is borrowed while it is made: what makes it may ask for others.
        found.unwrap_or_else(|| {
            let made = Rc::new(make());
            self.0.borrow_mut().insert(TypeId::of::<T>(), made.clone());
            made
        })
    }
}

/// A resource; none stands for the whole graph.
pub(super) type About = Option<(usize, usize)>;

/// Values of each type and each resource, under each choice of what was read to make them.
#[derive(Default)]
pub(super) struct Memory(RefCell<IndexMap<(TypeId, About), Vec<Kept>>>);

struct Kept {
    reads: Reads,
    choice: Rc<Choice>,
    value: Rc<dyn Any>,
}

impl Memory {
    pub(super) fn find<T: 'static>(&self, about: About, choice: &Choice) -> Option<(Rc<T>, Reads)> {
        let all = self.0.borrow();
        let found = all.get(&(TypeId::of::<T>(), about))?.iter().find(|one| one.reads.same(&one.choice, choice))?;
        Some((found.value.clone().downcast::<T>().ok()?, found.reads.clone()))
    }

    pub(super) fn keep<T: 'static>(&self, about: About, choice: &Rc<Choice>, reads: Reads, value: &Rc<T>) {
        let one = Kept { reads, choice: Rc::clone(choice), value: value.clone() };
        self.0.borrow_mut().entry((TypeId::of::<T>(), about)).or_default().push(one);
    }
}
