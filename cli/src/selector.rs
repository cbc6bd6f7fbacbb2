//! Which environments a command is about.

use crate::manifest::PIPELINE;
use crate::problem::Problem;
use iac_core::Environment;
use wildmatch::WildMatch;

const FORMS: &str = "a selector is an environment (`prod`), a system (`cloud-optimizer`), both \
                     (`cloud-optimizer/prod`) or a pattern (`*/prod`)";

/// An environment's full name: `cloud-optimizer/prod`.
pub(crate) fn name(environment: &Environment) -> String {
    format!("{}/{}", environment.system, environment.name)
}

/// The environments that the selectors mean, in the order of the table. Every selector that means none is reported.
pub(crate) fn select<'a>(
    environments: &'a [Environment],
    selectors: &[String],
    all: bool,
) -> Result<Vec<&'a Environment>, Vec<Problem>> {
    check(environments)?;
    if all {
        return Ok(environments.iter().collect());
    }
    if selectors.is_empty() {
        let problem = Problem::new("no environment is named").note(existing(environments));
        return Err(vec![problem.help(format!("{FORMS}; `--all` means every environment"))]);
    }
    let mut chosen = vec![false; environments.len()];
    let mut problems = Vec::new();
    for selector in selectors {
        let mut found = false;
        for (environment, chosen) in environments.iter().zip(&mut chosen) {
            if means(selector, environment) {
                found = true;
                *chosen = true;
            }
        }
        if !found {
            let problem = Problem::new(format!("no environment matches `{selector}`"));
            problems.push(match nearest(environments, selector) {
                Some(name) => problem.help(format!("did you mean `{name}`?")),
                None => problem.help(FORMS),
            });
        }
    }
    if let Some(last) = problems.pop() {
        problems.push(last.note(existing(environments)));
        return Err(problems);
    }
    Ok(environments.iter().zip(chosen).filter(|(_, chosen)| *chosen).map(|(environment, _)| environment).collect())
}

fn means(selector: &str, environment: &Environment) -> bool {
    let name = name(environment);
    let names = [environment.name, environment.system, &name];
    if selector.contains(['*', '?']) {
        let pattern = WildMatch::new(selector);
        names.iter().any(|name| pattern.matches(name))
    } else {
        names.contains(&selector)
    }
}

fn existing(environments: &[Environment]) -> String {
    match environments {
        [] => "the program has no environment: its table is empty".to_owned(),
        _ => format!("these exist:\n{}", environments.iter().map(name).collect::<Vec<_>>().join("\n")),
    }
}

/// The name that differs least from what was typed, if it is near enough to have been meant.
fn nearest(environments: &[Environment], selector: &str) -> Option<String> {
    let names = environments.iter().flat_map(|e| [e.name.to_owned(), e.system.to_owned(), name(e)]);
    let measured = names.map(|name| (strsim::damerau_levenshtein(&name, selector), name));
    let (distance, name) = measured.min_by_key(|(distance, _)| *distance)?;
    (distance <= 2.max(selector.chars().count() / 3)).then_some(name)
}

/// The most characters of a name: names of files (255 bytes) and of roles (64) are made with it.
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>
const MAX: usize = 64;

/// Names become folders: what could leave the output folder, or be two environments in one, is refused.
fn check(environments: &[Environment]) -> Result<(), Vec<Problem>> {
    let mut problems = Vec::new();
    for (index, environment) in environments.iter().enumerate() {
        for (what, given) in [("a system", environment.system), ("an environment", environment.name)] {
            let cannot = Problem::new(format!("`{given}` cannot be the name of {what}"));
            let fits = !given.is_empty()
                && given.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
            if !fits {
                problems.push(cannot.help("use lower-case letters, digits and hyphens, as in `cloud-optimizer`"));
            } else if given.len() > MAX {
                let help = format!("choose a name of at most {MAX} characters; this one has {}", given.len());
                problems.push(cannot.help(help));
            }
        }
        if environment.name == PIPELINE {
            let help = format!("choose another name: files of the whole system are written to `{}`", name(environment));
            problems.push(Problem::new(format!("`{PIPELINE}` cannot be the name of an environment")).help(help));
        }
        if environments[..index].iter().any(|other| name(other) == name(environment)) {
            let problem = Problem::new(format!("the table has the environment `{}` twice", name(environment)));
            problems.push(problem.help("give one of them another name"));
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}
