//! Corrections of what the packages have wrong, each a named function with its reason and source.
//!
//! A fix-up that finds nothing to correct is an error: the package was corrected, or the fix-up never worked.

use crate::Result;
use crate::spec::Spec;

/// Applies every fix-up.
///
/// # Errors
///
/// When one of them no longer applies: delete it then.
pub fn apply(_spec: &mut Spec) -> Result<()> {
    Ok(())
}
