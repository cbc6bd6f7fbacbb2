#[path = "../../../serde-floor/src/w1.rs"]
mod w1;
use clap::{Parser, Subcommand};
#[derive(Parser)]
struct Cli {
    #[command(subcommand)]
    cmd: Cmd,
}
#[derive(Subcommand)]
enum Cmd {
    Synth {
        stack: String,
        #[arg(long, default_value = "out")]
        out: String,
    },
    Schema,
    Render {
        t: String,
    },
}
fn main() {
    match Cli::parse().cmd {
        Cmd::Synth { stack, out } => {
            std::fs::create_dir_all(&out).unwrap();
            std::fs::write(format!("{out}/{stack}.template.json"), serde_json::to_vec_pretty(&w1::build()).unwrap())
                .unwrap();
        }
        Cmd::Schema => println!("{}", iac_aws::schema()),
        Cmd::Render { t } => {
            println!("{}", iac_aws::render(&t, &iac_aws::Params { name: iac_aws::aws().into(), tags: None }))
        }
    }
}
