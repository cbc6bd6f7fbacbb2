//! A service whose kind of tasks others start too.

use super::{FargateServiceHandle, ServiceKind};
use iac_aws_base::compute::{RunsTasks, ServiceTasks};

impl<K: ServiceKind> RunsTasks for FargateServiceHandle<K> {
    fn tasks(&self) -> ServiceTasks {
        ServiceTasks {
            service: self.service,
            cluster: self.cluster,
            task_definition: self.task_definition,
            family: self.family(),
            container_name: self.container_name(),
            execution_role: self.execution_role,
            task_role: self.task_role,
            subnets: self.subnets.clone(),
            security_group: self.security_group_id(),
            public_address: self.public_address,
        }
    }
}
