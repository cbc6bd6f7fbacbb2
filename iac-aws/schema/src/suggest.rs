//! Which names somebody may have meant.

/// At most this many are suggested.
const MOST: usize = 3;

/// The names that are most like `name`, the nearest first; none when none is near.
#[must_use]
pub fn nearest(name: &str, names: impl Iterator<Item = &'static str>) -> Vec<&'static str> {
    let lower: Vec<char> = name.to_lowercase().chars().collect();
    // A typo every four characters.
    let farthest = lower.len().div_ceil(4);
    let mut found: Vec<(usize, &str)> = names
        .filter(|other| other.len().abs_diff(name.len()) <= farthest)
        .map(|other| (distance(&lower, &other.to_lowercase()), other))
        .filter(|(distance, _)| *distance <= farthest)
        .collect();
    found.sort_unstable();
    found.truncate(MOST);
    found.into_iter().map(|(_, other)| other).collect()
}

/// How many characters must be inserted, removed or replaced, or neighbours exchanged.
/// <https://en.wikipedia.org/wiki/Damerau%E2%80%93Levenshtein_distance>
fn distance(a: &[char], b: &str) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=a.len()).collect();
    let mut last = None;
    for (i, y) in b.chars().enumerate() {
        let mut next = vec![i + 1];
        for (j, x) in a.iter().enumerate() {
            let cost = |row: &[usize], j: usize, more: usize| row.get(j).map_or(usize::MAX, |cost| cost + more);
            let replaced = cost(&row, j, usize::from(*x != y));
            let swapped = j.checked_sub(1).filter(|k| a.get(*k) == Some(&y) && last == Some(*x));
            let swapped = swapped.map_or(usize::MAX, |k| cost(&before, k, 1));
            next.push(replaced.min(cost(&row, j + 1, 1)).min(cost(&next, j, 1)).min(swapped));
        }
        before = std::mem::replace(&mut row, next);
        last = Some(y);
    }
    row.last().copied().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_counted() {
        for (a, b, edits) in [("", "", 0), ("ab", "ab", 0), ("ab", "ba", 1), ("vpcid", "vpcd", 1), ("abc", "xyz", 3)] {
            let a: Vec<char> = a.chars().collect();
            assert_eq!(distance(&a, b), edits, "{a:?} {b}");
        }
    }

    #[test]
    fn the_nearest_is_first_and_far_names_are_left_out() {
        let names = ["CidrBlock", "CidrBlocks", "EnableDnsSupport", "Tags"];
        assert_eq!(nearest("cidrblock", names.into_iter()), ["CidrBlock", "CidrBlocks"]);
        assert_eq!(nearest("CirdBlok", names.into_iter()), ["CidrBlock"]);
        assert!(nearest("Whatever", names.into_iter()).is_empty());
    }
}
