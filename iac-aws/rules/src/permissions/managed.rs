//! What AWS's own policies permit: <https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html>.

/// A policy of AWS: its name, what it permits and what not.
pub(crate) struct Managed {
    pub(crate) name: &'static str,
    pub(crate) actions: &'static [&'static str],
    pub(crate) except: &'static [&'static str],
}

const fn permits(name: &'static str, actions: &'static [&'static str]) -> Managed {
    Managed { name, actions, except: &[] }
}

const LOGS: &[&str] = &["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"];

/// Those that roles of applications have; any other is taken to permit what is needed.
const MANAGED: &[Managed] = &[
    permits("AdministratorAccess", &["*"]),
    Managed { name: "PowerUserAccess", actions: &["*"], except: &["iam:*", "organizations:*", "account:*"] },
    // It reads what is configured, not what is kept.
    Managed {
        name: "ReadOnlyAccess",
        actions: &["*:Get*", "*:List*", "*:Describe*", "*:BatchGet*", "*:Scan", "*:Query", "*:Search*", "*:View*"],
        except: &["secretsmanager:GetSecretValue", "kms:Decrypt", "sts:*"],
    },
    permits("SecurityAudit", &["*:Describe*", "*:List*", "*:GetBucket*", "iam:Get*", "*:GetPolicy*"]),
    permits(
        "AmazonECSTaskExecutionRolePolicy",
        &[
            "ecr:GetAuthorizationToken",
            "ecr:BatchCheckLayerAvailability",
            "ecr:GetDownloadUrlForLayer",
            "ecr:BatchGetImage",
            "logs:CreateLogStream",
            "logs:PutLogEvents",
        ],
    ),
    permits(
        "AmazonEC2ContainerRegistryReadOnly",
        &[
            "ecr:GetAuthorizationToken",
            "ecr:BatchCheck*",
            "ecr:Get*",
            "ecr:BatchGetImage",
            "ecr:Describe*",
            "ecr:List*",
        ],
    ),
    permits("AWSLambdaBasicExecutionRole", LOGS),
    permits(
        "AWSLambdaVPCAccessExecutionRole",
        &[
            "logs:CreateLogGroup",
            "logs:CreateLogStream",
            "logs:PutLogEvents",
            "ec2:CreateNetworkInterface",
            "ec2:DescribeNetworkInterfaces",
            "ec2:DescribeSubnets",
            "ec2:DeleteNetworkInterface",
            "ec2:AssignPrivateIpAddresses",
            "ec2:UnassignPrivateIpAddresses",
        ],
    ),
    permits(
        "AWSLambdaSQSQueueExecutionRole",
        &[
            "sqs:ReceiveMessage",
            "sqs:DeleteMessage",
            "sqs:GetQueueAttributes",
            "logs:CreateLogGroup",
            "logs:CreateLogStream",
            "logs:PutLogEvents",
        ],
    ),
    permits(
        "AWSLambdaKinesisExecutionRole",
        &[
            "kinesis:DescribeStream",
            "kinesis:DescribeStreamSummary",
            "kinesis:GetRecords",
            "kinesis:GetShardIterator",
            "kinesis:ListShards",
            "kinesis:ListStreams",
            "kinesis:SubscribeToShard",
            "logs:CreateLogGroup",
            "logs:CreateLogStream",
            "logs:PutLogEvents",
        ],
    ),
    permits(
        "AWSLambdaDynamoDBExecutionRole",
        &[
            "dynamodb:DescribeStream",
            "dynamodb:GetRecords",
            "dynamodb:GetShardIterator",
            "dynamodb:ListStreams",
            "logs:CreateLogGroup",
            "logs:CreateLogStream",
            "logs:PutLogEvents",
        ],
    ),
    permits(
        "AmazonRDSEnhancedMonitoringRole",
        &["logs:CreateLog*", "logs:PutLogEvents", "logs:PutRetentionPolicy", "logs:Describe*", "logs:GetLogEvents"],
    ),
    permits("CloudWatchLogsFullAccess", &["logs:*", "cloudwatch:GenerateQuery"]),
    permits(
        "AmazonS3ReadOnlyAccess",
        &["s3:Get*", "s3:List*", "s3:Describe*", "s3-object-lambda:Get*", "s3-object-lambda:List*"],
    ),
    permits("AmazonS3FullAccess", &["s3:*", "s3-object-lambda:*"]),
    permits("AmazonSQSFullAccess", &["sqs:*"]),
    permits(
        "AmazonDynamoDBReadOnlyAccess",
        &[
            "dynamodb:Get*",
            "dynamodb:BatchGet*",
            "dynamodb:List*",
            "dynamodb:Describe*",
            "dynamodb:Query",
            "dynamodb:Scan",
        ],
    ),
    permits("SecretsManagerReadWrite", &["secretsmanager:*", "kms:DescribeKey", "kms:ListAliases", "kms:ListKeys"]),
    permits("AmazonSSMReadOnlyAccess", &["ssm:Describe*", "ssm:Get*", "ssm:List*"]),
    permits(
        "AmazonSSMManagedInstanceCore",
        &["ssm:Describe*", "ssm:Get*", "ssm:List*", "ssm:Put*", "ssm:Update*", "ssmmessages:*", "ec2messages:*"],
    ),
    permits("AWSXRayDaemonWriteAccess", &["xray:Put*", "xray:Get*"]),
    permits(
        "CloudWatchAgentServerPolicy",
        &["cloudwatch:PutMetricData", "logs:*", "ec2:Describe*", "ssm:GetParameter", "xray:*"],
    ),
    permits("AWSMarketplaceMeteringFullAccess", &["aws-marketplace:MeterUsage"]),
    permits("AWSMarketplaceMeteringRegisterUsage", &["aws-marketplace:RegisterUsage"]),
    permits("AmazonEC2ContainerServiceEventsRole", &["ecs:RunTask", "iam:PassRole"]),
    permits(
        "CloudWatchReadOnlyAccess",
        &["cloudwatch:*Get*", "cloudwatch:List*", "cloudwatch:Describe*", "logs:Get*", "logs:Describe*"],
    ),
];

/// The policy of AWS that an ARN ends with.
pub(crate) fn managed(arn: &str) -> Option<&'static Managed> {
    let (before, path) = arn.split_once(":policy/")?;
    let name = path.rsplit('/').next()?;
    let ours = before.rsplit(':').next().is_some_and(|account| account == "aws");
    MANAGED.iter().find(|one| ours && one.name == name)
}

impl Managed {
    pub(crate) fn permits(&self, action: &str) -> bool {
        let covers = |patterns: &[&str]| patterns.iter().any(|pattern| super::pattern::covers(pattern, action));
        covers(self.actions) && !covers(self.except)
    }
}
