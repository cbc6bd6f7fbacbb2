#![doc = include_str!("../README.md")]

mod balancing;
mod containers;
mod data;
mod functions;
mod monitoring;
mod patterns;
mod permissions;
mod placement;
mod reachability;
mod references;
mod scaling;
mod schema;
mod secrets;
#[cfg(test)]
mod testing;

use iac_core::check::Rule;

/// Every rule, in the order in which findings are told.
pub const RULES: &[Rule] = &joined::<{ count(FAMILIES) }>(FAMILIES);

/// The rules of each family; a family lists its own.
const FAMILIES: &[&[Rule]] = &[
    schema::RULES,
    references::RULES,
    placement::RULES,
    reachability::RULES,
    balancing::RULES,
    containers::RULES,
    scaling::RULES,
    permissions::RULES,
    secrets::RULES,
    data::RULES,
    monitoring::RULES,
    functions::RULES,
];

const fn count(families: &[&[Rule]]) -> usize {
    let (mut at, mut sum) = (0, 0);
    while at < families.len() {
        sum += families[at].len();
        at += 1;
    }
    sum
}

const fn joined<const N: usize>(families: &[&[Rule]]) -> [Rule; N] {
    let mut all = [families[0][0]; N];
    let (mut family, mut rule, mut at) = (0, 0, 0);
    while at < N {
        if rule == families[family].len() {
            (family, rule) = (family + 1, 0);
        } else {
            all[at] = families[family][rule];
            (at, rule) = (at + 1, rule + 1);
        }
    }
    all
}
