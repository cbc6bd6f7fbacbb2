//! The command line of the systems in this repository.

fn main() -> std::process::ExitCode {
    cli::run(stacks::ENVIRONMENTS)
}
