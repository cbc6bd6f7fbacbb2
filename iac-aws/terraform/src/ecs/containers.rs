//! Container definitions: JSON in the spelling of the ECS API, whose keys start with a small letter.
//! Source: <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html>

use crate::prelude::*;
use std::borrow::Cow;

/// Objects whose keys are the program's own.
const MAPS: [&str; 2] = ["DockerLabels", "Options"];

const NUMBERS: [&str; 19] = [
    "ContainerPort",
    "Cpu",
    "HardLimit",
    "HostPort",
    "IgnoredExitCodes",
    "Interval",
    "MaxSwap",
    "Memory",
    "MemoryReservation",
    "RestartAttemptPeriod",
    "Retries",
    "SharedMemorySize",
    "Size",
    "SoftLimit",
    "StartPeriod",
    "StartTimeout",
    "StopTimeout",
    "Swappiness",
    "Timeout",
];

const FLAGS: [&str; 9] = [
    "DisableNetworking",
    "Enabled",
    "Essential",
    "InitProcessEnabled",
    "Interactive",
    "Privileged",
    "PseudoTerminal",
    "ReadOnly",
    "ReadonlyRootFilesystem",
];

pub(super) fn container_definitions<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    let definitions = s.term(&field.value);
    let definitions = spelled(s, "", definitions);
    s.set("container_definitions", Term::Json(Box::new(definitions)));
}

/// The provider reads the text into Go's types: a number in quotes is an error, and so is one without where text is
/// wanted. CloudFormation takes either.
fn spelled<'g>(s: &mut Scope<'_, 'g>, key: &str, term: Term<'g>) -> Term<'g> {
    match term {
        Term::List(items) => Term::List(items.into_iter().map(|item| spelled(s, key, item)).collect()),
        Term::Object(fields) => {
            let own = MAPS.contains(&key);
            let field = |(name, value): (Cow<'g, str>, Term<'g>)| match own {
                true => (name, s.text(value)),
                false => (small(&name), spelled(s, &name, value)),
            };
            Term::Object(fields.into_iter().map(field).collect())
        }
        Term::When(condition, yes, no) => {
            let (yes, no) = (spelled(s, key, *yes), spelled(s, key, *no));
            Term::When(condition, Box::new(yes), Box::new(no))
        }
        value if NUMBERS.contains(&key) => s.number(value),
        value if FLAGS.contains(&key) => s.flag(value),
        value => s.text(value),
    }
}

fn small<'g>(name: &str) -> Cow<'g, str> {
    let mut letters = name.chars();
    let first = letters.next().map(|letter| letter.to_ascii_lowercase());
    Cow::Owned(first.into_iter().chain(letters).collect())
}
