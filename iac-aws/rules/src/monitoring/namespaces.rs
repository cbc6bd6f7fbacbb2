//! The tables of [`super::metrics`]: what serves and computes.

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
];
