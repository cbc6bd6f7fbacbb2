use iac_core::check::{Eval, Findings, World};

iac_core::rule! {
    /// A role is given a policy of AWS that does not exist under that name.
    ///
    /// Those that are made for the role of a service stand below `service-role/`, most others below no path, and the path is
    /// a part of the name: IAM finds no other one. Policies below `aws-service-role/` are for roles that services make
    /// themselves, and are attached by nobody else.
    ///
    /// <https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html>
    pub(crate) MANAGED_POLICY: "managed-policy", Error, check
}

const OF_SERVICES: &[&str] = &[
    "AWSBackupServiceRolePolicyForBackup",
    "AWSBackupServiceRolePolicyForRestores",
    "AWSCodeDeployRole",
    "AWSGlueServiceRole",
    "AWSLambdaBasicExecutionRole",
    "AWSLambdaDynamoDBExecutionRole",
    "AWSLambdaENIManagementAccess",
    "AWSLambdaKinesisExecutionRole",
    "AWSLambdaMSKExecutionRole",
    "AWSLambdaRole",
    "AWSLambdaSQSQueueExecutionRole",
    "AWSLambdaVPCAccessExecutionRole",
    "AWS_ConfigRole",
    "AmazonAPIGatewayPushToCloudWatchLogs",
    "AmazonEC2ContainerServiceEventsRole",
    "AmazonEC2ContainerServiceRole",
    "AmazonEC2ContainerServiceforEC2Role",
    "AmazonEC2RoleforSSM",
    "AmazonECSTaskExecutionRolePolicy",
    "AmazonRDSEnhancedMonitoringRole",
];

const PLAIN: &[&str] = &[
    "AWSXRayDaemonWriteAccess",
    "AdministratorAccess",
    "AmazonDynamoDBFullAccess",
    "AmazonEC2ContainerRegistryPowerUser",
    "AmazonEC2ContainerRegistryReadOnly",
    "AmazonEKSClusterPolicy",
    "AmazonEKSFargatePodExecutionRolePolicy",
    "AmazonEKSWorkerNodePolicy",
    "AmazonEKS_CNI_Policy",
    "AmazonS3FullAccess",
    "AmazonS3ReadOnlyAccess",
    "AmazonSNSFullAccess",
    "AmazonSQSFullAccess",
    "AmazonSSMManagedInstanceCore",
    "AmazonSSMReadOnlyAccess",
    "CloudWatchAgentServerPolicy",
    "CloudWatchFullAccess",
    "CloudWatchLogsFullAccess",
    "PowerUserAccess",
    "ReadOnlyAccess",
    "SecretsManagerReadWrite",
    "SecurityAudit",
];

/// Long names that many templates have, of which no other policy's name is a slip of the pen.
const LONG: usize = 26;
const SLIPS: usize = 4;

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for kind in ["AWS::IAM::Role", "AWS::IAM::User", "AWS::IAM::Group"] {
        for res in world.all(kind) {
            for policy in res.get("ManagedPolicyArns").items() {
                if let Some((path, help)) = wrong(policy) {
                    let message = format!("AWS has no policy `{path}` that {} could have", res.path());
                    findings.at(res, "ManagedPolicyArns", message, help);
                }
            }
        }
    }
}

/// The path and name that no policy has, and what to do.
fn wrong(policy: &Eval<'_>) -> Option<(String, String)> {
    let known = match policy {
        Eval::Text(_) => true,
        // The partition may be left open.
        Eval::Joined(parts) => matches!(parts.last(), Some(Eval::Text(end)) if end.contains("iam::aws:policy/")),
        _ => false,
    };
    let shown = policy.shown();
    let (_, path) = shown.split_once(":iam::aws:policy/").filter(|_| known)?;
    let (before, name) = path.rsplit_once('/').unwrap_or(("", path));
    let instead = |path: &str| Some((path_of(before, name), format!("write `…:iam::aws:policy/{path}`")));
    if before == "aws-service-role" {
        return Some((path.to_owned(), "leave it out: the service makes its own role".to_owned()));
    }
    if OF_SERVICES.contains(&name) {
        return if before == "service-role" { None } else { instead(&format!("service-role/{name}")) };
    }
    if PLAIN.contains(&name) {
        return if before.is_empty() { None } else { instead(name) };
    }
    let is_like = |one: &str| {
        one.len() >= LONG
            && one.len().abs_diff(name.len()) <= SLIPS
            && !name.contains("ForS3")
            && distance(one, name) <= SLIPS
    };
    let like = OF_SERVICES.iter().find(|one| is_like(one))?;
    instead(&format!("service-role/{like}"))
}

fn path_of(before: &str, name: &str) -> String {
    if before.is_empty() { name.to_owned() } else { format!("{before}/{name}") }
}

/// How many letters must be changed, added or left out.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut before = std::mem::replace(&mut row[0], i + 1);
        for (j, to) in b.iter().enumerate() {
            let changed = before + usize::from(from != *to);
            before = row[j + 1];
            row[j + 1] = changed.min(before + 1).min(row[j] + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::MANAGED_POLICY;
    use crate::testing::{finds, silent};

    fn role(policy: &str) -> String {
        format!(
            "Resources:\n  R: {{Type: AWS::IAM::Role, Properties: {{AssumeRolePolicyDocument: {{}}, ManagedPolicyArns: [{policy}]}}}}\n"
        )
    }

    #[test]
    fn names_that_are_none() {
        for (policy, words) in [
            (
                "arn:aws:iam::aws:policy/AmazonECSTaskExecutionRolePolicy",
                "no policy `AmazonECSTaskExecutionRolePolicy`",
            ),
            (
                "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionPolicy",
                "no policy `service-role/AmazonECSTaskExecutionPolicy`",
            ),
            (
                "!Sub 'arn:${AWS::Partition}:iam::aws:policy/service-role/AmazonSSMManagedInstanceCore'",
                "no policy `service-role/",
            ),
            ("arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRoles", "BasicExecutionRoles`"),
            ("arn:aws:iam::aws:policy/aws-service-role/AmazonECSServiceRolePolicy", "no policy `aws-service-role/"),
        ] {
            finds(MANAGED_POLICY, &role(policy), "R", words);
        }
    }

    #[test]
    fn names_that_are() {
        for policy in [
            "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy",
            "!Sub 'arn:${AWS::Partition}:iam::aws:policy/AdministratorAccess'",
            "arn:aws:iam::aws:policy/AWSBackupServiceRolePolicyForS3Backup",
            "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess",
            "arn:aws:iam::123456789012:policy/AmazonECSTaskExecutionRolePolicy",
            "!ImportValue policy",
        ] {
            silent(MANAGED_POLICY, &role(policy));
        }
    }
}
