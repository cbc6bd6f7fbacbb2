use crate::containers::task::{SERVICE, containers, task_of};
use crate::permissions::arn::arn;
use crate::permissions::rights::Roles;
use crate::permissions::secret::secret;
use iac_core::check::{Eval, Findings, Res, World};
use std::collections::HashMap;

iac_core::rule! {
    /// A service keeps a secret that is changed behind its back.
    ///
    /// ECS reads secrets once, when a task starts. A secret with a rotation schedule, and the password of a database that
    /// RDS keeps (`ManageMasterUserPassword`, changed every seven days), has another value after its rotation: tasks that
    /// run then are locked out with their next connection, and stay so until something replaces them.
    ///
    /// Replace the tasks after each rotation (`ecs:UpdateService` with a new deployment, from a schedule of EventBridge
    /// Scheduler, a function or a state machine), let the program read the secret itself, or connect with the task's role
    /// instead of a password. It is a warning, because a program that ends when it is refused is started anew by ECS, with
    /// the new value.
    ///
    /// It is a warning: what restarts the tasks may stand in another template.
    ///
    /// Facts: <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html>,
    /// <https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html>.
    pub(crate) STALE_SECRET: "stale-secret", Warning, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    let rotated = rotated(world);
    if rotated.is_empty() {
        return;
    }
    let roles = Roles::of(world);
    for service in world.all(SERVICE) {
        let Some(task) = task_of(world, service) else { continue };
        let given = containers(task).into_iter().flatten().flat_map(|one| one.at("Secrets").items().to_vec());
        let stale: Vec<_> =
            given.filter_map(|one| Some((one.at("Name").shown(), source(world, &rotated, &one)?))).collect();
        let Some((_, (by, why))) = stale.first() else { continue };
        if restarted(world, &roles, service) {
            continue;
        }
        let names = stale.iter().map(|(name, _)| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let message = format!(
            "{} reads {names} when a task starts, and {why} of {} changes it later: a running task is refused until it is replaced",
            service.path(),
            by.path()
        );
        let help = "replace its tasks after each rotation, such as with a schedule that calls `ecs:UpdateService`, or let \
                    the program read the secret itself or connect with its role";
        findings.between(service, "TaskDefinition", message, help, &[(*by, "what changes the secret")]);
    }
}

type Rotated<'w, 'g> = HashMap<(usize, usize), (Res<'w, 'g>, &'static str)>;

/// Secrets of the template whose values change, with what changes them.
fn rotated<'w, 'g>(world: &'w World<'g>) -> Rotated<'w, 'g> {
    let mut found = Rotated::new();
    for kind in ["AWS::RDS::DBInstance", "AWS::RDS::DBCluster"] {
        let managed = world.all(kind).filter(|one| one.get("ManageMasterUserPassword").bool() == Some(true));
        found.extend(managed.map(|one| (one.key(), (one, "the managed password"))));
    }
    for rotation in world.all("AWS::SecretsManager::RotationSchedule") {
        if let Some(of) = secret(world, &rotation.get("SecretId")).and_then(|secret| secret.res) {
            found.insert(of.key(), (rotation, "the rotation"));
        }
    }
    found
}

fn source<'a, 'w, 'g>(
    world: &'w World<'g>,
    rotated: &'a Rotated<'w, 'g>,
    given: &Eval<'g>,
) -> Option<&'a (Res<'w, 'g>, &'static str)> {
    rotated.get(&secret(world, given.at("ValueFrom"))?.res?.key())
}

/// Whether a role that a service of AWS takes on may update the service: what works with it is not known, and may do
/// it at the right time. A person's or a pipeline's role deploys when somebody wants it.
fn restarted<'g>(world: &World<'g>, roles: &Roles<'_, 'g>, service: Res<'_, 'g>) -> bool {
    const WORKERS: [&str; 5] = [
        "scheduler.amazonaws.com",
        "lambda.amazonaws.com",
        "states.amazonaws.com",
        "ssm.amazonaws.com",
        "events.amazonaws.com",
    ];
    let works = |role: &Res<'_, 'g>| {
        let trust = role.get("AssumeRolePolicyDocument");
        let statement = trust.at("Statement");
        let all = if statement.items().is_empty() { std::slice::from_ref(statement) } else { statement.items() };
        all.iter().any(|one| {
            let principal = one.at("Principal.Service");
            let named = std::iter::once(principal).chain(principal.items());
            named.filter_map(Eval::text).any(|name| WORKERS.contains(&&*name))
        })
    };
    let target = arn(world, service);
    world.all("AWS::IAM::Role").filter(works).any(|role| roles.rights(role).may("ecs:UpdateService", &target))
}

#[cfg(test)]
mod tests {
    use super::STALE_SECRET as RULE;
    use crate::testing::{finds, silent};

    const APP: &str = r#"
Resources:
  Database: {Type: AWS::RDS::DBInstance, Properties: {ManageMasterUserPassword: true}}
  Secret: {Type: AWS::SecretsManager::Secret}
  Other: {Type: AWS::SecretsManager::Secret}
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions: [{Name: app, Image: a, Secrets: [{Name: PASSWORD, ValueFrom: FROM}]}]
  App: {Type: AWS::ECS::Service, Properties: {TaskDefinition: !Ref Task}}
"#;
    const MANAGED: &str = "!Sub \"${Database.MasterUserSecret.SecretArn}:password::\"";
    const ROTATION: &str = "  Rotation: {Type: AWS::SecretsManager::RotationSchedule, Properties: {SecretId: !Ref Secret, \
                            RotationRules: {AutomaticallyAfterDays: 30}}}\n";

    fn role(service: &str, action: &str, resource: &str) -> String {
        format!(
            "  Role: {{Type: AWS::IAM::Role, Properties: {{AssumeRolePolicyDocument: {{Statement: [{{Effect: Allow, Action: \
             'sts:AssumeRole', Principal: {{Service: {service}}}}}]}}, Policies: [{{PolicyName: p, PolicyDocument: {{Version: \
             2012-10-17, Statement: [{{Effect: Allow, Action: '{action}', Resource: {resource}}}]}}}}]}}}}\n"
        )
    }

    #[test]
    fn nothing_restarts_it() {
        let managed = APP.replace("FROM", MANAGED);
        let words =
            "reads `PASSWORD` when a task starts, and the managed password of template/Database changes it later";
        finds(RULE, &managed, "App", words);
        finds(RULE, &APP.replace("FROM", "!GetAtt Database.MasterUserSecret.SecretArn"), "App", words);
        let rotated = APP.replace("FROM", "!Ref Secret") + ROTATION;
        finds(RULE, &rotated, "App", "the rotation of template/Rotation changes it later");
        finds(RULE, &(APP.replace("FROM", "!Sub \"${Secret}:password::\"") + ROTATION), "App", "`PASSWORD`");
        let reader = role("scheduler.amazonaws.com", "ecs:RunTask", "'*'");
        finds(RULE, &(managed.clone() + &reader), "App", words);
        finds(RULE, &(managed + &role("ec2.amazonaws.com", "ecs:UpdateService", "'*'")), "App", words);
    }

    #[test]
    fn it_knows_what_is_current() {
        let managed = APP.replace("FROM", MANAGED);
        for service in ["scheduler.amazonaws.com", "[ec2.amazonaws.com, lambda.amazonaws.com]"] {
            silent(RULE, &(managed.clone() + &role(service, "ecs:UpdateService", "!Ref App")));
            silent(RULE, &(managed.clone() + &role(service, "ecs:*", "'*'")));
        }
        silent(RULE, &APP.replace("FROM", "!Ref Secret"));
        silent(RULE, &(APP.replace("FROM", "!Ref Other") + ROTATION));
        silent(RULE, &managed.replace("ManageMasterUserPassword: true", "ManageMasterUserPassword: false"));
        silent(RULE, &APP.replace("FROM", "/parameters/password"));
        silent(RULE, &APP.replace("FROM", "!ImportValue secret"));
        // Tasks that are started anew each time read it anew.
        silent(
            RULE,
            &managed.replace("  App: {Type: AWS::ECS::Service, Properties: {TaskDefinition: !Ref Task}}\n", ""),
        );
    }
}
