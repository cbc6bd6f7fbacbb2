//! One command per file.

pub(crate) mod check;
pub(crate) mod coverage;
pub(crate) mod explain;
pub(crate) mod list;
pub(crate) mod schema;
pub(crate) mod synth;

use crate::args::Request;
use crate::io::{Exit, Io};
use crate::problem::Stop;
use iac_core::{Environment, Platform};

pub(crate) fn run(
    platform: &Platform,
    environments: &[Environment],
    request: Request,
    io: &mut Io<'_>,
) -> Result<Exit, Stop> {
    match request {
        Request::Check(options) => check::run(platform, environments, &options, io),
        Request::Explain(options) => explain::run(platform, &options, io),
        Request::Coverage(options) => coverage::run(platform, &options, io),
        Request::List(options) => list::run(environments, options, io),
        Request::Schema => schema::run(io),
        Request::Synth(options) => synth::run(platform, environments, &options, io),
    }
}
