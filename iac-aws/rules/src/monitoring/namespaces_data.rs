//! The tables of [`super::metrics`]: what stores, queues and starts.

use super::metrics::Namespace;

const DATABASE: &[&str] = &[
    "DBInstanceIdentifier",
    "DBClusterIdentifier",
    "DBClusterIdentifier Role",
    "DatabaseClass",
    "EngineName",
    "SourceRegion",
    "DBClusterIdentifier EngineName",
    "",
];
const CACHE: &[&str] = &["CacheClusterId", "CacheClusterId CacheNodeId", "ReplicationGroupId", "clusterId", ""];
const TABLE: &[&str] = &["TableName", "GlobalSecondaryIndexName TableName"];
const OPERATION: &[&str] = &["Operation TableName"];
const BUCKET: &[&str] = &["BucketName FilterId"];
const EVENT_RULE: &[&str] = &["RuleName", "EventBusName RuleName", "EventBusName", ""];
const TOPIC: &[&str] = &["TopicName", "Application Platform", "Country SMSType", "SMSType", "Country", ""];

pub(super) const ALL: &[Namespace] = &[
    Namespace {
        name: "AWS/RDS",
        open: true,
        families: &[(
            "BinLogDiskUsage BurstBalance CheckpointLag ConnectionAttempts CPUUtilization CPUCreditUsage CPUCreditBalance \
             CPUSurplusCreditBalance CPUSurplusCreditsCharged DatabaseConnections DiskQueueDepth EBSByteBalance% EBSIOBalance% \
             FailedSQLServerAgentJobsCount FreeableMemory FreeLocalStorage FreeStorageSpace MaximumUsedTransactionIDs \
             NetworkReceiveThroughput NetworkTransmitThroughput OldestReplicationSlotLag ReadIOPS ReadLatency ReadThroughput \
             ReplicaLag ReplicationSlotDiskUsage SwapUsage TransactionLogsDiskUsage TransactionLogsGeneration WriteIOPS \
             WriteLatency WriteThroughput AuroraReplicaLag AuroraReplicaLagMaximum AuroraReplicaLagMinimum VolumeBytesUsed \
             VolumeReadIOPs VolumeWriteIOPs Deadlocks ServerlessDatabaseCapacity ACUUtilization BufferCacheHitRatio \
             CommitLatency CommitThroughput EngineUptime NetworkThroughput BackupRetentionPeriodStorageUsed DBLoad DBLoadCPU \
             DBLoadNonCPU InsertLatency InsertThroughput UpdateLatency UpdateThroughput DeleteLatency DeleteThroughput DMLLatency \
             DMLThroughput DDLLatency DDLThroughput ActiveTransactions BlockedTransactions LoginFailures AbortedClients \
             StorageNetworkReceiveThroughput StorageNetworkTransmitThroughput StorageNetworkThroughput \
             ReadIOPSLogVolume WriteIOPSLogVolume ReadLatencyLogVolume WriteLatencyLogVolume SnapshotStorageUsed TotalBackupStorageBilled Queries SelectLatency SelectThroughput",
            DATABASE,
        )],
    },
    Namespace {
        name: "AWS/ElastiCache",
        open: true,
        families: &[(
            "CPUUtilization EngineCPUUtilization CPUCreditUsage CPUCreditBalance FreeableMemory NetworkBytesIn NetworkBytesOut \
             NetworkPacketsIn NetworkPacketsOut NetworkBandwidthInAllowanceExceeded NetworkBandwidthOutAllowanceExceeded \
             SwapUsage ActiveDefragHits AuthenticationFailures BytesUsedForCache BytesReadFromDisk BytesWrittenToDisk CacheHits \
             CacheMisses CacheHitRate CommandAuthorizationFailures CurrConnections CurrItems CurrVolatileItems \
             DatabaseCapacityUsagePercentage DatabaseMemoryUsagePercentage DB0AverageTTL EngineUptime Evictions IsMaster \
             GlobalDatastoreReplicationLag KeyAuthorizationFailures KeysTracked MasterLinkHealthStatus MemoryFragmentationRatio \
             NewConnections NumItemsReadFromDisk NumItemsWrittenToDisk Reclaimed ReplicationBytes ReplicationLag SaveInProgress \
             TrafficManagementActive StringBasedCmds StringBasedCmdsLatency \
             HashBasedCmds HashBasedCmdsLatency KeyBasedCmds KeyBasedCmdsLatency ListBasedCmds ListBasedCmdsLatency SetBasedCmds \
             SetBasedCmdsLatency SortedSetBasedCmds SortedSetBasedCmdsLatency StreamBasedCmds StreamBasedCmdsLatency EvalBasedCmds \
             EvalBasedCmdsLatency GetTypeCmdsLatency SetTypeCmdsLatency NetworkConntrackAllowanceExceeded \
             NetworkPacketsPerSecondAllowanceExceeded NetworkMaxBytesIn NetworkMaxBytesOut SetTypeCmds GetTypeCmds SuccessfulReadRequestLatency \
             SuccessfulWriteRequestLatency UnusedMemory ThrottledCmds ElastiCacheProcessingUnits TotalCmdsCount",
            CACHE,
        )],
    },
    Namespace {
        name: "AWS/SQS",
        open: false,
        families: &[(
            "ApproximateAgeOfOldestMessage ApproximateNumberOfMessagesDelayed ApproximateNumberOfMessagesNotVisible \
             ApproximateNumberOfMessagesVisible NumberOfEmptyReceives NumberOfMessagesDeleted NumberOfMessagesReceived \
             NumberOfMessagesSent SentMessageSize ApproximateNumberOfGroupsWithInflightMessages NumberOfDeduplicatedSentMessages \
             ApproximateNumberOfNoisyGroups",
            &["QueueName"],
        )],
    },
    Namespace {
        name: "AWS/SNS",
        open: true,
        families: &[(
            "NumberOfMessagesPublished NumberOfNotificationsDelivered NumberOfNotificationsFailed \
             NumberOfNotificationsFilteredOut NumberOfNotificationsFilteredOut-InvalidAttributes \
             NumberOfNotificationsFilteredOut-NoMessageAttributes NumberOfNotificationsRedrivenToDlq \
             NumberOfNotificationsFailedToRedriveToDlq PublishSize SMSMonthToDateSpentUSD SMSSuccessRate",
            TOPIC,
        )],
    },
    Namespace {
        name: "AWS/S3",
        open: true,
        families: &[
            ("BucketSizeBytes NumberOfObjects", &["BucketName StorageType"]),
            (
                "AllRequests GetRequests PutRequests DeleteRequests HeadRequests PostRequests SelectRequests ListRequests \
                 BytesDownloaded BytesUploaded 4xxErrors 5xxErrors FirstByteLatency TotalRequestLatency",
                BUCKET,
            ),
        ],
    },
    Namespace {
        name: "AWS/DynamoDB",
        open: true,
        families: &[
            (
                "ConsumedReadCapacityUnits ConsumedWriteCapacityUnits ProvisionedReadCapacityUnits \
                 ProvisionedWriteCapacityUnits ReadThrottleEvents WriteThrottleEvents OnlineIndexPercentageProgress",
                TABLE,
            ),
            ("SuccessfulRequestLatency ReturnedItemCount", OPERATION),
            ("ThrottledRequests SystemErrors", &["Operation TableName", "TableName"]),
            ("UserErrors AccountMaxReads AccountMaxWrites", &["", "TableName"]),
            ("ConditionalCheckFailedRequests TransactionConflict TimeToLiveDeletedItemCount", &["TableName"]),
        ],
    },
    Namespace {
        name: "AWS/Events",
        open: true,
        families: &[(
            "DeadLetterInvocations FailedInvocations Invocations InvocationsFailedToBeSentToDlq InvocationsSentToDlq \
             MatchedEvents ThrottledRules TriggeredRules RetryInvocationAttempts SuccessfulInvocationAttempts",
            EVENT_RULE,
        )],
    },
    Namespace {
        name: "AWS/Logs",
        open: true,
        families: &[(
            "IncomingBytes IncomingLogEvents ForwardedBytes ForwardedLogEvents DeliveryErrors DeliveryThrottling \
             EMFParsingErrors EMFValidationErrors ErrorCount ThrottleCount CallCount",
            &[],
        )],
    },
    Namespace {
        name: "AWS/States",
        open: true,
        families: &[(
            "ExecutionsStarted ExecutionsSucceeded ExecutionsFailed ExecutionsAborted ExecutionsTimedOut ExecutionThrottled \
             ExecutionTime",
            &["StateMachineArn", "Alias StateMachineArn", "StateMachineArn Version"],
        )],
    },
    Namespace {
        name: "AWS/Scheduler",
        open: true,
        families: &[(
            "InvocationAttemptCount TargetErrorCount TargetErrorThrottledCount InvocationThrottleCount InvocationDroppedCount \
             InvocationsSentToDeadLetterCount InvocationsFailedToBeSentToDeadLetterCount",
            &["", "ScheduleGroup"],
        )],
    },
];
