//! The records of each name in a zone.

use iac_core::check::Res;
use std::collections::HashMap;

/// One record of a name.
pub(crate) struct Record<'w, 'g> {
    pub(crate) res: Res<'w, 'g>,
    /// `A`, `CNAME` and so on.
    pub(crate) kind: String,
    /// It has a `SetIdentifier`: others of its type may stand beside it.
    pub(crate) identified: bool,
}

/// The records by zone and name.
#[derive(Default)]
pub(crate) struct Names<'w, 'g>(HashMap<(String, String), Vec<Record<'w, 'g>>>);

impl<'w, 'g> Names<'w, 'g> {
    /// The record that is in the way of one more, which is added in any case; `told` is given both.
    pub(crate) fn add(
        &mut self,
        zone: String,
        name: String,
        record: Record<'w, 'g>,
        told: impl FnOnce(&Record<'w, 'g>, &Record<'w, 'g>),
    ) {
        let all = self.0.entry((zone, name)).or_default();
        if let Some(other) = all.iter().find(|other| conflict(other, &record)) {
            told(other, &record);
        }
        all.push(record);
    }
}

fn conflict(a: &Record<'_, '_>, b: &Record<'_, '_>) -> bool {
    let refused = match a.kind == b.kind {
        true => !a.identified && !b.identified,
        false => a.kind == "CNAME" || b.kind == "CNAME",
    };
    // Of two conditions that nobody knows, each may exclude the other.
    refused && ((a.res.is_certain() && b.res.is_certain()) || a.res.exists_with(b.res))
}
