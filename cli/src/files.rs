//! Files are replaced whole: each is written beside its target first and then put in its place.

use crate::problem::Problem;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// How a file on the disk compares with the bytes that it should have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Same,
    Differs,
    Missing,
}

pub(crate) fn state(path: &Path, bytes: &[u8]) -> Result<State, Problem> {
    match fs::metadata(path) {
        Ok(data) if data.is_dir() => Err(Problem::new(format!("`{}` is a folder, not a file", path.display()))
            .help("remove it, or choose another folder with `--out DIR`")),
        Ok(data) if data.len() != bytes.len() as u64 => Ok(State::Differs),
        Ok(_) => {
            let same = read(path)?.is_some_and(|now| now == bytes);
            Ok(if same { State::Same } else { State::Differs })
        }
        Err(error) if is_absent(&error) => Ok(State::Missing),
        Err(error) => Err(problem("read", path, &error)),
    }
}

/// The contents of a file, if there is one.
pub(crate) fn read(path: &Path) -> Result<Option<Vec<u8>>, Problem> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if is_absent(&error) => Ok(None),
        Err(error) => Err(problem("read", path, &error)),
    }
}

/// No file, or a file where a folder of its path should be.
fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

pub(crate) fn remove(path: &Path) -> Result<(), Problem> {
    match fs::remove_file(path) {
        Err(error) if !is_absent(&error) => Err(problem("remove", path, &error)),
        _ => Ok(()),
    }
}

/// Keeps other runs from writing to a folder while it lives. The folder itself is locked, so that no file is left behind;
/// where that cannot be done, as on some file systems and on Windows, the run goes on without.
pub(crate) fn lock(folder: &Path) -> Option<fs::File> {
    // What is wrong with the folder is told by what is written to it.
    let _ = fs::create_dir_all(folder);
    fs::File::open(folder).ok().filter(|folder| folder.lock().is_ok())
}

/// A file beside its target. It goes away unless it is committed.
#[derive(Debug)]
pub(crate) struct Staged {
    beside: PathBuf,
    target: PathBuf,
}

impl Staged {
    pub(crate) fn write(target: PathBuf, bytes: &[u8]) -> Result<Staged, Problem> {
        if let Some(folder) = target.parent() {
            // Of what cannot be created, only a file in the way is of interest.
            let blocked = || folder.ancestors().find(|part| part.is_file()).unwrap_or(folder);
            fs::create_dir_all(folder).map_err(|error| problem("create the folder", blocked(), &error))?;
        }
        let mut name = std::ffi::OsString::from(".");
        name.push(target.file_name().unwrap_or_default());
        name.push(format!(".{}", std::process::id()));
        let staged = Staged { beside: target.with_file_name(name), target };
        fs::write(&staged.beside, bytes).map_err(|error| problem("write", &staged.target, &error))?;
        Ok(staged)
    }

    /// Puts it in its target's place, in one step.
    pub(crate) fn commit(self) -> Result<(), Problem> {
        fs::rename(&self.beside, &self.target).map_err(|error| problem("write", &self.target, &error))
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.beside);
    }
}

fn problem(what: &str, path: &Path, error: &io::Error) -> Problem {
    let problem = Problem::new(format!("cannot {what} `{}`: {error}", path.display()));
    problem.help(match error.kind() {
        ErrorKind::NotADirectory | ErrorKind::AlreadyExists => {
            "a file stands where a folder is needed: remove it, or choose another folder with `--out DIR`"
        }
        ErrorKind::InvalidFilename => "a name in this path is too long: choose another one",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "make room, or choose another folder with `--out DIR`",
        _ => "see that you may write there, or choose another folder with `--out DIR`",
    })
}
