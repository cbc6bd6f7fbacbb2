//! What is made, against what is in the folder: compared, or written.

use super::compile::Compiled;
use crate::files::{self, Staged, State};
use crate::io::{Exit, Io};
use crate::manifest::{self, File, Manifest, PIPELINE};
use crate::problem::{Problem, Problems, Stop};
use crate::table::{columns, count, thousands};
use iac_core::backend::cloudformation::INLINE_BYTES;
use iac_core::json::{Layout, to_bytes};
use std::path::{Path, PathBuf};

/// The manifest in the folder, and a note where there is one that cannot be used.
pub(super) fn manifest(folder: &Path) -> Result<(Manifest, Option<String>), Problem> {
    let path = folder.join(manifest::FILE_NAME);
    let Some(bytes) = files::read(&path)? else { return Ok((Manifest::default(), None)) };
    Ok(match Manifest::parse(&bytes) {
        Some(manifest) => (manifest, None),
        None => {
            let shown = path.display();
            let note = format!("note: `{shown}` is damaged and starts anew; files that it listed are left alone\n");
            (Manifest::default(), Some(note))
        }
    })
}

/// The files of a run.
pub(super) struct Output {
    out: PathBuf,
    files: Vec<(File, Vec<u8>)>,
    stale: Vec<String>,
    manifest: Vec<u8>,
}

impl Output {
    pub(super) fn new(out: &Path, made: Vec<Compiled>, old: &Manifest, next: &Manifest) -> Self {
        Output {
            out: out.to_owned(),
            files: made.into_iter().flat_map(|made| made.entry.files.into_iter().zip(made.contents)).collect(),
            stale: old.no_longer_in(next).map(str::to_owned).collect(),
            manifest: to_bytes(next, Layout::Indented),
        }
    }

    /// Names the files that are not as they would be written.
    pub(super) fn check(self, io: &mut Io<'_>) -> Result<Exit, Stop> {
        let folder = io.folder.join(&self.out);
        let files = self.files.iter().map(|(file, bytes)| (&*file.path, bytes));
        let (mut rows, mut problems) = (Vec::new(), Problems::default());
        for (path, bytes) in files.chain([(manifest::FILE_NAME, &self.manifest)]) {
            match problems.of(files::state(&folder.join(path), bytes)) {
                None | Some(State::Same) => {}
                Some(State::Differs) => rows.push(["differs".to_owned(), self.shown(path)]),
                Some(State::Missing) => rows.push(["missing".to_owned(), self.shown(path)]),
            }
        }
        problems.none()?;
        let stale = self.stale.iter().filter(|path| folder.join(path).exists());
        rows.extend(stale.map(|path| ["no longer made".to_owned(), self.shown(path)]));
        if rows.is_empty() {
            io.print(format!("{} up to date\n", count(self.files.len() + 1, "file")))?;
            return Ok(Exit::Success);
        }
        let found = count(rows.len(), "file");
        let rows = columns(&rows, &[]);
        io.print(format!("{rows}{found} not up to date; `synth` without `--check` writes them\n"))?;
        Ok(Exit::Findings)
    }

    /// Writes what differs, removes what is no longer made, and says so. The manifest comes last, so that whatever
    /// stops this the next run still knows what there is.
    pub(super) fn write(self, io: &mut Io<'_>) -> Result<Exit, Stop> {
        let folder = io.folder.join(&self.out);
        let mut staged = Vec::new();
        let mut rows = Vec::new();
        let mut pages = Folders::default();
        let mut written = 0;
        let mut problems = Problems::default();
        for (file, bytes) in &self.files {
            let path = folder.join(&file.path);
            let Some(state) = problems.of(files::state(&path, bytes)) else { continue };
            let changed = state != State::Same;
            if changed {
                written += 1;
                staged.extend(problems.of(Staged::write(path, bytes)));
            }
            let what = if changed { "wrote" } else { "unchanged" };
            if is_page(file) {
                pages.add(&file.path, bytes.len(), what);
            } else {
                rows.push(self.row(file, bytes, what));
            }
        }
        rows.extend(pages.rows(|path| self.shown(path)));
        let path = folder.join(manifest::FILE_NAME);
        let manifest = match problems.of(files::state(&path, &self.manifest)) {
            None | Some(State::Same) => None,
            Some(State::Differs | State::Missing) => problems.of(Staged::write(path, &self.manifest)),
        };
        problems.none()?;
        staged.into_iter().try_for_each(Staged::commit)?;
        for path in &self.stale {
            files::remove(&folder.join(path))?;
            rows.push(["removed".to_owned(), self.shown(path), String::new(), String::new(), String::new()]);
        }
        manifest.map_or(Ok(()), Staged::commit)?;
        let (unchanged, removed) = (self.files.len() - written, self.stale.len());
        io.print(columns(&rows, &[2, 3]) + &self.launch())?;
        io.print(format!("{} written, {unchanged} unchanged, {removed} removed\n", count(written, "file")))?;
        Ok(Exit::Success)
    }

    fn row(&self, file: &File, contents: &[u8], what: &str) -> [String; 5] {
        let launch = match &*file.format {
            "terraform" => "module",
            _ if fits_inline(file) => "inline",
            _ => "from S3",
        };
        // Asked for as YAML, and fits only so.
        let like_json = file.path.ends_with(".yaml") && contents.starts_with(b"{");
        let launch = launch.to_owned() + if like_json { ", written like JSON" } else { "" };
        let (resources, bytes) = (count(file.resources as usize, "resource"), count(file.bytes as usize, "byte"));
        [what.to_owned(), self.shown(&file.path), resources, bytes, launch]
    }

    /// How the files may be launched.
    fn launch(&self) -> String {
        let mut text = String::new();
        let templates = || self.files.iter().filter(|(file, _)| file.format == "cloudformation");
        if templates().any(|(file, _)| fits_inline(file)) {
            text += "inline: upload it in the console, or `aws cloudformation create-stack --stack-name NAME --template-body file://FILE`\n";
        }
        if templates().any(|(file, _)| !fits_inline(file)) {
            let limit = thousands(INLINE_BYTES);
            text += &format!(
                "from S3: over {limit} bytes; upload it in the console, or put it into a bucket and use `--template-url`\n"
            );
        }
        if self.files.iter().any(|(file, _)| file.format == "terraform") {
            text += "module: in its folder, `terraform init -backend-config=bucket=BUCKET -backend-config=region=REGION` and `terraform apply`\n";
        }
        text
    }

    fn shown(&self, path: &str) -> String {
        self.out.join(path).display().to_string()
    }
}

fn is_page(file: &File) -> bool {
    matches!(&*file.format, "document" | "pipeline")
}

/// Pages by their folder: a row for each of them would hide the templates.
#[derive(Default)]
struct Folders(Vec<(String, usize, usize, bool)>);

impl Folders {
    fn add(&mut self, path: &str, bytes: usize, what: &str) {
        // A pipeline's folders are many; an environment's are `docs` and those of its program.
        let depth = if path.split('/').nth(1) == Some(PIPELINE) { 2 } else { 3 };
        let folder = path.splitn(4, '/').take(depth).collect::<Vec<_>>().join("/");
        let at = self.0.iter().position(|known| known.0 == folder).unwrap_or_else(|| {
            self.0.push((folder, 0, 0, false));
            self.0.len() - 1
        });
        let known = &mut self.0[at];
        *known = (std::mem::take(&mut known.0), known.1 + 1, known.2 + bytes, known.3 || what == "wrote");
    }

    fn rows(self, shown: impl Fn(&str) -> String) -> impl Iterator<Item = [String; 5]> {
        self.0.into_iter().map(move |(folder, files, bytes, wrote)| {
            let what = if wrote { "wrote" } else { "unchanged" };
            [what.to_owned(), shown(&folder) + "/", count(files, "file"), count(bytes, "byte"), String::new()]
        })
    }
}

/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html>
fn fits_inline(file: &File) -> bool {
    file.bytes <= INLINE_BYTES as u64
}
