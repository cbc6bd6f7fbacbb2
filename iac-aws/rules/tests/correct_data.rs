//! A correct system with databases, caches, alarms and schedules, by way of parameters and conditions: nothing is wrong.
#![cfg(test)]

use iac_aws_rules::RULES;
use iac_core::check::check;
use iac_core::{FileName, Severity, read};

const TEMPLATE: &str = r#"
Parameters:
  Stage: {Type: String, Default: dev, AllowedValues: [dev, prod]}
  Zone: {Type: 'AWS::Route53::HostedZone::Id'}
  Mail: {Type: String, Default: ''}
  Days: {Type: Number, Default: 30, AllowedValues: [7, 30, 365]}
  DbPassword: {Type: String, NoEcho: true, MinLength: 8}
  SnapshotId: {Type: String, Default: ''}
  ApiSecretArn: {Type: String, Default: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:api-AbCdEf'}
Mappings:
  Sizes:
    dev: {Class: db.t4g.micro, Storage: 20, Nodes: 1, Failover: false}
    prod: {Class: db.r7g.large, Storage: 400, Nodes: 3, Failover: true}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  HasMail: !Not [!Equals [!Ref Mail, '']]
  Restores: !Not [!Equals [!Ref SnapshotId, '']]
Resources:
  Key:
    Type: AWS::KMS::Key
    DeletionPolicy: Retain
    UpdateReplacePolicy: Retain
    Properties:
      EnableKeyRotation: true
      KeyPolicy:
        Version: '2012-10-17'
        Statement:
        - {Effect: Allow, Principal: {AWS: !Sub 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root'}, Action: 'kms:*', Resource: '*'}
  Secret:
    Type: AWS::SecretsManager::Secret
    Properties: {KmsKeyId: !Ref Key, GenerateSecretString: {SecretStringTemplate: '{"username":"app"}', GenerateStringKey: password}}
  Attachment:
    Type: AWS::SecretsManager::SecretTargetAttachment
    Properties: {SecretId: !Ref Secret, TargetId: !Ref Database, TargetType: AWS::RDS::DBInstance}
  Group: {Type: AWS::RDS::DBParameterGroup, Properties: {Family: postgres16, Description: app}}
  Database:
    Type: AWS::RDS::DBInstance
    DeletionPolicy: Snapshot
    UpdateReplacePolicy: Snapshot
    Properties:
      Engine: postgres
      EngineVersion: '16.4'
      DBParameterGroupName: !Ref Group
      DBInstanceClass: !FindInMap [Sizes, !Ref Stage, Class]
      DBSnapshotIdentifier: !If [Restores, !Ref SnapshotId, !Ref 'AWS::NoValue']
      AllocatedStorage: !FindInMap [Sizes, !Ref Stage, Storage]
      MaxAllocatedStorage: 1000
      StorageType: gp3
      Iops: !If [IsProd, 12000, !Ref 'AWS::NoValue']
      StorageEncrypted: true
      KmsKeyId: !GetAtt Key.Arn
      MasterUsername: !If [Restores, !Ref 'AWS::NoValue', !Sub '{{resolve:secretsmanager:${Secret}:SecretString:username}}']
      MasterUserPassword: !Sub '{{resolve:secretsmanager:${Secret}:SecretString:password}}'
      PreferredBackupWindow: 02:00-03:00
      PreferredMaintenanceWindow: sun:03:00-sun:04:00
  Cache:
    Type: AWS::ElastiCache::ReplicationGroup
    Properties:
      ReplicationGroupDescription: app
      CacheNodeType: cache.t4g.small
      NumCacheClusters: !FindInMap [Sizes, !Ref Stage, Nodes]
      AutomaticFailoverEnabled: !FindInMap [Sizes, !Ref Stage, Failover]
      MultiAZEnabled: !FindInMap [Sizes, !Ref Stage, Failover]
      AtRestEncryptionEnabled: true
      TransitEncryptionEnabled: true
      AuthToken: !Ref DbPassword
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ExecutionRoleArn: !ImportValue execution-role
      ContainerDefinitions:
      - Name: app
        Image: public.ecr.aws/nginx/nginx:1.27
        Memory: 512
        Environment: [{Name: DB_HOST, Value: !GetAtt Database.Endpoint.Address}, {Name: API_SECRET, Value: !Ref ApiSecretArn},
          {Name: CACHE_URL, Value: !Sub 'rediss://${Cache.PrimaryEndPoint.Address}:6379'}, {Name: TOKEN_TTL, Value: '3600'}]
        Secrets: [{Name: DB_PASSWORD, ValueFrom: !Sub '${Secret}:password::'}, {Name: DB_PORT, ValueFrom: !Sub '${Attachment}:port::'},
          {Name: API_KEY, ValueFrom: !Ref ApiSecretArn}]
  Files:
    Type: AWS::S3::Bucket
    Properties: {VersioningConfiguration: {Status: Enabled}, LifecycleConfiguration: {Rules: [{Status: Enabled,
      NoncurrentVersionExpiration: {NoncurrentDays: 30}, Transitions: [{StorageClass: INTELLIGENT_TIERING, TransitionInDays: 0}]}]}}
  Sessions:
    Type: AWS::DynamoDB::Table
    Properties: {BillingMode: PAY_PER_REQUEST, AttributeDefinitions: [{AttributeName: id, AttributeType: S}, {AttributeName: user,
      AttributeType: S}], KeySchema: [{AttributeName: id, KeyType: HASH}], GlobalSecondaryIndexes: [{IndexName: user, KeySchema:
      [{AttributeName: user, KeyType: HASH}], Projection: {ProjectionType: KEYS_ONLY}}]}
  Topic: {Type: AWS::SNS::Topic}
  TopicPolicy: {Type: AWS::SNS::TopicPolicy, Properties: {Topics: [!Ref Topic], PolicyDocument: {Statement: [{Effect: Allow,
    Principal: {Service: [events.amazonaws.com, cloudwatch.amazonaws.com]}, Action: 'sns:Publish', Resource: !Ref Topic}]}}}
  Subscription: {Type: AWS::SNS::Subscription, Condition: HasMail, Properties: {TopicArn: !Ref Topic, Protocol: email, Endpoint: !Ref Mail}}
  Logs: {Type: AWS::Logs::LogGroup, Properties: {RetentionInDays: !Ref Days, LogGroupName: !Sub '/app/${Stage}'}}
  Errors: {Type: AWS::Logs::MetricFilter, Properties: {LogGroupName: !Ref Logs, FilterPattern: '{ ($.level = "error") || ($.status >= 500) }',
    MetricTransformations: [{MetricName: Errors, MetricNamespace: !Sub 'App/${Stage}', MetricValue: '1'}]}}
  ErrorAlarm: {Type: AWS::CloudWatch::Alarm, Properties: {Namespace: !Sub 'App/${Stage}', MetricName: Errors, Statistic: Sum, Period: 300,
    EvaluationPeriods: 1, Threshold: 1, ComparisonOperator: GreaterThanOrEqualToThreshold, AlarmActions: [!Ref Topic]}}
  Cpu: {Type: AWS::CloudWatch::Alarm, Properties: {Namespace: AWS/RDS, MetricName: CPUUtilization, Statistic: Average, Period: 60,
    EvaluationPeriods: 5, DatapointsToAlarm: 3, Threshold: 80, ComparisonOperator: GreaterThanThreshold, AlarmActions: [!Ref Topic],
    Dimensions: [{Name: DBInstanceIdentifier, Value: !Ref Database}]}}
  Mailbox: {Type: AWS::CloudWatch::Alarm, Properties: {Namespace: AWS/SES, MetricName: Reputation.BounceRate, Statistic: Average,
    Period: 3600, EvaluationPeriods: 1, Threshold: 0.05, ComparisonOperator: GreaterThanThreshold, AlarmActions: [!Ref Topic]}}
  Nightly: {Type: AWS::Events::Rule, Properties: {ScheduleExpression: !If [IsProd, 'cron(0 3 * * ? *)', 'rate(1 day)'],
    Targets: [{Id: topic, Arn: !Ref Topic}]}}
  Certificate: {Type: AWS::CertificateManager::Certificate, Properties: {DomainName: app.example.com, ValidationMethod: DNS,
    DomainValidationOptions: [{DomainName: app.example.com, HostedZoneId: !Ref Zone}]}}
  Verification: {Type: AWS::Route53::RecordSet, Properties: {HostedZoneId: !Ref Zone, Name: _a.app.example.com, Type: TXT, TTL: 300,
    ResourceRecords: ['"token=abcdef"']}}
"#;

#[test]
fn nothing_is_wrong() {
    let (graph, findings) = read::template(FileName::of(&"correct.yaml"), TEMPLATE.as_bytes());
    assert!(findings.is_empty(), "{findings:?}");
    let report = check(&graph.unwrap(), RULES);
    let errors: Vec<String> =
        report.findings.iter().filter(|one| one.severity == Severity::Error).map(ToString::to_string).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
    assert!(report.choices > 1, "the stages are tried");
}
