//! What the machine may do.

use super::ComposeHost;
use iac_aws_base::compute::Image;
use iac_aws_base::monitoring::LogGroupHandle;
use iac_aws_base::policy::{PolicyDocument, Statement};
use iac_aws_base::security::read_statements;
use iac_aws_cfn::iam::{self, role::Policy};
use iac_aws_cfn::{ec2, kind};
use iac_core::prelude::*;
use iac_core::{IntoVal, Value};

impl ComposeHost {
    /// Its own volume and address, its log group, the images and secrets of its services, Session Manager.
    pub(super) fn role(
        &self,
        stack: &mut Stack,
        name: &Val<Str>,
        volume: ec2::VolumeRef,
        address: Option<ec2::EipRef>,
        logs: &LogGroupHandle,
    ) -> iam::RoleRef {
        let arn = |what: Val<Str>| join!["arn:", partition(), ":ec2:", region(), ":", account_id(), ":", what];
        // Machines of this group alone: they have its name from the start.
        let machine = |actions: [&'static str; 1]| {
            Statement::allow(actions).on(arn(Val::imported("instance/*"))).when(
                "StringEquals",
                "aws:ResourceTag/Name",
                name,
            )
        };
        let mut statements = vec![
            Statement::allow(["logs:CreateLogStream", "logs:PutLogEvents"]).sid("WriteLogs").on(logs.arn()),
            Statement::allow(["ec2:DescribeVolumes"]).sid("WaitForVolume").on("*"),
            Statement::allow(["ec2:AttachVolume"]).sid("TakeVolume").on(arn(join!["volume/", volume.volume_id()])),
            machine(["ec2:AttachVolume"]).sid("GiveMachineVolume"),
        ];
        // Whoever attaches a volume lets EC2 use the volume's key.
        // https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption-requirements.html
        if let Some(key) = &self.key {
            let through = join!["ec2.", region(), ".amazonaws.com"];
            let uses = ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKeyWithoutPlaintext"];
            let uses = Statement::allow(uses).sid("UseVolumeKey").on(key.arn());
            statements.push(uses.when("StringEquals", "kms:ViaService", &through));
            let grant = Statement::allow(["kms:CreateGrant"]).sid("LendVolumeKey").on(key.arn());
            let grant = grant.when("StringEquals", "kms:ViaService", &through);
            statements.push(grant.when("Bool", "kms:GrantIsForAWSResource", "true"));
        }
        if let Some(address) = address {
            let own = arn(join!["elastic-ip/", address.allocation_id()]);
            statements.push(Statement::allow(["ec2:AssociateAddress"]).sid("TakeAddress").on(own));
            statements.push(machine(["ec2:AssociateAddress"]).sid("GiveMachineAddress"));
        }
        statements.extend(Image::pull_statements(self.services.iter().map(|service| &service.image)));
        let mut seen: Vec<Value> = Vec::new();
        for (_, secret) in self.services.iter().flat_map(|service| &service.secrets) {
            for statement in read_statements(stack, secret) {
                let plain = IntoVal::<Json>::into_value(PolicyDocument::new([statement.clone()]));
                if !seen.contains(&plain) {
                    seen.push(plain);
                    statements.push(statement);
                }
            }
        }
        statements.extend(self.permissions.clone());
        let managed = join!["arn:", partition(), ":iam::aws:policy/AmazonSSMManagedInstanceCore"];
        let role = iam::Role::new(PolicyDocument::trusts("ec2.amazonaws.com"))
            .description("Runs a compose file: takes its volume, fetches images and secrets, writes logs")
            .managed_policy_arns([managed.untyped::<Arn<kind::IamManagedPolicy>>()])
            .policies([Policy::new(PolicyDocument::new(statements), "Host")]);
        stack.add("Role", role)
    }
}
