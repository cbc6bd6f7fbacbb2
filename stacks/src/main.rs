//! The command line of the systems in this repository.

#[allow(unreachable_pub, reason = "the same modules are a library's in `snapshots`")]
mod systems;

fn main() -> std::process::ExitCode {
    cli::run(&iac_aws::PLATFORM, systems::ENVIRONMENTS)
}
