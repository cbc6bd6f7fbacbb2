use super::pattern::NO_RESOURCE;
use super::rights::Roles;
use iac_core::check::{Eval, Findings, Res, World};

iac_core::rule! {
    /// A container that meters its use may not do so.
    ///
    /// A product of the AWS Marketplace reports its use with `aws-marketplace:MeterUsage`, or registers it with
    /// `RegisterUsage` when it starts. It does so with the role of the task, not the execution role. Without the right the
    /// seller is not paid, and products end themselves when they may not register. The actions know no resources: only
    /// `Resource: "*"` permits them.
    ///
    /// See <https://docs.aws.amazon.com/marketplace/latest/userguide/container-metering-meterusage.html>.
    pub(crate) UNMETERED: "unmetered", Error, check
}

/// The registry of the Marketplace: <https://docs.aws.amazon.com/marketplace/latest/userguide/container-product-policies.html>.
const REGISTRY: &str = "709825985650.dkr.ecr.";
const ACTIONS: [&str; 3] =
    ["aws-marketplace:MeterUsage", "aws-marketplace:RegisterUsage", "aws-marketplace:BatchMeterUsage"];

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    let roles = Roles::of(world);
    for task in world.all("AWS::ECS::TaskDefinition") {
        let definitions = task.get("ContainerDefinitions");
        let Some(metered) = definitions.items().iter().find(|one| has_product(one) || is_listed(one)) else { continue };
        let given = task.get("TaskRoleArn");
        let role = roles.role(&given);
        let rights = match role {
            Some(role) => roles.rights(role),
            None if given.is_absent() => {
                found(findings, (task, metered), (task, "TaskRoleArn"), "the task has no role (`TaskRoleArn`)");
                continue;
            }
            None => {
                findings.assume(task, "the task role may meter: it is not of this template");
                continue;
            }
        };
        let others = ["license-manager:CheckoutLicense", "aws-marketplace:GetEntitlements"];
        let licensed = !has_product(metered) && others.iter().any(|action| rights.may(action, NO_RESOURCE));
        if let Some(role) = role.filter(|_| !licensed && !ACTIONS.iter().any(|action| rights.may(action, NO_RESOURCE)))
        {
            let why = format!("the task role {} has no `aws-marketplace:MeterUsage` on `*`", role.path());
            found(findings, (task, metered), (role, "Policies"), &why);
        }
    }
}

fn has_product(container: &Eval<'_>) -> bool {
    let is_product = |one: &Eval<'_>| one.at("Name").text().is_some_and(|name| name.ends_with("PRODUCT_CODE"));
    container.at("Environment").items().iter().any(is_product)
}

fn is_listed(container: &Eval<'_>) -> bool {
    container.at("Image").shown().starts_with(REGISTRY)
}

fn found<'g>(
    findings: &mut Findings<'_, 'g>,
    (task, container): (Res<'_, 'g>, &Eval<'g>),
    (at, property): (Res<'_, 'g>, &str),
    why: &str,
) {
    let message = format!(
        "`{}` of {} is metered by the Marketplace and may not be: {why}",
        container.at("Name").shown(),
        task.path()
    );
    let help = "let the role of the task `aws-marketplace:MeterUsage` or `aws-marketplace:RegisterUsage` on `*`";
    match has_product(container) {
        true => findings.between(at, property, message, help, &[(task, "the task that is metered")]),
        // An image of the Marketplace may be free of charge.
        false => findings.warning(at, property, message, help),
    }
}

#[cfg(test)]
mod tests {
    use super::UNMETERED as RULE;
    use crate::testing::{finds, silent};

    const TASK: &str = r#"
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {Version: 2012-10-17, Statement: []}
      Policies: [{PolicyName: p, PolicyDocument: {Version: 2012-10-17, Statement: [
        {Effect: Allow, Action: "aws-marketplace:MeterUsage", Resource: "*"}]}}]
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      TaskRoleArn: !GetAtt Role.Arn
      ContainerDefinitions: [{Name: proxy, Image: nginx}, {Name: app, Image: app, Environment: [{Name: PRODUCT_CODE, Value: a1}]}]
"#;

    #[test]
    fn it_meters() {
        silent(RULE, TASK);
        silent(RULE, &TASK.replace("MeterUsage", "RegisterUsage"));
        silent(RULE, &TASK.replace("aws-marketplace:MeterUsage", "aws-marketplace:*"));
        silent(RULE, &TASK.replace("!GetAtt Role.Arn", "!ImportValue role"));
        silent(RULE, &TASK.replace("MeterUsage", "Other").replace("PRODUCT_CODE", "COLOUR"));
        let attached = r#"Version: 2012-10-17, Statement: []}
      ManagedPolicyArns: ["arn:aws:iam::aws:policy/AWSMarketplaceMeteringFullAccess"]"#;
        silent(RULE, &TASK.replace("MeterUsage", "Other").replace("Version: 2012-10-17, Statement: []}", attached));
    }

    #[test]
    fn it_may_not() {
        let words = "`app` of template/Task is metered by the Marketplace and may not be";
        finds(RULE, &TASK.replace("aws-marketplace:MeterUsage", "s3:GetObject"), "Role", words);
        finds(RULE, &TASK.replace("Effect: Allow", "Effect: Deny"), "Role", words);
        finds(RULE, &TASK.replace(r#"Resource: "*""#, r#"Resource: "arn:aws:aws-marketplace:::a1""#), "Role", words);
        finds(RULE, &TASK.replace("      TaskRoleArn: !GetAtt Role.Arn\n", ""), "Task", "the task has no role");
        finds(RULE, &TASK.replace("TaskRoleArn", "ExecutionRoleArn"), "Task", "the task has no role");
        let image = TASK
            .replace("PRODUCT_CODE", "COLOUR")
            .replace("Image: app", "Image: 709825985650.dkr.ecr.us-east-1.amazonaws.com/a/b:1");
        silent(RULE, &image);
        finds(RULE, &image.replace("aws-marketplace:MeterUsage", "s3:GetObject"), "Role", words);
    }
}
