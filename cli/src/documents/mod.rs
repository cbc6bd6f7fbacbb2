//! Pages beside the templates: what whoever runs an environment reads at night. The pages are text about AWS; the code
//! here fills in what the graph, the operations and the library's description say, and knows no cloud.

/// An object as `serde_json::json` makes one, of values that are moved into it: that macro writes each of them anew.
macro_rules! object {
    ({ $($name:literal: $value:expr),* $(,)? }) => {{
        let mut fields = serde_json::Map::new();
        $(fields.insert($name.to_owned(), serde_json::Value::from($value));)*
        serde_json::Value::Object(fields)
    }};
}

mod book;
mod facts;
mod helpers;
mod pipeline;
#[cfg(test)]
mod tests;

pub(crate) use pipeline::pipeline;

use book::Book;
use facts::Facts;
use iac_core::check::Flow;
use iac_core::{Environment, Graph, Platform, Subject};
use serde_json::Value;
use std::panic::resume_unwind;
use std::thread;

/// A page by its path from the output's folder.
pub(crate) struct Page {
    pub(crate) path: String,
    pub(crate) text: String,
}

/// The pages of an environment by their names.
const PAGES: &[(&str, &str)] = &[
    ("RUNBOOK.md", include_str!("pages/RUNBOOK.md.hbs")),
    ("ROLLBACK.md", include_str!("pages/ROLLBACK.md.hbs")),
    ("DISASTER_RECOVERY.md", include_str!("pages/DISASTER_RECOVERY.md.hbs")),
    (INFRASTRUCTURE, include_str!("pages/INFRASTRUCTURE.md.hbs")),
    ("SECRETS.md", include_str!("pages/SECRETS.md.hbs")),
    (".env.example", include_str!("pages/env.example.hbs")),
    ("HANDOFF_OPERATIONS.md", include_str!("pages/HANDOFF_OPERATIONS.md.hbs")),
    ("HANDOFF_SECURITY.md", include_str!("pages/HANDOFF_SECURITY.md.hbs")),
    ("TROUBLESHOOTING.md", include_str!("pages/TROUBLESHOOTING.md.hbs")),
    ("UPGRADE.md", include_str!("pages/UPGRADE.md.hbs")),
];

/// The page that is named after its environment: `INFRASTRUCTURE_PROD.md`.
const INFRASTRUCTURE: &str = "INFRASTRUCTURE.md";

/// What several pages have in common.
const PARTIALS: &[(&str, &str)] = &[
    ("ask", include_str!("pages/ask.hbs")),
    ("change", include_str!("pages/change.hbs")),
    ("create", include_str!("pages/create.hbs")),
    ("database", include_str!("pages/database.hbs")),
    ("dump", include_str!("pages/dump.hbs")),
    ("first", include_str!("pages/first.hbs")),
    ("jobs", include_str!("pages/jobs.hbs")),
    ("region", include_str!("pages/region.hbs")),
    ("rehearse", include_str!("pages/rehearse.hbs")),
    ("running", include_str!("pages/running.hbs")),
    ("shell", include_str!("pages/shell.hbs")),
    ("title", include_str!("pages/title.hbs")),
];

/// What the library says of an environment.
pub(crate) type Described = Value;

/// Asks the library; `flows` waits until the rules have proved who can talk to whom.
pub(crate) fn describe(
    platform: &Platform,
    environment: &Environment,
    graph: &Graph,
    flows: &dyn Fn() -> Vec<Flow>,
) -> Described {
    let subject = Subject { environment, graph, flows, platform };
    platform.describe.map_or(Value::Null, |describe| describe(&subject))
}

/// Pages, parsed.
pub(crate) struct Pages(Book);

impl Pages {
    /// Whether there is anything to say of an environment.
    pub(crate) fn exist(platform: &Platform) -> bool {
        platform.describe.is_some()
    }

    /// Parses them; an error is a fault of a page, not of a program.
    pub(crate) fn new() -> Result<Self, String> {
        let mut book = Book::new(helpers::HELPERS, helpers::escape);
        for (name, text) in PAGES.iter().chain(PARTIALS).chain(pipeline::PAGES) {
            book.add(name, text)?;
        }
        Ok(Pages(book))
    }

    /// The pages of an environment, as the library describes it. The templates of its stacks are so long.
    pub(crate) fn of(
        &self,
        environment: &Environment,
        graph: &Graph,
        described: Described,
        lengths: &[usize],
    ) -> Result<Vec<Page>, String> {
        let facts = Facts::of(environment, graph).of_environment(described, lengths);
        let folder = format!("{}/{}/docs", environment.system, environment.name);
        let infrastructure = facts::infrastructure(environment);
        let page = |(name, _): &(&str, &str)| {
            let text = self.0.render(name, &facts)?;
            let name = if *name == INFRASTRUCTURE { &infrastructure } else { *name };
            Ok(Page { path: format!("{folder}/{name}"), text: tidy(&text) })
        };
        thread::scope(|scope| {
            let (first, rest) = PAGES.split_at(PAGES.len() / 2);
            let rest = scope.spawn(|| rest.iter().map(page).collect::<Result<Vec<_>, String>>());
            let mut pages = first.iter().map(page).collect::<Result<Vec<_>, String>>()?;
            pages.extend(rest.join().unwrap_or_else(|panic| resume_unwind(panic))?);
            Ok(pages)
        })
    }
}

/// No two empty lines in a row, none at the end: what a page left out leaves gaps.
fn tidy(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    let mut empty = true;
    for line in text.lines().map(str::trim_end) {
        if line.is_empty() {
            empty = true;
            continue;
        }
        if empty && !tidy.is_empty() {
            tidy.push('\n');
        }
        empty = false;
        tidy.push_str(line);
        tidy.push('\n');
    }
    tidy
}
