//! The tables of [`super::metrics`].

use super::metrics::Namespace;

const BALANCER: &[&str] = &["LoadBalancer", "AvailabilityZone LoadBalancer"];
const BALANCER_AND_TARGETS: &[&str] = &[
    "LoadBalancer",
    "AvailabilityZone LoadBalancer",
    "LoadBalancer TargetGroup",
    "AvailabilityZone LoadBalancer TargetGroup",
];
const TARGETS: &[&str] = &["LoadBalancer TargetGroup", "AvailabilityZone LoadBalancer TargetGroup"];
const SERVICE: &[&str] = &["ClusterName ServiceName", "ClusterName"];
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
const FUNCTION: &[&str] = &["FunctionName", "FunctionName Resource", "ExecutedVersion FunctionName Resource", ""];
const INSTANCE: &[&str] = &["InstanceId", "AutoScalingGroupName", "ImageId", "InstanceType", ""];
const API: &[&str] = &[
    "ApiName",
    "ApiName Stage",
    "ApiName Method Resource Stage",
    "ApiId",
    "ApiId Stage",
    "ApiId Method Resource Stage",
    "ApiId Route Stage",
];
const TABLE: &[&str] = &["TableName", "GlobalSecondaryIndexName TableName"];
const OPERATION: &[&str] = &["Operation TableName"];
const BUCKET: &[&str] = &["BucketName FilterId"];
const EVENT_RULE: &[&str] = &["RuleName", "EventBusName RuleName", "EventBusName", ""];
const TOPIC: &[&str] = &["TopicName", "Application Platform", "Country SMSType", "SMSType", "Country", ""];

pub(super) const ALL: &[Namespace] = &[
    Namespace {
        name: "AWS/ApplicationELB",
        open: false,
        families: &[
            (
                "ActiveConnectionCount ClientTLSNegotiationErrorCount ConsumedLCUs DesyncMitigationMode_NonCompliant_Request_Count \
                 DroppedInvalidHeaderRequestCount ForwardedInvalidHeaderRequestCount GrpcRequestCount HTTP_Fixed_Response_Count \
                 HTTP_Redirect_Count HTTP_Redirect_Url_Limit_Exceeded_Count HTTPCode_ELB_3XX_Count HTTPCode_ELB_4XX_Count \
                 HTTPCode_ELB_5XX_Count HTTPCode_ELB_500_Count HTTPCode_ELB_502_Count HTTPCode_ELB_503_Count \
                 HTTPCode_ELB_504_Count IPv6ProcessedBytes IPv6RequestCount NewConnectionCount NonStickyRequestCount \
                 PeakLCUs ProcessedBytes RejectedConnectionCount RuleEvaluations ELBAuthError ELBAuthFailure ELBAuthLatency \
                 ELBAuthRefreshTokenSuccess ELBAuthSuccess ELBAuthUserClaimsSizeExceeded LowReputationPacketsDropped \
                 LowReputationRequestsDenied",
                BALANCER,
            ),
            (
                "RequestCount HTTPCode_Target_2XX_Count HTTPCode_Target_3XX_Count HTTPCode_Target_4XX_Count \
                 HTTPCode_Target_5XX_Count TargetConnectionErrorCount TargetResponseTime TargetTLSNegotiationErrorCount \
                 AnomalousHostCount MitigatedHostCount ZonalShiftedHostCount",
                BALANCER_AND_TARGETS,
            ),
            (
                "HealthyHostCount UnHealthyHostCount HealthyStateDNS HealthyStateRouting UnhealthyRoutingRequestCount \
                 UnhealthyStateDNS UnhealthyStateRouting",
                TARGETS,
            ),
            ("RequestCountPerTarget", &["TargetGroup", "LoadBalancer TargetGroup"]),
            (
                "LambdaInternalError LambdaTargetProcessedBytes LambdaUserError",
                &["TargetGroup", "LoadBalancer TargetGroup"],
            ),
        ],
    },
    Namespace {
        name: "AWS/NetworkELB",
        open: false,
        families: &[
            (
                "ActiveFlowCount ActiveFlowCount_TCP ActiveFlowCount_TLS ActiveFlowCount_UDP ClientTLSNegotiationErrorCount \
                 ConsumedLCUs ConsumedLCUs_TCP ConsumedLCUs_TLS ConsumedLCUs_UDP NewFlowCount NewFlowCount_TCP NewFlowCount_TLS \
                 NewFlowCount_UDP PeakBytesPerSecond PeakPacketsPerSecond PortAllocationErrorCount ProcessedBytes \
                 ProcessedBytes_TCP ProcessedBytes_TLS ProcessedBytes_UDP ProcessedPackets RejectedFlowCount \
                 RejectedFlowCount_TCP TargetTLSNegotiationErrorCount TCP_Client_Reset_Count TCP_ELB_Reset_Count \
                 TCP_Target_Reset_Count SecurityGroupBlockedFlowCount_Inbound_ICMP SecurityGroupBlockedFlowCount_Inbound_TCP \
                 SecurityGroupBlockedFlowCount_Inbound_UDP SecurityGroupBlockedFlowCount_Outbound_ICMP \
                 SecurityGroupBlockedFlowCount_Outbound_TCP SecurityGroupBlockedFlowCount_Outbound_UDP",
                BALANCER_AND_TARGETS,
            ),
            ("HealthyHostCount UnHealthyHostCount UnhealthyRoutingFlowCount ZonalHealthStatus", BALANCER_AND_TARGETS),
        ],
    },
    Namespace {
        name: "AWS/ECS",
        open: true,
        families: &[
            ("CPUUtilization MemoryUtilization", SERVICE),
            ("EBSFilesystemUtilization ActiveConnectionCount NewConnectionCount ProcessedBytes RequestCount", &[]),
            ("CPUReservation MemoryReservation GPUReservation", &["ClusterName"]),
        ],
    },
    Namespace {
        name: "ECS/ContainerInsights",
        open: true,
        families: &[
            ("DesiredTaskCount RunningTaskCount PendingTaskCount DeploymentCount TaskSetCount", SERVICE),
            ("ServiceCount ContainerInstanceCount TaskCount", &["ClusterName"]),
            (
                "CpuUtilized CpuReserved MemoryUtilized MemoryReserved NetworkRxBytes NetworkTxBytes StorageReadBytes \
              StorageWriteBytes EphemeralStorageReserved EphemeralStorageUtilized RestartCount",
                &[],
            ),
        ],
    },
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
        name: "AWS/Lambda",
        open: true,
        families: &[
            (
                "Invocations Errors Throttles Duration ConcurrentExecutions DeadLetterErrors DestinationDeliveryFailures \
                 IteratorAge OffsetLag AsyncEventAge AsyncEventsDropped AsyncEventsReceived PostRuntimeExtensionsDuration \
                 ProvisionedConcurrencyInvocations ProvisionedConcurrencySpilloverInvocations ProvisionedConcurrencyUtilization \
                 ProvisionedConcurrentExecutions RecursiveInvocationsDropped",
                FUNCTION,
            ),
            ("UnreservedConcurrentExecutions ClaimedAccountConcurrency", &["", "FunctionName"]),
        ],
    },
    Namespace {
        name: "AWS/EC2",
        open: true,
        families: &[(
            "CPUUtilization CPUCreditUsage CPUCreditBalance CPUSurplusCreditBalance CPUSurplusCreditsCharged DiskReadOps \
             DiskWriteOps DiskReadBytes DiskWriteBytes MetadataNoToken NetworkIn NetworkOut NetworkPacketsIn NetworkPacketsOut \
             EBSReadOps EBSWriteOps EBSReadBytes EBSWriteBytes EBSIOBalance% EBSByteBalance% StatusCheckFailed \
             StatusCheckFailed_Instance StatusCheckFailed_System StatusCheckFailed_AttachedEBS",
            INSTANCE,
        )],
    },
    Namespace {
        name: "AWS/NATGateway",
        open: false,
        families: &[(
            "ActiveConnectionCount BytesInFromDestination BytesInFromSource BytesOutToDestination BytesOutToSource \
             ConnectionAttemptCount ConnectionEstablishedCount ErrorPortAllocation IdleTimeoutCount PacketsDropCount \
             PacketsInFromDestination PacketsInFromSource PacketsOutToDestination PacketsOutToSource PeakBytesPerSecond \
             PeakPacketsPerSecond",
            &["NatGatewayId"],
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
        name: "AWS/CloudFront",
        open: true,
        families: &[(
            "Requests BytesDownloaded BytesUploaded TotalErrorRate 4xxErrorRate 5xxErrorRate 401ErrorRate 403ErrorRate \
             404ErrorRate 502ErrorRate 503ErrorRate 504ErrorRate CacheHitRate OriginLatency",
            &["DistributionId Region"],
        )],
    },
    Namespace {
        name: "AWS/ApiGateway",
        open: true,
        families: &[(
            "4XXError 5XXError CacheHitCount CacheMissCount Count IntegrationLatency Latency 4xx 5xx DataProcessed \
             ConnectCount MessageCount IntegrationError ClientError ExecutionError",
            API,
        )],
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
