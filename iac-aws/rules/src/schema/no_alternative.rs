use super::faults::{Kind, tell};
use iac_core::check::{Findings, World};

iac_core::rule! {
    /// A value has none of the forms that its property takes.
    ///
    /// Where one form is nearly right, its own faults are told instead. See the documentation of the property for the forms.
    pub(crate) NO_ALTERNATIVE: "no-alternative", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    tell(world, findings, Kind::Alternative);
}
