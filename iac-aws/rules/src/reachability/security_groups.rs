//! What security groups let in and out.

use super::permission::{Permission, permission};
use super::routes::is_given;
use iac_core::check::{Eval, Res, World};
use iac_core::graph::StackGraph;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// A direction of traffic, seen from the group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Direction {
    In,
    Out,
}

impl Direction {
    pub(crate) const BOTH: [Direction; 2] = [Direction::In, Direction::Out];

    pub(crate) const fn property(self) -> &'static str {
        match self {
            Direction::In => "SecurityGroupIngress",
            Direction::Out => "SecurityGroupEgress",
        }
    }

    pub(crate) const fn resource(self) -> &'static str {
        match self {
            Direction::In => "AWS::EC2::SecurityGroupIngress",
            Direction::Out => "AWS::EC2::SecurityGroupEgress",
        }
    }
}

/// A VPC's attribute with its default group.
const DEFAULT: &str = "DefaultSecurityGroup";

/// The rules of a group in a direction, found by the group on their other side.
pub(crate) struct Rules<'w, 'g> {
    all: Vec<Permission<'g>>,
    by_group: HashMap<Res<'w, 'g>, Vec<usize>>,
    /// Those whose other side is no group that is known.
    rest: Vec<usize>,
}

impl<'w, 'g> Rules<'w, 'g> {
    fn of(world: &'w World<'g>, all: Vec<Permission<'g>>) -> Self {
        let (mut by_group, mut rest) = (HashMap::<_, Vec<_>>::new(), Vec::new());
        for (number, rule) in all.iter().enumerate() {
            match group(world, &rule.group) {
                Some(group) => by_group.entry(group).or_default().push(number),
                None => rest.push(number),
            }
        }
        Rules { all, by_group, rest }
    }

    pub(crate) fn iter(&self) -> std::slice::Iter<'_, Permission<'g>> {
        self.all.iter()
    }

    /// The rules that may be for something with these groups; all where nobody knows those.
    pub(crate) fn between(&self, groups: Option<&[Res<'w, 'g>]>) -> Vec<&Permission<'g>> {
        let Some(groups) = groups else { return self.all.iter().collect() };
        let named = groups.iter().filter_map(|group| self.by_group.get(group)).flatten();
        named.chain(&self.rest).filter_map(|number| self.all.get(*number)).collect()
    }
}

type Known<'w, 'g> = Option<Rc<Rules<'w, 'g>>>;

/// The rules of all groups. A VPC stands for its default group.
pub(crate) struct Groups<'w, 'g> {
    world: &'w World<'g>,
    /// The resources that are a rule, by their group.
    separate: HashMap<(Res<'w, 'g>, Direction), Vec<Res<'w, 'g>>>,
    /// Some rule may be for any group.
    of_any: [bool; 2],
    /// Stacks with a rule for a group that the stack was given, and so did not make.
    of_given: [Vec<&'g StackGraph>; 2],
    read: RefCell<HashMap<(Res<'w, 'g>, Direction), Known<'w, 'g>>>,
}

impl<'w, 'g> Groups<'w, 'g> {
    pub(crate) fn of(world: &'w World<'g>) -> Self {
        let mut separate: HashMap<_, Vec<_>> = HashMap::new();
        let (mut of_any, mut of_given): (_, [Vec<&'g StackGraph>; 2]) = ([false; 2], Default::default());
        for direction in Direction::BOTH {
            for rule in world.all(direction.resource()) {
                let of = rule.get("GroupId");
                let of = if of.is_absent() { rule.get("GroupName") } else { of };
                match group(world, &of) {
                    Some(group) => separate.entry((group, direction)).or_default().push(rule),
                    None if is_given(&of) => {
                        let stacks = &mut of_given[direction as usize];
                        if !stacks.last().is_some_and(|last| std::ptr::eq(*last, rule.stack())) {
                            stacks.push(rule.stack());
                        }
                    }
                    None if of.is_unknown() => of_any[direction as usize] = true,
                    None => {}
                }
            }
        }
        Groups { world, separate, of_any, of_given, read: RefCell::default() }
    }

    /// What a group permits in a direction. None where its rules are not all known.
    pub(crate) fn permissions(&self, group: Res<'w, 'g>, direction: Direction) -> Known<'w, 'g> {
        if let Some(known) = self.read.borrow().get(&(group, direction)) {
            return known.clone();
        }
        let known = self.collect(group, direction).map(|all| Rc::new(Rules::of(self.world, all)));
        self.read.borrow_mut().insert((group, direction), known.clone());
        known
    }

    fn collect(&self, group: Res<'w, 'g>, direction: Direction) -> Option<Vec<Permission<'g>>> {
        let is_default = group.kind() == "AWS::EC2::VPC";
        let inline = group.get(direction.property());
        let elsewhere = self.of_given[direction as usize].iter().any(|stack| !std::ptr::eq(*stack, group.stack()));
        if inline.is_unknown()
            || inline.items().iter().any(Eval::is_unknown)
            || self.of_any[direction as usize]
            || elsewhere
        {
            return None;
        }
        let mut all: Vec<Permission<'g>> =
            inline.items().iter().map(|rule| permission(direction, |name| rule.at(name).clone())).collect();
        for rule in self.separate.get(&(group, direction)).into_iter().flatten() {
            all.push(permission(direction, |name| rule.get(name)));
        }
        match direction {
            Direction::In if is_default => {
                let mut itself = group.reference();
                itself.attribute = DEFAULT;
                all.push(Permission { group: Eval::Ref(itself), ..Permission::everything() });
            }
            // Without a rule for what goes out, everything may: a group begins so.
            Direction::Out if inline.items().is_empty() => all.push(Permission::to_anywhere()),
            _ => {}
        }
        // A rule for the loopback network stands for none: a group without egress rules would let everything out.
        all.retain(|one| !one.leads_nowhere());
        Some(all)
    }

    pub(crate) fn world(&self) -> &'w World<'g> {
        self.world
    }
}

/// The group that a value names; a VPC, where it is the default group of that.
pub(crate) fn group<'w, 'g>(world: &'w World<'g>, value: &Eval<'g>) -> Option<Res<'w, 'g>> {
    let target = world.target(value)?;
    match target.kind() {
        "AWS::EC2::SecurityGroup" => Some(target),
        "AWS::EC2::VPC" => Some(target).filter(|_| value.reference().is_some_and(|one| one.attribute == DEFAULT)),
        _ => None,
    }
}
