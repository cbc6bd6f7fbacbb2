//! The command line of the systems in this repository.

fn main() -> std::process::ExitCode {
    cli::run(&iac_aws::PLATFORM, stacks::ENVIRONMENTS)
}
