//! The collector beside a service's program.

use super::super::OtelCollector;
use super::{FargateService, ServiceKind};
use iac_aws_base::monitoring::LogGroupHandle;
use iac_core::prelude::*;

impl<K: ServiceKind> FargateService<K> {
    /// Takes the program's traces and metrics to AWS with a collector in every task; none by default.
    pub fn telemetry(mut self, collector: OtelCollector) -> Self {
        self.telemetry = Some(collector);
        self
    }

    /// Adds the collector to the task, and what it and the program need.
    pub(super) fn collect(&mut self, stack: &mut Stack) -> Option<LogGroupHandle> {
        let collector = self.telemetry.take()?;
        let logs = collector.writes_metrics().then(|| stack.add("MetricsLogGroup", self.logs()));
        self.permissions.extend(collector.statements(logs.as_ref()));
        self.sidecars.push(collector.container(stack, self.kind.port(), logs.as_ref()));
        let program = collector
            .environment()
            .into_iter()
            .fold(self.container.clone(), |program, (name, value)| program.env(name, value));
        self.container = program.starts_after(OtelCollector::CONTAINER);
        logs
    }

    /// Reports sidecars that leave the program no memory, where the size is known.
    pub(super) fn check_memory(&self, stack: &mut Stack) {
        let task = self.size.memory.value().as_str().and_then(|text| text.parse::<u64>().ok());
        let sidecars: u64 = self.sidecars.iter().filter_map(|sidecar| sidecar.memory).map(|size| size.as_mib()).sum();
        if let Some(task) = task
            && sidecars >= task
        {
            let message = format!("the sidecars may use {sidecars} MiB, and the task has {task}");
            stack.error(
                "no-memory-left",
                message,
                "choose a larger size for the task, or give the sidecars less memory",
            );
        }
    }
}
