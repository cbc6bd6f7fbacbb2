//! Services that others find by name, and that call others.

use super::super::service_namespace::{Discoverable, Discovery, call, check_name};
use super::super::{ServiceNamespaceHandle, service_namespace};
use super::{FargateService, FargateServiceHandle, ServiceKind, Web};
use iac_aws_cfn::ecs;
use iac_core::Text;
use iac_core::prelude::*;

impl FargateService<Web> {
    /// Lets other services of a namespace find it by this name, on its own port. Who may call it is said with
    /// [`FargateServiceHandle::calls`].
    pub fn discoverable(mut self, namespace: &ServiceNamespaceHandle, name: impl Into<Text>) -> Self {
        let name = name.into();
        self.container.port_name = Some(name.clone());
        self.discovery = Some(Discovery { namespace: *namespace, name, port: self.kind.port });
        self
    }
}

impl<K: ServiceKind> FargateService<K> {
    pub(super) fn publish(
        &self,
        stack: &mut Stack,
        service: ecs::ServiceRef,
        logs: &iac_aws_base::monitoring::LogGroupHandle,
    ) {
        if let Some(at) = &self.discovery {
            check_name(stack, &at.name);
            service_namespace::publish(stack, service, logs, at);
        }
    }
}

impl<K: ServiceKind> FargateServiceHandle<K> {
    /// Lets this call another service by its name: gives the host and port, such as `ollama:11434`, opens both security
    /// groups, and is created after that service, because its tasks learn of the names that exist when they start.
    #[track_caller]
    pub fn calls(&self, stack: &mut Stack, server: &impl Discoverable) -> Val<Str> {
        call(stack, self, self.service, &self.log_group, server)
    }
}

impl Discoverable for FargateServiceHandle<Web> {
    fn discovery(&self) -> Option<&Discovery> {
        self.discovery.as_ref()
    }

    fn service(&self) -> ecs::ServiceRef {
        self.service
    }
}
