//! Findings as text, in the style of rustc: what, where in the program, where in the stack, what to change.

use crate::style::{Style, plain};
use crate::table::count;
use iac_core::{Diagnostic, Place, Severity};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A finding, and the environments that have it.
#[derive(Debug)]
struct Found {
    diagnostic: Diagnostic,
    environments: Vec<String>,
}

/// All findings of a run. What several environments share is told once.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    found: Vec<Found>,
    /// Where findings with a path and a message are, so that thousands are compared with few.
    index: BTreeMap<(String, String), Vec<usize>>,
}

impl Findings {
    pub(crate) fn add(&mut self, environment: &str, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        for diagnostic in diagnostics {
            let alike = self.index.entry((diagnostic.path.clone(), diagnostic.message.clone())).or_default();
            let Some(same) = alike.iter().find(|index| self.found[**index].diagnostic == diagnostic) else {
                alike.push(self.found.len());
                self.found.push(Found { diagnostic, environments: vec![environment.to_owned()] });
                continue;
            };
            let environments = &mut self.found[*same].environments;
            if environments.last().is_none_or(|last| last != environment) {
                environments.push(environment.to_owned());
            }
        }
    }

    pub(crate) fn count(&self, severity: Severity) -> usize {
        self.found.iter().filter(|found| found.diagnostic.severity == severity).count()
    }

    pub(crate) fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// Everything, with the lines of the program that can be read from `folder`, and the count at the end.
    pub(crate) fn render(&self, folder: &Path, colour: bool) -> String {
        let mut writer = Writer { style: Style::new(colour), sources: Sources::new(folder), text: String::new() };
        for found in &self.found {
            writer.finding(found);
        }
        if !self.found.is_empty() {
            writer.line(&self.summary());
        }
        writer.text
    }

    /// The same for a command that writes nothing anyway.
    pub(crate) fn render_checked(&self, folder: &Path, colour: bool) -> String {
        let mut writer = Writer { style: Style::new(colour), sources: Sources::new(folder), text: String::new() };
        self.found.iter().for_each(|found| writer.finding(found));
        writer.text
    }

    /// `2 errors, 1 warning`.
    fn summary(&self) -> String {
        let of = |severity: Severity| (self.count(severity), severity);
        let counts = [Severity::Error, Severity::Warning, Severity::Info].map(of).into_iter();
        let mut parts: Vec<String> =
            counts.filter(|(number, _)| *number > 0).map(|(number, what)| count(number, &what.to_string())).collect();
        if self.has_errors() {
            parts.push("nothing is written".to_owned());
        }
        parts.join(", ")
    }
}

struct Writer<'a> {
    style: Style,
    sources: Sources<'a>,
    text: String,
}

impl Writer<'_> {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn finding(&mut self, Found { diagnostic, environments }: &Found) {
        let word = format!("{}[{}]", diagnostic.severity, diagnostic.code);
        let word = match diagnostic.severity {
            Severity::Error => self.style.error(&word),
            Severity::Warning => self.style.warning(&word),
            Severity::Info => self.style.info(&word),
        };
        let message = self.style.bold(&plain(&diagnostic.message, &[]));
        self.line(&format!("{word}: {message}"));
        if let Some(place) = &diagnostic.place {
            self.place(*place);
        }
        let environments = environments.join(", ");
        match &*diagnostic.path {
            "" => self.remark("in", &environments),
            path => self.remark("in", &format!("{} of {environments}", plain(path, &[]))),
        }
        if let Some(help) = &diagnostic.help {
            self.remark("help", help);
        }
        for (place, what) in &diagnostic.related {
            let note = self.style.info("note");
            self.line(&format!("{note}: {}", plain(what, &[])));
            self.place(*place);
        }
        self.line("");
    }

    fn remark(&mut self, sort: &str, text: &str) {
        let sign = self.style.frame("=");
        let sort = self.style.bold(&format!("{sort}:"));
        self.line(&format!("  {sign} {sort} {}", plain(text, &['\n']).replace('\n', "\n    ")));
    }

    /// `--> file:line:column`, and the line itself with a mark under the column.
    fn place(&mut self, place: Place) {
        let arrow = self.style.frame("-->");
        self.line(&format!("  {arrow} {}", plain(&place.to_string(), &[])));
        let Some(source) = self.sources.line(place) else { return };
        let number = place.line().to_string();
        let bar = self.style.frame(&format!("{:1$} |", "", number.len()));
        let before = source.chars().take(place.column().saturating_sub(1) as usize);
        let indent: String = before.map(|c| if c == '\t' { '\t' } else { ' ' }).collect();
        let (number, mark) = (self.style.frame(&format!("{number} |")), self.style.error("^"));
        self.line(&bar);
        self.line(&format!("{number} {}", plain(&source, &['\t'])));
        self.line(&format!("{bar} {indent}{mark}"));
    }
}

/// The program's own files and templates, where they are at hand: of the program, a line is shown only of files below the
/// folder.
struct Sources<'a> {
    folder: &'a Path,
    files: BTreeMap<PathBuf, Option<String>>,
}

impl<'a> Sources<'a> {
    fn new(folder: &'a Path) -> Self {
        Sources { folder, files: BTreeMap::new() }
    }

    fn line(&mut self, place: Place) -> Option<String> {
        let file = Path::new(place.file());
        let template = ["json", "yaml", "yml", "template"];
        if file.is_absolute() && !file.extension().is_some_and(|ending| template.iter().any(|known| ending == *known)) {
            return None;
        }
        let read = || std::fs::read_to_string(self.folder.join(file)).ok();
        let text = self.files.entry(file.to_owned()).or_insert_with(read).as_deref()?;
        let line = text.lines().nth(place.line().checked_sub(1)? as usize)?;
        Some(line.trim_end().to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write as _;

    #[track_caller]
    fn here() -> Place {
        Place::caller()
    }

    #[test]
    fn tells_what_where_and_what_to_change() {
        let (first, second) = (here(), here());
        let finding = Diagnostic::error("duplicate-id", "main/Network", "the id `Network` is taken")
            .at(Some(second))
            .also(Some(first), "the first one is here")
            .help("choose another id");
        let mut findings = Findings::default();
        findings.add("shop/prod", [finding.clone(), finding.clone(), Diagnostic::warning("size", "", "it is large")]);
        findings.add("shop/trial", [finding]);
        let mut expected = String::new();
        let file = file!();
        let line = second.line();
        write!(
            expected,
            "error[duplicate-id]: the id `Network` is taken\n  --> {file}:{line}:{column}\n  \
               = in: main/Network of shop/prod, shop/trial\n  = help: choose another id\n\
             note: the first one is here\n  --> {file}:{line}:{before}\n\n\
             warning[size]: it is large\n  = in: shop/prod\n\n1 error, 1 warning, nothing is written\n",
            column = second.column(),
            before = first.column(),
        )
        .unwrap();
        assert_eq!(findings.render(Path::new("nowhere"), false), expected);
    }

    #[test]
    fn shows_the_line_where_the_file_is_at_hand() {
        let folder = tempfile::tempdir().unwrap();
        let place = here();
        let path = folder.path().join(file!());
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        let mark = place.column() as usize - 1;
        let source = format!("{}\tlet network = add(first, second);", "\n".repeat(place.line() as usize - 1));
        std::fs::write(&path, source).unwrap();
        let mut findings = Findings::default();
        findings.add("a/b", [Diagnostic::error("c", "p", "m").at(Some(place))]);
        let text = findings.render(folder.path(), false);
        let number = place.line();
        let gap = " ".repeat(number.to_string().len());
        let indent = format!("\t{}", " ".repeat(mark - 1));
        let expected = format!("{gap} |\n{number} | \tlet network = add(first, second);\n{gap} | {indent}^\n");
        assert!(text.contains(&expected), "{text}");
    }

    #[test]
    fn colours_only_when_asked() {
        let mut findings = Findings::default();
        findings.add("a/b", [Diagnostic::error("c", "p", "m")]);
        assert!(findings.render(Path::new(""), true).starts_with("\x1b[1;31merror[c]\x1b[0m: \x1b[1mm\x1b[0m\n"));
        assert!(!findings.render(Path::new(""), false).contains('\x1b'));
    }
}
