//! What rules work out once and share.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

/// One value of each type.
#[derive(Default)]
pub(super) struct Slots(RefCell<Vec<Rc<dyn Any>>>);

impl Slots {
    pub(super) fn get<T: 'static>(&self, make: impl FnOnce() -> T) -> Rc<T> {
        let found = self.0.borrow().iter().find_map(|slot| slot.clone().downcast::<T>().ok());
        // Nothing is borrowed while it is made: what makes it may ask for others.
        found.unwrap_or_else(|| {
            let made = Rc::new(make());
            self.0.borrow_mut().push(made.clone());
            made
        })
    }
}
