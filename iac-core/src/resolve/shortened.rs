//! Circles that are too long to be read: where they begin and where they close.

/// Of a circle that nobody reads as a whole, so many are named where it begins, and where it closes.
const NAMED: usize = 4;

/// How many are not named.
fn between(length: usize) -> usize {
    if length > 3 * NAMED { length - 2 * NAMED } else { 0 }
}

pub(super) fn in_short(names: &[&str]) -> String {
    match between(names.len()) {
        0 => names.join(" → "),
        more => {
            let (start, end) = (&names[..NAMED], &names[names.len() - NAMED..]);
            format!("{} → … ({more} more) → {}", start.join(" → "), end.join(" → "))
        }
    }
}

/// The nodes that are named.
pub(super) fn ends(cycle: &[u32]) -> impl Iterator<Item = &u32> {
    let (more, length) = (between(cycle.len()), cycle.len());
    let start = if more == 0 { length } else { NAMED };
    cycle[..start].iter().chain(&cycle[start + more..])
}
