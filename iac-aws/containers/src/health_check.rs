//! The health check of a container, run by ECS inside it.

use iac_aws_base::shared::whole_seconds;
use iac_aws_cfn::ecs::task_definition;
use iac_core::prelude::*;
use iac_core::{Text, Value};

/// A command that ECS runs inside a container. A task whose essential container fails it is replaced.
///
/// ECS ignores the `HEALTHCHECK` of a Dockerfile, and the program it calls must be in the image: slim images have no
/// `curl`. Defaults are ECS's: every 30 s, 5 s to answer, 3 tries, no time to start.
/// Source: <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html>
///
/// ```
/// use iac_aws::compute::HealthCheck;
/// use iac_aws::prelude::*;
/// let python = "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/health', timeout=8)";
/// let check = HealthCheck::command(["python", "-c", python]).timeout(seconds(10)).start_period(seconds(60));
/// # let _ = check;
/// ```
#[derive(Clone, Debug)]
pub struct HealthCheck {
    command: Vec<Text>,
    interval: Duration,
    timeout: Duration,
    retries: u32,
    start_period: Option<Duration>,
}

impl HealthCheck {
    /// Runs a program with its arguments, without a shell (`CMD`). Exit code 0 means healthy.
    pub fn command<T: Into<Text>>(command: impl IntoIterator<Item = T>) -> Self {
        HealthCheck::of([Text::Borrowed("CMD")].into_iter().chain(command.into_iter().map(Into::into)).collect())
    }

    /// Runs a line of shell (`CMD-SHELL`), such as `curl -f http://localhost/ || exit 1`; the image needs a shell.
    pub fn shell(line: impl Into<Text>) -> Self {
        HealthCheck::of(vec![Text::Borrowed("CMD-SHELL"), line.into()])
    }

    fn of(command: Vec<Text>) -> Self {
        HealthCheck { command, interval: seconds(30), timeout: seconds(5), retries: 3, start_period: None }
    }

    /// The time between two runs, 5 to 300 s; 30 s by default.
    pub fn interval(mut self, interval: Duration) -> Self {
        self.interval = interval;
        self
    }

    /// The time that a run may take, 2 to 60 s; 5 s by default.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// How many runs in a row fail before the container is unhealthy, 1 to 10; 3 by default.
    pub fn retries(mut self, retries: u32) -> Self {
        self.retries = retries;
        self
    }

    /// The time at the start in which failures do not count, up to 300 s; none by default.
    pub fn start_period(mut self, period: Duration) -> Self {
        self.start_period = Some(period);
        self
    }

    pub(super) fn definition(&self, stack: &mut Stack) -> task_definition::HealthCheck {
        if self.command.len() < 2 || self.command.iter().skip(1).all(|part| part.trim().is_empty()) {
            stack.error("bad-health-check", "the health check has no command", "name the program that it runs");
        }
        if !(1..=10).contains(&self.retries) {
            let message = format!("the health check has {} retries", self.retries);
            stack.error("bad-health-check", message, "give 1 to 10 retries");
        }
        let command = self.command.iter().map(|part| Val::<Str>::of(Value::Str(part.clone()))).collect::<Vec<_>>();
        let interval = whole_seconds(stack, "the interval of the health check", self.interval, 5, 300);
        let timeout = whole_seconds(stack, "the timeout of the health check", self.timeout, 2, 60);
        let check = task_definition::HealthCheck::new()
            .command(command)
            .interval(interval)
            .timeout(timeout)
            .retries(self.retries.clamp(1, 10));
        match self.start_period {
            None => check,
            Some(period) => {
                check.start_period(whole_seconds(stack, "the start period of the health check", period, 0, 300))
            }
        }
    }
}
