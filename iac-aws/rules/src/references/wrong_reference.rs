use super::kinds::{self, Fault, Kind, article, form_name, short};
use super::role_by_name::{self, Named};
use super::shapes;
use crate::schema::model::Model;
use iac_aws_schema::{Form, Property};
use iac_core::Value;
use iac_core::check::{Eval, Findings, Reference, Res, World};

iac_core::rule! {
    /// A property is given the wrong resource, or the right one in the wrong form.
    ///
    /// A subnet's id where a security group's belongs, a balancer where its target group belongs, a role's name where
    /// its ARN belongs: templates are text, so nothing stops any of these, and the deployment fails when the resource is
    /// made, after everything before it was.
    ///
    /// Give `Ref` or the attribute that the message names.
    pub(crate) WRONG_REFERENCE: "wrong-reference", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    let model = Model::of(world);
    world.each(|res| {
        let Some(of) = model.resource_type(res.kind()) else { return };
        let node = model.node(of.schema);
        for field in res.node().properties.iter().filter(|field| is_interesting(&field.value)) {
            let Some(property) = node.property(&field.name) else { continue };
            let value = res.get(&field.name);
            kinds::property_values(&model, property, &value, &field.name, &mut |property, value, path| {
                leaf(&model, findings, res, property, value, path);
            });
        }
    });
}

/// Whether there may be a reference in it, or text that has the shape of one: most values are neither.
fn is_interesting(value: &Value) -> bool {
    match value {
        Value::Expr(_) => true,
        Value::Str(text) => shapes::is_shaped(text),
        Value::List(items) => items.iter().any(is_interesting),
        Value::Map(fields) => fields.iter().any(|field| is_interesting(&field.value)),
        Value::Bool(_) | Value::Int(_) | Value::Num(_) => false,
    }
}

fn leaf<'g>(
    model: &Model,
    findings: &mut Findings<'_, 'g>,
    res: Res<'_, 'g>,
    property: &Property,
    value: &Eval<'g>,
    path: &str,
) {
    if kinds::is_open(res.kind(), path) {
        return;
    }
    match value {
        Eval::Ref(reference) => given(model, findings, res, property, *reference, path),
        Eval::Text(_) | Eval::Joined(_) => {
            let wanted = kinds::wanted(res.kind(), path, property);
            if let Some(what) = shapes::fault(&wanted, value) {
                let wanted = kinds::wanted_words(&wanted);
                let message = format!("`{path}` takes {wanted}, but `{}` is {what}", value.shown());
                findings.at(res, path, message, format!("give {wanted}"));
            }
        }
        _ => {}
    }
}

fn given<'g>(
    model: &Model,
    findings: &mut Findings<'_, 'g>,
    res: Res<'_, 'g>,
    property: &Property,
    reference: Reference<'g>,
    path: &str,
) {
    let Some(target) = reference.target(res.world()) else { return };
    let Some(of) = model.resource_type(target.kind()).filter(|of| !is_made_up(of.name)) else { return };
    let (wanted, attribute) = (kinds::wanted(res.kind(), path, property), reference.attribute);
    let Some(kind) = kinds::given(model, &of, attribute) else {
        let identifies_nothing = model.attribute(&of, attribute).is_some_and(|known| known.name == attribute);
        let cannot_be = wanted.iter().all(|one| match one.form {
            Form::Arn => shapes::is_no_arn(attribute),
            _ => is_ec2_id(one) && shapes::is_no_id(attribute),
        });
        if identifies_nothing && !wanted.is_empty() && cannot_be {
            let wanted = kinds::wanted_words(&wanted);
            let message = format!("`{path}` takes {wanted}, but is given `{attribute}` of {}", target.path());
            findings.between(res, path, message, format!("give {wanted}"), &[(target, "this is referred to")]);
        }
        return;
    };
    if wanted.is_empty() {
        return no_arn(findings, res, kind, target, path);
    }
    let by_pattern = property.schema.schema().pattern.is_some_and(|pattern| pattern.starts_with("^arn"));
    let Some(fault) = kinds::fault(&wanted, by_pattern, kind) else { return };
    let words = kinds::wanted_words(&wanted);
    let form = form_name(kind.form);
    let message = match fault {
        Fault::Type => format!("`{path}` takes {words}, but {} is {}", target.path(), article(kind.resource)),
        Fault::Form => format!("`{path}` takes {words}, but is given the {form} of {}", target.path()),
    };
    let forms: Vec<Form> = wanted.iter().map(|one| one.form).collect();
    let help = match (fault, kinds::attribute_for(kind.resource, &forms)) {
        (Fault::Form, Some(attribute)) => format!("give {attribute}"),
        _ => format!("give {words}"),
    };
    match role_by_name::taken(res, path, kind, target) {
        Some(Named::Documented) => {}
        Some(Named::Tolerated) => findings.warning(res, path, message, help),
        None => findings.between(res, path, message, help, &[(target, "this is referred to")]),
    }
}

/// A property that takes any ARN, by its name, is given an id or a name of something that has an ARN, too.
fn no_arn<'g>(findings: &mut Findings<'_, 'g>, res: Res<'_, 'g>, kind: Kind<'_>, target: Res<'_, 'g>, path: &str) {
    let name = path.rsplit('.').next().unwrap_or(path);
    let takes_arn = ["Arn", "ARN", "Arns", "ARNs"].iter().any(|end| name.ends_with(end))
        || (res.kind() == "AWS::CloudWatch::Alarm" && name.ends_with("Actions"));
    let is_arn = kind.form == Form::Arn || kind.form == Form::Plain || kind.resource == "AWS::KMS::Key";
    if !takes_arn || is_arn {
        return;
    }
    let Some(attribute) = kinds::attribute_for(kind.resource, &[Form::Arn]) else { return };
    let (form, of) = (form_name(kind.form), target.path());
    let message = format!("`{path}` takes an ARN, but is given the {form} of {of}, {}", article(kind.resource));
    findings.between(res, path, message, format!("give {attribute}"), &[(target, "this is referred to")]);
}

fn is_ec2_id(one: &iac_aws_schema::Reference) -> bool {
    one.form == Form::Id && short(one.resource).starts_with("EC2::")
}

/// What these give is what their makers say.
fn is_made_up(resource: &str) -> bool {
    let stems = ["AWS::CloudFormation::CustomResource", "AWS::CloudFormation::WaitCondition", "Custom::"];
    stems.iter().any(|stem| resource.starts_with(stem))
}

#[cfg(test)]
mod tests {
    use super::WRONG_REFERENCE;
    use crate::testing::{finds, silent};

    const NETWORK: &str = r#"
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  One: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
  Group: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: g, VpcId: !Ref Vpc}}
  Role: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {}}}
  Profile: {Type: AWS::IAM::InstanceProfile, Properties: {Roles: [!Ref Role]}}
  Key: {Type: AWS::KMS::Key, Properties: {KeyPolicy: {}}}
  Queue: {Type: AWS::SQS::Queue}
  Topic: {Type: AWS::SNS::Topic}
  Bucket: {Type: AWS::S3::Bucket}
  Address: {Type: AWS::EC2::EIP}
  Internet: {Type: AWS::EC2::InternetGateway}
  Nat: {Type: AWS::EC2::NatGateway, Properties: {AllocationId: !GetAtt Address.AllocationId, SubnetId: !Ref One}}
  Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  Balancer: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {Subnets: [!Ref One]}}
  Targets: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {VpcId: !Ref Vpc}}
  Code: {Type: AWS::Lambda::Function, Properties: {Role: !GetAtt Role.Arn}}
  Alias: {Type: AWS::Lambda::Alias, Properties: {FunctionName: !GetAtt Code.Arn, Name: live}}
"#;

    fn with(header: &str, resource: &str) -> String {
        format!("{header}\nResources:{NETWORK}  It: {resource}\n")
    }

    #[track_caller]
    fn wrong(resource: &str, words: &str) {
        finds(WRONG_REFERENCE, &with("", resource), "It", words);
    }

    #[track_caller]
    fn right(resource: &str) {
        silent(WRONG_REFERENCE, &with("", resource));
    }

    #[test]
    fn another_type() {
        wrong("{Type: AWS::RDS::DBInstance, Properties: {VPCSecurityGroups: [!Ref Vpc]}}", "Vpc is an EC2::VPC");
        wrong(
            "{Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {DefaultActions: [{Type: forward, TargetGroupArn: !Ref Balancer}]}}",
            "`DefaultActions.TargetGroupArn` takes the ARN of an ElasticLoadBalancingV2::TargetGroup",
        );
        wrong("{Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref Table, GatewayId: !Ref Nat}}", "NatGateway");
        wrong("{Type: AWS::EC2::Instance, Properties: {IamInstanceProfile: !Ref Role}}", "IAM::Role");
        wrong("{Type: AWS::EC2::Subnet, Properties: {VpcId: !GetAtt One.SubnetId}}", "EC2::Subnet");
        wrong(
            "{Type: AWS::ECS::Service, Properties: {NetworkConfiguration: {AwsvpcConfiguration: {Subnets: [!Ref One, !Ref Group]}}}}",
            "template/Group is an EC2::SecurityGroup",
        );
    }

    #[test]
    fn another_form() {
        wrong("{Type: AWS::Lambda::Function, Properties: {Role: !Ref Role}}", "is given the name of template/Role");
        wrong("{Type: AWS::ECS::TaskDefinition, Properties: {ExecutionRoleArn: !Sub '${Role}'}}", "the name of");
        wrong("{Type: AWS::IAM::InstanceProfile, Properties: {Roles: [!GetAtt Role.Arn]}}", "given the ARN of");
        wrong("{Type: AWS::EC2::NatGateway, Properties: {AllocationId: !Ref Address}}", "given the value of");
        wrong("{Type: AWS::S3::BucketPolicy, Properties: {Bucket: !GetAtt Bucket.Arn}}", "given the ARN of");
        wrong("{Type: AWS::CloudWatch::Alarm, Properties: {AlarmActions: [!GetAtt Topic.TopicName]}}", "takes an ARN");
        wrong("{Type: AWS::Lambda::EventSourceMapping, Properties: {EventSourceArn: !Ref Queue}}", "takes an ARN");
        wrong("{Type: AWS::EC2::Subnet, Properties: {VpcId: !GetAtt Vpc.CidrBlock}}", "given `CidrBlock` of");
    }

    #[test]
    fn through_functions() {
        let header = "Conditions: {East: !Equals [!Ref 'AWS::Region', us-east-1]}";
        let template = with(header, "{Type: AWS::EC2::Subnet, Properties: {VpcId: !Select [0, [!Ref One]]}}");
        finds(WRONG_REFERENCE, &template, "It", "EC2::Subnet");
        let small = "Parameters: {Size: {Type: String, AllowedValues: [a, b], Default: a}}\nConditions: {Is: !Equals [!Ref Size, b]}";
        let template = with(small, "{Type: AWS::EC2::Subnet, Properties: {VpcId: !If [Is, !Ref One, !Ref Vpc]}}");
        finds(WRONG_REFERENCE, &template, "It", "with Size = b");
        let template = with(
            "",
            "{Type: AWS::RDS::DBInstance, Properties: {VPCSecurityGroups: !Split [',', !Join ['', [!Ref Vpc]]]}}",
        );
        silent(WRONG_REFERENCE, &template);
    }

    #[test]
    fn literals() {
        wrong("{Type: AWS::EC2::Instance, Properties: {SubnetId: vpc-0123456789abcdef0}}", "the id of an EC2::VPC");
        wrong("{Type: AWS::EC2::Instance, Properties: {SecurityGroupIds: [subnet-12345678]}}", "EC2::Subnet");
        wrong("{Type: AWS::EC2::Subnet, Properties: {VpcId: 'arn:aws:ec2:eu-west-1:123456789012:vpc/x'}}", "an ARN");
        wrong(
            "{Type: AWS::Lambda::Function, Properties: {Role: !Sub 'arn:${AWS::Partition}:iam::${AWS::AccountId}:user/x'}}",
            "the ARN of something else",
        );
        right("{Type: AWS::EC2::Instance, Properties: {SubnetId: subnet-0123456789abcdef0, ImageId: ami-12345678}}");
        right("{Type: AWS::Lambda::Function, Properties: {Role: !Sub 'arn:aws:iam::${AWS::AccountId}:role/x'}}");
        right("{Type: AWS::ApiGateway::Method, Properties: {Integration: {Credentials: 'arn:aws:iam::*:user/*'}}}");
    }

    #[test]
    fn right_ones() {
        right(
            "{Type: AWS::EC2::Route, Properties: {RouteTableId: !GetAtt Table.RouteTableId, GatewayId: !Ref Internet}}",
        );
        right(
            "{Type: AWS::RDS::DBInstance, Properties: {KmsKeyId: !Ref Key, VPCSecurityGroups: [!GetAtt Group.GroupId]}}",
        );
        right(
            "{Type: AWS::EC2::Instance, Properties: {IamInstanceProfile: !Ref Profile, SecurityGroups: [!Ref Group]}}",
        );
        right("{Type: AWS::Cognito::UserPool, Properties: {LambdaConfig: {PreTokenGeneration: !Ref Alias}}}");
        right(
            "{Type: AWS::Lambda::EventSourceMapping, Properties: {EventSourceArn: !GetAtt Queue.Arn, FunctionName: !Ref Code}}",
        );
        right("{Type: AWS::RDS::DBInstance, Properties: {VPCSecurityGroups: [!GetAtt Vpc.DefaultSecurityGroup]}}");
        right("{Type: AWS::EC2::Subnet, Properties: {VpcId: !ImportValue network-vpc}}");
        right(
            "{Type: AWS::ElasticBeanstalk::Environment, Properties: {ApplicationName: a, TemplateName: !Ref Saved}}\n  Saved: {Type: AWS::ElasticBeanstalk::ConfigurationTemplate, Properties: {ApplicationName: a}}",
        );
        right(
            "{Type: AWS::EC2::Subnet, Properties: {VpcId: !GetAtt Nested.Outputs.VpcId}}\n  Nested: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: 'https://x'}}",
        );
        right(
            "{Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Made}}\n  Made: {Type: 'Custom::Vpc', Properties: {ServiceToken: x}}",
        );
    }
}
