//! A service whose usage AWS Marketplace bills.

use super::{FargateServiceHandle, ServiceKind};
use iac_aws_base::marketplace::Metered;
use iac_aws_base::monitoring::LogGroupHandle;
use iac_aws_base::policy::Statement;
use iac_aws_cfn::ecs;
use iac_aws_cfn::kind::EcsCluster;
use iac_core::prelude::*;
use iac_core::{Text, Value};

impl<K: ServiceKind> Metered for FargateServiceHandle<K> {
    fn cluster_arn(&self) -> Val<Arn<EcsCluster>> {
        self.cluster.arn()
    }

    fn service(&self) -> ecs::ServiceRef {
        self.service
    }

    fn task_definition(&self) -> ecs::TaskDefinitionRef {
        self.task_definition
    }

    fn log_group(&self) -> LogGroupHandle {
        self.log_group
    }

    fn add_environment(&self, stack: &mut Stack, name: &'static str, value: Value) {
        self.push_environment(stack, Text::Borrowed(name), value);
    }

    fn grant(&self, stack: &mut Stack, id: &'static str, statement: Statement) {
        FargateServiceHandle::grant(self, stack, id, [statement]);
    }
}
