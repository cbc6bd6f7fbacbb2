//! W1 "prod stack" as a plain serde_json tree, the tree that ../troposphere/w1.py writes too.
use serde_json::{Map, Value, json};

const CPU_TARGET: f64 = 70.0; // EDIT-ME

pub struct T(pub Map<String, Value>);
fn r(n: &str) -> Value {
    json!({ "Ref": n })
}
fn at(n: &str, a: &str) -> Value {
    json!({ "Fn::GetAtt": [n, a] })
}
fn join(v: Vec<Value>) -> Value {
    json!({ "Fn::Join": ["", v] })
}
fn name(n: &str) -> Value {
    json!([{ "Key": "Name", "Value": n }])
}
impl T {
    fn a(&mut self, n: &str, ty: &str, p: Value) -> &mut Map<String, Value> {
        let mut m = Map::new();
        m.insert("Properties".into(), p);
        m.insert("Type".into(), ty.into());
        self.0.insert(n.into(), Value::Object(m));
        self.0[n].as_object_mut().unwrap()
    }
}

pub fn build() -> Value {
    let mut t = T(Map::new());
    let azs = ["us-east-1a", "us-east-1b", "us-east-1c"];
    t.a("Vpc", "AWS::EC2::VPC", json!({"CidrBlock": "10.0.0.0/16", "EnableDnsHostnames": true, "EnableDnsSupport": true, "InstanceTenancy": "default", "Tags": name("prod/Vpc")}));
    t.a("Igw", "AWS::EC2::InternetGateway", json!({"Tags": name("prod/Vpc")}));
    t.a("IgwAtt", "AWS::EC2::VPCGatewayAttachment", json!({"VpcId": r("Vpc"), "InternetGatewayId": r("Igw")}));
    for (ti, tier) in ["Public", "App", "Db"].into_iter().enumerate() {
        for (a, az) in azs.iter().enumerate() {
            let n = format!("{tier}{a}");
            let tag = format!("prod/Vpc/{n}");
            let (s, rt) = (format!("Subnet{n}"), format!("Rt{n}"));
            t.a(&s, "AWS::EC2::Subnet", json!({"VpcId": r("Vpc"), "AvailabilityZone": az, "CidrBlock": format!("10.0.{}.0/24", ti * 3 + a), "MapPublicIpOnLaunch": tier == "Public", "Tags": name(&tag)}));
            t.a(&rt, "AWS::EC2::RouteTable", json!({"VpcId": r("Vpc"), "Tags": name(&tag)}));
            t.a(
                &format!("Rta{n}"),
                "AWS::EC2::SubnetRouteTableAssociation",
                json!({"SubnetId": r(&s), "RouteTableId": r(&rt)}),
            );
            if tier == "Public" {
                t.a(
                    &format!("R{n}"),
                    "AWS::EC2::Route",
                    json!({"RouteTableId": r(&rt), "DestinationCidrBlock": "0.0.0.0/0", "GatewayId": r("Igw")}),
                )
                .insert("DependsOn".into(), "IgwAtt".into());
            }
            if tier == "App" {
                let (eip, nat) = (format!("Eip{a}"), format!("Nat{a}"));
                t.a(&eip, "AWS::EC2::EIP", json!({"Domain": "vpc", "Tags": name(&tag)}));
                t.a(&nat, "AWS::EC2::NatGateway", json!({"AllocationId": at(&eip, "AllocationId"), "SubnetId": r(&format!("SubnetPublic{a}")), "Tags": name(&tag)}));
                t.a(
                    &format!("R{n}"),
                    "AWS::EC2::Route",
                    json!({"RouteTableId": r(&rt), "DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": r(&nat)}),
                );
            }
        }
    }
    let subs = |tier: &str| (0..3).map(|a| r(&format!("Subnet{tier}{a}"))).collect::<Vec<_>>();
    let out =
        json!([{"CidrIp": "0.0.0.0/0", "Description": "Allow all outbound traffic by default", "IpProtocol": "-1"}]);
    let web = [443, 80].map(|p| json!({"CidrIp": "0.0.0.0/0", "IpProtocol": "tcp", "FromPort": p, "ToPort": p}));
    t.a(
        "AlbSg",
        "AWS::EC2::SecurityGroup",
        json!({"VpcId": r("Vpc"), "GroupDescription": "AlbSg", "SecurityGroupEgress": out,
        "SecurityGroupIngress": web}),
    );
    for n in ["AppSg", "DbSg", "CacheSg"] {
        t.a(
            n,
            "AWS::EC2::SecurityGroup",
            json!({"VpcId": r("Vpc"), "GroupDescription": n, "SecurityGroupEgress": out}),
        );
    }
    for (n, src, port, why) in [
        ("AppSg", "AlbSg", 8080, "from alb"),
        ("DbSg", "AppSg", 5432, "from app"),
        ("CacheSg", "AppSg", 6379, "from app"),
    ] {
        t.a(&format!("{n}From"), "AWS::EC2::SecurityGroupIngress", json!({"GroupId": at(n, "GroupId"), "SourceSecurityGroupId": at(src, "GroupId"), "IpProtocol": "tcp", "FromPort": port, "ToPort": port, "Description": why}));
    }
    let m = t.a("Bucket", "AWS::S3::Bucket", json!({
        "BucketEncryption": {"ServerSideEncryptionConfiguration": [{"ServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]},
        "VersioningConfiguration": {"Status": "Enabled"},
        "PublicAccessBlockConfiguration": {"BlockPublicAcls": true, "BlockPublicPolicy": true, "IgnorePublicAcls": true, "RestrictPublicBuckets": true}}));
    m.insert("DeletionPolicy".into(), "Retain".into());
    m.insert("UpdateReplacePolicy".into(), "Retain".into());
    let barn = || vec![at("Bucket", "Arn"), join(vec![at("Bucket", "Arn"), "/*".into()])];
    t.a("BucketPolicy", "AWS::S3::BucketPolicy", json!({"Bucket": r("Bucket"), "PolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "s3:*", "Resource": barn(), "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}}));
    t.a("Repo", "AWS::ECR::Repository", json!({"ImageScanningConfiguration": {"ScanOnPush": true}, "LifecyclePolicy": {"LifecyclePolicyText": "{\"rules\":[{\"rulePriority\":1,\"selection\":{\"tagStatus\":\"any\",\"countType\":\"imageCountMoreThan\",\"countNumber\":20},\"action\":{\"type\":\"expire\"}}]}"}}));
    t.a("AppLogs", "AWS::Logs::LogGroup", json!({"LogGroupName": "/prod/app", "RetentionInDays": 30}));
    t.a("RedisLogs", "AWS::Logs::LogGroup", json!({"LogGroupName": "/prod/redis", "RetentionInDays": 30}));

    t.a("DbSubnets", "AWS::RDS::DBSubnetGroup", json!({"DBSubnetGroupDescription": "db", "SubnetIds": subs("Db")}));
    t.a("DbSecret", "AWS::SecretsManager::Secret", json!({"GenerateSecretString": {"GenerateStringKey": "password", "SecretStringTemplate": "{\"username\":\"app\"}", "PasswordLength": 30, "ExcludeCharacters": " %+~`#$&*()|[]{}:;<>?!'/@\"\\"}}));
    let dynref = |k: &str| {
        join(vec!["{{resolve:secretsmanager:".into(), r("DbSecret"), format!(":SecretString:{k}::}}}}").into()])
    };
    let m = t.a("Db", "AWS::RDS::DBInstance", json!({"Engine": "postgres", "EngineVersion": "16", "DBInstanceClass": "db.t4g.medium", "MultiAZ": true, "AllocatedStorage": "100", "StorageEncrypted": true, "StorageType": "gp2", "DBName": "app",
        "MasterUsername": dynref("username"), "MasterUserPassword": dynref("password"), "DBSubnetGroupName": r("DbSubnets"), "VPCSecurityGroups": [at("DbSg", "GroupId")],
        "BackupRetentionPeriod": 7, "DeletionProtection": true, "CopyTagsToSnapshot": true}));
    m.insert("DeletionPolicy".into(), "Snapshot".into());
    m.insert("UpdateReplacePolicy".into(), "Snapshot".into());
    t.a(
        "DbSecretAtt",
        "AWS::SecretsManager::SecretTargetAttachment",
        json!({"SecretId": r("DbSecret"), "TargetId": r("Db"), "TargetType": "AWS::RDS::DBInstance"}),
    );
    t.a("CacheSubnets", "AWS::ElastiCache::SubnetGroup", json!({"Description": "cache", "SubnetIds": subs("Db")}));
    t.a("Cache", "AWS::ElastiCache::ReplicationGroup", json!({"ReplicationGroupDescription": "prod redis", "Engine": "redis", "EngineVersion": "7.1", "CacheNodeType": "cache.t4g.small", "NumCacheClusters": 2, "AutomaticFailoverEnabled": true, "MultiAZEnabled": true, "AtRestEncryptionEnabled": true, "TransitEncryptionEnabled": true, "CacheSubnetGroupName": r("CacheSubnets"), "SecurityGroupIds": [at("CacheSg", "GroupId")],
        "LogDeliveryConfigurations": [{"DestinationType": "cloudwatch-logs", "LogFormat": "json", "LogType": "slow-log", "DestinationDetails": {"CloudWatchLogsDetails": {"LogGroup": r("RedisLogs")}}}]}));

    let assume = json!({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"}]});
    t.a("TaskRole", "AWS::IAM::Role", json!({"AssumeRolePolicyDocument": assume}));
    t.a("TaskPolicy", "AWS::IAM::Policy", json!({"PolicyName": "TaskPolicy", "Roles": [r("TaskRole")], "PolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:GetObject*", "s3:GetBucket*", "s3:List*", "s3:DeleteObject*", "s3:PutObject*", "s3:Abort*"], "Resource": barn()}]}}));
    t.a("ExecRole", "AWS::IAM::Role", json!({"AssumeRolePolicyDocument": assume}));
    t.a("ExecPolicy", "AWS::IAM::Policy", json!({"PolicyName": "ExecPolicy", "Roles": [r("ExecRole")], "PolicyDocument": {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": ["ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"], "Resource": at("Repo", "Arn")},
        {"Effect": "Allow", "Action": "ecr:GetAuthorizationToken", "Resource": "*"},
        {"Effect": "Allow", "Action": ["logs:CreateLogStream", "logs:PutLogEvents"], "Resource": at("AppLogs", "Arn")},
        {"Effect": "Allow", "Action": ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"], "Resource": r("DbSecret")}]}}));
    t.a(
        "Cluster",
        "AWS::ECS::Cluster",
        json!({"ClusterSettings": [{"Name": "containerInsights", "Value": "enabled"}]}),
    );
    t.a("Task", "AWS::ECS::TaskDefinition", json!({"Family": "prodApp", "Cpu": "1024", "Memory": "2048", "NetworkMode": "awsvpc", "RequiresCompatibilities": ["FARGATE"], "TaskRoleArn": at("TaskRole", "Arn"), "ExecutionRoleArn": at("ExecRole", "Arn"),
        "ContainerDefinitions": [{"Name": "app", "Essential": true, "Image": {"Fn::Sub": "${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/${Repo}:latest"},
            "PortMappings": [{"ContainerPort": 8080, "Protocol": "tcp"}],
            "Environment": [{"Name": "REDIS_HOST", "Value": at("Cache", "PrimaryEndPoint.Address")}, {"Name": "BUCKET", "Value": r("Bucket")}],
            "Secrets": [{"Name": "DB_SECRET", "ValueFrom": r("DbSecret")}],
            "LogConfiguration": {"LogDriver": "awslogs", "Options": {"awslogs-group": r("AppLogs"), "awslogs-region": "us-east-1", "awslogs-stream-prefix": "app"}}}]}));
    t.a("Alb", "AWS::ElasticLoadBalancingV2::LoadBalancer", json!({"Scheme": "internet-facing", "Type": "application", "SecurityGroups": [at("AlbSg", "GroupId")], "Subnets": subs("Public"), "LoadBalancerAttributes": [{"Key": "deletion_protection.enabled", "Value": "false"}]}));
    t.a(
        "Tg",
        "AWS::ElasticLoadBalancingV2::TargetGroup",
        json!({"Port": 8080, "Protocol": "HTTP", "TargetType": "ip", "VpcId": r("Vpc"), "HealthCheckPath": "/healthz"}),
    );
    t.a("Redirect", "AWS::ElasticLoadBalancingV2::Listener", json!({"LoadBalancerArn": r("Alb"), "Port": 80, "Protocol": "HTTP", "DefaultActions": [{"Type": "redirect", "RedirectConfig": {"Port": "443", "Protocol": "HTTPS", "StatusCode": "HTTP_301"}}]}));
    t.a("Https", "AWS::ElasticLoadBalancingV2::Listener", json!({"LoadBalancerArn": r("Alb"), "Port": 443, "Protocol": "HTTPS", "SslPolicy": "ELBSecurityPolicy-TLS13-1-2-2021-06", "Certificates": [{"CertificateArn": r("CertificateArn")}], "DefaultActions": [{"Type": "forward", "TargetGroupArn": r("Tg")}]}));
    t.a("Service", "AWS::ECS::Service", json!({"Cluster": r("Cluster"), "TaskDefinition": r("Task"), "DesiredCount": 2, "LaunchType": "FARGATE",
        "DeploymentConfiguration": {"MaximumPercent": 200, "MinimumHealthyPercent": 100, "DeploymentCircuitBreaker": {"Enable": true, "Rollback": true}},
        "NetworkConfiguration": {"AwsvpcConfiguration": {"AssignPublicIp": "DISABLED", "SecurityGroups": [at("AppSg", "GroupId")], "Subnets": subs("App")}},
        "LoadBalancers": [{"ContainerName": "app", "ContainerPort": 8080, "TargetGroupArn": r("Tg")}]})).insert("DependsOn".into(), json!(["Https", "TaskPolicy"]));
    t.a("Scaling", "AWS::ApplicationAutoScaling::ScalableTarget", json!({"MinCapacity": 2, "MaxCapacity": 10, "ResourceId": join(vec!["service/".into(), r("Cluster"), "/".into(), at("Service", "Name")]), "ScalableDimension": "ecs:service:DesiredCount", "ServiceNamespace": "ecs",
        "RoleARN": {"Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService"}}));
    t.a("Cpu", "AWS::ApplicationAutoScaling::ScalingPolicy", json!({"PolicyName": "cpu", "PolicyType": "TargetTrackingScaling", "ScalingTargetId": r("Scaling"), "TargetTrackingScalingPolicyConfiguration": {"TargetValue": CPU_TARGET, "PredefinedMetricSpecification": {"PredefinedMetricType": "ECSServiceAverageCPUUtilization"}}}));
    let mut alarm = |n: &str, ns: &str, metric: &str, dims: &[(&str, Value)], thr: f64, stat: &str| {
        t.a(n, "AWS::CloudWatch::Alarm", json!({"Namespace": ns, "MetricName": metric, "Dimensions": dims.iter().map(|(k, v)| json!({"Name": k, "Value": v})).collect::<Vec<_>>(), "Threshold": thr, "Statistic": stat, "Period": 300, "EvaluationPeriods": 3, "ComparisonOperator": "GreaterThanOrEqualToThreshold"}));
    };
    alarm(
        "CpuHigh",
        "AWS/ECS",
        "CPUUtilization",
        &[("ClusterName", r("Cluster")), ("ServiceName", at("Service", "Name"))],
        85.0,
        "Average",
    );
    alarm(
        "Alb5xx",
        "AWS/ApplicationELB",
        "HTTPCode_ELB_5XX_Count",
        &[("LoadBalancer", at("Alb", "LoadBalancerFullName"))],
        10.0,
        "Sum",
    );
    alarm("DbCpu", "AWS/RDS", "CPUUtilization", &[("DBInstanceIdentifier", r("Db"))], 80.0, "Average");
    alarm(
        "Unhealthy",
        "AWS/ApplicationELB",
        "UnHealthyHostCount",
        &[("LoadBalancer", at("Alb", "LoadBalancerFullName")), ("TargetGroup", at("Tg", "TargetGroupFullName"))],
        1.0,
        "Average",
    );
    json!({"Outputs": {"AlbDns": {"Value": at("Alb", "DNSName")}}, "Parameters": {"CertificateArn": {"Type": "String"}}, "Resources": Value::Object(t.0)})
}
