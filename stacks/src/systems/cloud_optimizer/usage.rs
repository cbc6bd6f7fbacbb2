//! What a buyer reads at AWS Marketplace. AWS wants certain things to be said there, in ASCII and 4,000 characters.
//! Source: <https://docs.aws.amazon.com/marketplace/latest/userguide/container-product-policies.html>

use super::Listing;
use super::trial::COST;

pub(super) fn instructions(listing: &Listing) -> String {
    let image = listing.repository_uri();
    let tag = listing.tag();
    let registry = image.split('/').next().unwrap_or_default();
    let free: Vec<_> = Listing::FREE.iter().map(|(dimension, most)| format!("{most} {dimension}")).collect();
    format!(
        "DEPLOY
1. Subscribe to this product in the account that will run it.
2. In CloudFormation, choose Create stack and give the link \"One-click deployment\" as Amazon S3 URL, or run
   aws cloudformation create-stack --stack-name cloud-optimizer --template-url LINK --capabilities CAPABILITY_IAM
   --parameters ParameterKey=AllowedCidr,ParameterValue=203.0.113.0/24
   with the network that may open the application. All other parameters have defaults.
3. After 20 to 30 minutes open the output ApplicationURL.
The template runs {image}:{tag}.
To pull it yourself: aws ecr get-login-password --region us-east-1 | docker login --username AWS --password-stdin
{registry}, then docker pull.
Update: update the stack with the template of the new version. Remove: delete the stack.

NETWORK
A VPC 10.0.0.0/16 of its own in two zones. CloudFront (HTTPS) reaches an internal balancer through a VPC origin; AWS WAF
on it admits the network AllowedCidr. The task has a public address for outgoing traffic; only the balancer reaches it.
The database has no way to the internet.

DATA AND ENCRYPTION
Questions, documents and results are in Amazon RDS for PostgreSQL, encrypted with the AWS managed key aws/rds, backed up
for seven days; connections use TLS. Logs are in Amazon CloudWatch Logs, encrypted by AWS, for 30 days. The database's
password is generated and kept in AWS Secrets Manager (output DatabaseSecretArn), encrypted with aws/secretsmanager. No
other secret or key exists. Usage is reported to AWS Marketplace; the seller gets nothing else.
Deleting the stack deletes the data, unless KeepDatabaseBackups is true: then backups stay for seven days.

ROTATE THE PASSWORD
1. Put a new value of the field password into the secret. 2. aws rds modify-db-instance --master-user-password with the
same value and --apply-immediately. 3. aws ecs update-service --force-new-deployment.

ROLES
Task role: aws-marketplace:MeterUsage to report usage; the AWS managed policy SecurityAudit (read only) to scan the
account, where ScanThisAccount is true. Execution role: pull the image, read the secret, write the log. No user and no
access key is created.

HEALTH
The balancer asks /health. CloudWatch alarms (health, errors, slow chats, database, metering) tell the address AlarmEmail.
Logs: output LogGroupName.

METERING AND TRIAL
Usage is reported hourly. The first {days} days are free up to {free}.

COST AND LIMITS
Besides the product: about {COST} USD a month in us-east-1 with the defaults, without traffic. Needs room for one VPC, one
CloudFront distribution with a VPC origin and 1 to 4 vCPUs of Fargate, and security groups of 60 rules.
",
        days = Listing::FREE_DAYS,
        free = free.join(", "),
    )
}
