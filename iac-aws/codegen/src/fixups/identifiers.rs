//! What `Ref` and `Fn::GetAtt` give where the identifiers' names do not tell.

use super::edit::{never_applied, resource};
use crate::Result;
use crate::spec::{Form, Format, Spec};

/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpc.html>
pub(super) fn default_security_group_is_a_security_group(spec: &mut Spec) -> Result<()> {
    const VPC: &str = "AWS::EC2::VPC";
    let path = (VPC, "", "DefaultSecurityGroup");
    let attribute = resource(spec, VPC)?.attributes.get_mut(path.2);
    let attribute = attribute.ok_or("AWS::EC2::VPC has no attribute DefaultSecurityGroup")?;
    if !attribute.formats.is_empty() {
        return Err(never_applied(path, "is a reference already"));
    }
    attribute.formats.push(Format { resource: "AWS::EC2::SecurityGroup".into(), form: Form::Id });
    Ok(())
}

/// `Ref` gives the public address, which other resources do not take as a reference; they take the allocation id.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-eip.html>
pub(super) fn elastic_ip_ref_is_its_address(spec: &mut Spec) -> Result<()> {
    const EIP: &str = "AWS::EC2::EIP";
    let eip = resource(spec, EIP)?;
    if eip.ref_identifier != ["PublicIp"] {
        return Err(never_applied((EIP, "", "PublicIp"), "is not what `Ref` gives"));
    }
    eip.ref_form = Some(Form::Plain);
    Ok(())
}

/// `Ref` gives the three parts of its identifier as one text, and that is what a scaling policy takes.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-applicationautoscaling-scalabletarget.html>
pub(super) fn scalable_target_ref_is_its_id(spec: &mut Spec) -> Result<()> {
    const TARGET: &str = "AWS::ApplicationAutoScaling::ScalableTarget";
    let target = resource(spec, TARGET)?;
    if target.primary_identifier.len() < 2 || !target.ref_identifier.is_empty() {
        return Err(never_applied((TARGET, "", "Id"), "is the identifier already"));
    }
    target.ref_form = Some(Form::Id);
    Ok(())
}

/// The identifier is called `Id`, but it is the secret's ARN.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-secret.html>
pub(super) fn secret_ref_is_its_arn(spec: &mut Spec) -> Result<()> {
    const SECRET: &str = "AWS::SecretsManager::Secret";
    let secret = resource(spec, SECRET)?;
    if secret.primary_identifier != ["Id"] || !secret.ref_identifier.is_empty() {
        return Err(never_applied((SECRET, "", "Id"), "is not the identifier any more"));
    }
    secret.ref_identifier = vec!["SecretArn".into()];
    Ok(())
}
