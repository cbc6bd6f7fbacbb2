//! How things are spoken of: their names, what a shell looks them up by, values as a reader wants them.

use iac_core::Subject;
use iac_core::backend::terraform::{Addresses, Deployment, output_name};
use iac_core::check::{Eval, Res, World};
use iac_core::operations::Tool;
use serde_json::Value;

pub(crate) struct Words<'w, 'g> {
    pub(crate) world: &'w World<'g>,
    pub(crate) subject: &'w Subject<'w>,
    /// The names in Terraform, where that deploys.
    addresses: Option<Addresses<'w>>,
}

/// The attribute that is what CloudFormation's `Ref` is, where that is not `id`.
const IDENTIFIERS: &[(&str, &str)] = &[
    ("AWS::RDS::DBInstance", "identifier"),
    ("AWS::RDS::DBCluster", "cluster_identifier"),
    ("AWS::ECS::Cluster", "name"),
    ("AWS::IAM::Role", "name"),
    ("AWS::CloudWatch::Alarm", "alarm_name"),
    ("AWS::Logs::LogGroup", "name"),
    ("AWS::SecretsManager::Secret", "arn"),
    ("AWS::KMS::Key", "key_id"),
    ("AWS::ECR::Repository", "name"),
    ("AWS::SQS::Queue", "url"),
    ("AWS::SNS::Topic", "arn"),
    ("AWS::Lambda::Function", "function_name"),
    ("AWS::Scheduler::Schedule", "name"),
    ("AWS::Events::Rule", "name"),
    ("AWS::Backup::BackupVault", "name"),
    ("AWS::AutoScaling::AutoScalingGroup", "name"),
];

impl<'w, 'g> Words<'w, 'g> {
    pub(crate) fn of(subject: &'w Subject<'w>, world: &'w World<'g>) -> Self {
        let environment = subject.environment;
        let tool = subject.graph.operations.as_ref().map_or(Tool::CloudFormation, |operations| operations.tool);
        let (system, name, regions) = (environment.system, environment.name, environment.regions);
        let deployment = Deployment { system, environment: name, regions };
        let terraform = tool == Tool::Terraform;
        let addresses = terraform.then(|| Addresses::of(subject.graph, &deployment, &subject.platform.terraform));
        Words { world, subject, addresses }
    }

    /// What people call a resource: its path, without the main stack's name.
    pub(crate) fn name(&self, res: Res<'_, 'g>) -> String {
        self.name_of_path(&res.path())
    }

    pub(crate) fn name_of_path(&self, path: &str) -> String {
        let main = self.subject.graph.stacks.first().map_or("", |stack| &stack.name);
        match path.split_once('/') {
            Some((stack, rest)) if stack == main => rest.to_owned(),
            _ => path.to_owned(),
        }
    }

    /// What a shell replaces by the resource's identifier.
    pub(crate) fn look_up(&self, res: Res<'_, 'g>) -> String {
        match &self.addresses {
            None => format!("$(ref {} {})", res.stack().name, res.id()),
            Some(addresses) => {
                let address = addresses.resource(res.position()).unwrap_or_default();
                let known = IDENTIFIERS.iter().find(|(kind, _)| *kind == res.kind());
                let attribute = known.map_or("id", |(_, attribute)| attribute);
                match address.ends_with(']') {
                    true => format!("$(ref '{address}' {attribute})"),
                    false => format!("$(ref {address} {attribute})"),
                }
            }
        }
    }

    /// The output that holds a resource's reference or attribute, if there is one.
    pub(crate) fn output(&self, res: Res<'_, 'g>, attributes: &[&str]) -> Option<String> {
        let (stack, index) = res.position();
        let held = |value: &iac_core::Value| match value {
            iac_core::Value::Expr(expr) => match &**expr {
                iac_core::Expr::Ref(node) => node.index() == index && attributes.contains(&"Ref"),
                iac_core::Expr::GetAtt(node, of) => node.index() == index && attributes.contains(&&**of),
                _ => false,
            },
            _ => false,
        };
        let of = self.subject.graph.stacks.get(stack)?;
        let (id, _) = of.outputs.iter().find(|(_, output)| !output.internal && held(&output.value))?;
        Some(self.output_name(stack, id))
    }

    fn output_name(&self, stack: usize, id: &str) -> String {
        match self.addresses {
            Some(_) => output_name(self.subject.graph, stack, id),
            None => id.to_owned(),
        }
    }

    /// A thing: what every page says of it first.
    pub(crate) fn thing(&self, res: Res<'_, 'g>) -> Value {
        object!({
            "name": self.name(res),
            "path": res.path(),
            "stack": &*res.stack().name,
            "id": res.id(),
            "type": res.kind(),
            "region": res.stack().region.map(|region| region.code()),
            "address": self.addresses.as_ref().and_then(|addresses| addresses.resource(res.position())),
            "look_up": self.look_up(res),
        })
    }

    /// A thing with more fields.
    pub(crate) fn thing_with(&self, res: Res<'_, 'g>, more: Value) -> Value {
        let mut thing = self.thing(res);
        if let (Value::Object(thing), Value::Object(more)) = (&mut thing, more) {
            thing.extend(more);
        }
        thing
    }

    /// A value as a reader wants it: references by the names of what they lead to, what AWS fills in by a word.
    pub(crate) fn shown(&self, value: &Eval<'g>) -> String {
        match value {
            Eval::Ref(reference) => {
                let name = reference.target(self.world).map_or_else(|| "?".to_owned(), |res| self.name(res));
                match reference.attribute {
                    "Ref" | "Arn" | "GroupId" | "Name" | "RepositoryUri" => name,
                    attribute => format!("{name}.{attribute}"),
                }
            }
            Eval::List(items) => items.iter().map(|item| self.shown(item)).collect::<Vec<_>>().join(", "),
            Eval::Joined(parts) => parts.iter().map(|part| self.shown_within(part)).collect(),
            Eval::Unknown(name) => match &**name {
                "AWS::Partition" => "aws".to_owned(),
                "AWS::Region" => "REGION".to_owned(),
                "AWS::AccountId" => "ACCOUNT".to_owned(),
                "AWS::StackName" => "STACK".to_owned(),
                "AWS::URLSuffix" => "amazonaws.com".to_owned(),
                other => match other.strip_prefix("the parameter ") {
                    Some(parameter) => format!("the parameter {parameter}"),
                    None => "known when deployed".to_owned(),
                },
            },
            Eval::Secret => "a secret".to_owned(),
            Eval::Map(_) => "an object".to_owned(),
            known => known.text().map(std::borrow::Cow::into_owned).unwrap_or_default(),
        }
    }

    /// A part of a text: what is read there must not run into what stands beside it.
    fn shown_within(&self, part: &Eval<'g>) -> String {
        match part {
            Eval::Unknown(name) => match name.strip_prefix("the parameter ") {
                Some(parameter) => format!("<{parameter}>"),
                None if name.starts_with("AWS::") => self.shown(part),
                None => "…".to_owned(),
            },
            _ => self.shown(part),
        }
    }

    /// The parameters that a property of a resource is made of, by their stack and id.
    pub(crate) fn asked(&self, res: Res<'_, 'g>, value: &iac_core::Value) -> Vec<Value> {
        let mut found = Vec::new();
        value.for_each_expr(&mut |expr| {
            if let iac_core::Expr::Parameter(node) = expr
                && let Some((id, _)) = res.stack().parameters.get_index(node.index())
            {
                found.push(object!({"stack": &*res.stack().name, "id": id.as_str()}));
            }
        });
        found
    }

    /// A property as text; nothing where it is not set.
    pub(crate) fn text(&self, res: Res<'_, 'g>, path: &str) -> Option<String> {
        let value = res.get(path);
        (!value.is_absent()).then(|| self.shown(&value))
    }

    /// What becomes of the data when the resource is deleted.
    pub(crate) fn on_delete(&self, res: Res<'_, 'g>) -> &'static str {
        use iac_core::DeletionPolicy::{Delete, Retain, RetainExceptOnCreate, Snapshot};
        match res.deletion_policy() {
            Some(Retain | RetainExceptOnCreate) => "kept",
            Some(Snapshot) => "a final snapshot stays",
            Some(Delete) => "deleted with the stack",
            None => "the type's own default",
        }
    }
}
