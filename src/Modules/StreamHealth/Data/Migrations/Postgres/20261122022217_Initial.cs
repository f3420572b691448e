using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Platform.StreamHealth.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "streamhealth");

            migrationBuilder.CreateTable(
                name: "alert_channels",
                schema: "streamhealth",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false),
                    SortName = table.Column<string>(type: "text", nullable: false),
                    Kind = table.Column<string>(type: "text", nullable: false),
                    Enabled = table.Column<bool>(type: "boolean", nullable: false),
                    Values = table.Column<string>(type: "text", nullable: false),
                    Secrets = table.Column<string>(type: "text", nullable: false),
                    SecretsSet = table.Column<string>(type: "text", nullable: false),
                    PerMinute = table.Column<int>(type: "integer", nullable: false),
                    SubjectTemplate = table.Column<string>(type: "text", nullable: true),
                    BodyTemplate = table.Column<string>(type: "text", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    UpdatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    LastSentAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    LastError = table.Column<string>(type: "text", nullable: true),
                    LastErrorAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    FailuresInRow = table.Column<int>(type: "integer", nullable: false),
                    RestUntil = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_alert_channels", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "alert_deliveries",
                schema: "streamhealth",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    ChannelId = table.Column<Guid>(type: "uuid", nullable: false),
                    TrailId = table.Column<Guid>(type: "uuid", nullable: true),
                    PolicyId = table.Column<Guid>(type: "uuid", nullable: true),
                    StreamId = table.Column<Guid>(type: "uuid", nullable: true),
                    IncidentId = table.Column<Guid>(type: "uuid", nullable: true),
                    Event = table.Column<string>(type: "text", nullable: false),
                    State = table.Column<string>(type: "text", nullable: false),
                    Message = table.Column<string>(type: "text", nullable: false),
                    Subject = table.Column<string>(type: "text", nullable: false),
                    SearchText = table.Column<string>(type: "text", nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    FreshAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    DueAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
                    Gathered = table.Column<bool>(type: "boolean", nullable: false),
                    DigestId = table.Column<Guid>(type: "uuid", nullable: true),
                    LastAttemptAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    LeaseUntil = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    SentAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Error = table.Column<string>(type: "text", nullable: true),
                    HttpStatus = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_alert_deliveries", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "alert_policies",
                schema: "streamhealth",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false),
                    SortName = table.Column<string>(type: "text", nullable: false),
                    Enabled = table.Column<bool>(type: "boolean", nullable: false),
                    Rules = table.Column<string>(type: "text", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    UpdatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_alert_policies", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "alert_trails",
                schema: "streamhealth",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    PolicyId = table.Column<Guid>(type: "uuid", nullable: false),
                    StreamId = table.Column<Guid>(type: "uuid", nullable: false),
                    IncidentId = table.Column<Guid>(type: "uuid", nullable: true),
                    OpenedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    EndedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Severity = table.Column<string>(type: "text", nullable: false),
                    Message = table.Column<string>(type: "text", nullable: false),
                    StepsDone = table.Column<int>(type: "integer", nullable: false),
                    Told = table.Column<string>(type: "text", nullable: false),
                    ToldAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    NextAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_alert_trails", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "groups",
                schema: "streamhealth",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false),
                    SortName = table.Column<string>(type: "text", nullable: false),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    UpdatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Schedule = table.Column<string>(type: "text", nullable: true),
                    Phase = table.Column<int>(type: "integer", nullable: true),
                    DeepSchedule = table.Column<string>(type: "text", nullable: true),
                    DeepPhase = table.Column<int>(type: "integer", nullable: true),
                    SampleSeconds = table.Column<int>(type: "integer", nullable: true),
                    Thresholds = table.Column<string>(type: "text", nullable: false),
                    FailuresToDown = table.Column<int>(type: "integer", nullable: true),
                    SuccessesToUp = table.Column<int>(type: "integer", nullable: true),
                    RetrySeconds = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_groups", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "legacy_requests",
                schema: "streamhealth",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Address = table.Column<string>(type: "text", nullable: false),
                    StreamUrl = table.Column<string>(type: "text", nullable: false),
                    StreamId = table.Column<string>(type: "text", nullable: false),
                    UserAgent = table.Column<string>(type: "text", nullable: true),
                    Referer = table.Column<string>(type: "text", nullable: true),
                    Status = table.Column<int>(type: "integer", nullable: false),
                    ProcessingMs = table.Column<double>(type: "double precision", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_legacy_requests", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "listening_sessions",
                schema: "streamhealth",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    StreamId = table.Column<Guid>(type: "uuid", nullable: false),
                    StreamUrl = table.Column<string>(type: "text", nullable: false),
                    Address = table.Column<string>(type: "text", nullable: false),
                    UserAgent = table.Column<string>(type: "text", nullable: true),
                    StartedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    EndedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Seconds = table.Column<double>(type: "double precision", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_listening_sessions", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "maintenance_windows",
                schema: "streamhealth",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Title = table.Column<string>(type: "text", nullable: false),
                    Note = table.Column<string>(type: "text", nullable: true),
                    Scope = table.Column<string>(type: "text", nullable: false),
                    StartsAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    EndsAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Schedule = table.Column<string>(type: "text", nullable: true),
                    DurationMinutes = table.Column<int>(type: "integer", nullable: false),
                    EndedStart = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    StartedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    CreatedBy = table.Column<string>(type: "text", nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_maintenance_windows", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "recordings",
                schema: "streamhealth",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Source = table.Column<string>(type: "text", nullable: false),
                    Path = table.Column<string>(type: "text", nullable: false),
                    File = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false),
                    Bytes = table.Column<long>(type: "bigint", nullable: false),
                    ModifiedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Duration = table.Column<TimeSpan>(type: "interval", nullable: true),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_recordings", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "status_pages",
                schema: "streamhealth",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Slug = table.Column<string>(type: "text", nullable: false),
                    Title = table.Column<string>(type: "text", nullable: false),
                    Announcement = table.Column<string>(type: "text", nullable: false),
                    Enabled = table.Column<bool>(type: "boolean", nullable: false),
                    ShowReasons = table.Column<bool>(type: "boolean", nullable: false),
                    ShowLatency = table.Column<bool>(type: "boolean", nullable: false),
                    Items = table.Column<string>(type: "text", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    UpdatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_status_pages", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "streams",
                schema: "streamhealth",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Identity = table.Column<string>(type: "text", nullable: false),
                    Url = table.Column<string>(type: "text", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false),
                    SortName = table.Column<string>(type: "text", nullable: false),
                    SearchText = table.Column<string>(type: "text", nullable: false),
                    Enabled = table.Column<bool>(type: "boolean", nullable: false),
                    GroupId = table.Column<Guid>(type: "uuid", nullable: true),
                    ParentId = table.Column<Guid>(type: "uuid", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    UpdatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    DeletedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    State = table.Column<string>(type: "text", nullable: false),
                    Attention = table.Column<int>(type: "integer", nullable: false),
                    StateSince = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    CheckedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    LastResultId = table.Column<Guid>(type: "uuid", nullable: true),
                    Score = table.Column<int>(type: "integer", nullable: true),
                    SortScore = table.Column<int>(type: "integer", nullable: false),
                    SortChecked = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Reason = table.Column<string>(type: "text", nullable: true),
                    LatencyMs = table.Column<double>(type: "double precision", nullable: true),
                    Lufs = table.Column<double>(type: "double precision", nullable: true),
                    Title = table.Column<string>(type: "text", nullable: true),
                    Checks = table.Column<long>(type: "bigint", nullable: false),
                    Monitor = table.Column<string>(type: "text", nullable: false),
                    MonitorSince = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    FailuresInRow = table.Column<int>(type: "integer", nullable: false),
                    Flapping = table.Column<bool>(type: "boolean", nullable: false),
                    Memory = table.Column<string>(type: "text", nullable: false),
                    Schedule = table.Column<string>(type: "text", nullable: true),
                    Phase = table.Column<int>(type: "integer", nullable: true),
                    DeepSchedule = table.Column<string>(type: "text", nullable: true),
                    DeepPhase = table.Column<int>(type: "integer", nullable: true),
                    SampleSeconds = table.Column<int>(type: "integer", nullable: true),
                    Thresholds = table.Column<string>(type: "text", nullable: false),
                    FailuresToDown = table.Column<int>(type: "integer", nullable: true),
                    SuccessesToUp = table.Column<int>(type: "integer", nullable: true),
                    RetrySeconds = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_streams", x => x.Id);
                    table.ForeignKey(
                        name: "FK_streams_groups_GroupId",
                        column: x => x.GroupId,
                        principalSchema: "streamhealth",
                        principalTable: "groups",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "FK_streams_streams_ParentId",
                        column: x => x.ParentId,
                        principalSchema: "streamhealth",
                        principalTable: "streams",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "days",
                schema: "streamhealth",
                columns: table => new
                {
                    StreamId = table.Column<Guid>(type: "uuid", nullable: false),
                    Start = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Checks = table.Column<int>(type: "integer", nullable: false),
                    ChecksUp = table.Column<int>(type: "integer", nullable: false),
                    ChecksDegraded = table.Column<int>(type: "integer", nullable: false),
                    ChecksDown = table.Column<int>(type: "integer", nullable: false),
                    ChecksInMaintenance = table.Column<int>(type: "integer", nullable: false),
                    Healthy = table.Column<int>(type: "integer", nullable: false),
                    Impaired = table.Column<int>(type: "integer", nullable: false),
                    Failing = table.Column<int>(type: "integer", nullable: false),
                    UpMs = table.Column<long>(type: "bigint", nullable: false),
                    DegradedMs = table.Column<long>(type: "bigint", nullable: false),
                    DownMs = table.Column<long>(type: "bigint", nullable: false),
                    MaintenanceMs = table.Column<long>(type: "bigint", nullable: false),
                    ScoreSum = table.Column<long>(type: "bigint", nullable: false),
                    ScoreMin = table.Column<int>(type: "integer", nullable: false),
                    LatencyCount = table.Column<int>(type: "integer", nullable: false),
                    LatencySum = table.Column<double>(type: "double precision", nullable: false),
                    LatencyMin = table.Column<double>(type: "double precision", nullable: true),
                    LatencyMax = table.Column<double>(type: "double precision", nullable: true),
                    Latencies = table.Column<byte[]>(type: "bytea", nullable: false),
                    LoudnessCount = table.Column<int>(type: "integer", nullable: false),
                    LoudnessEnergy = table.Column<double>(type: "double precision", nullable: false),
                    LoudnessMin = table.Column<double>(type: "double precision", nullable: true),
                    LoudnessMax = table.Column<double>(type: "double precision", nullable: true),
                    SilenceCount = table.Column<int>(type: "integer", nullable: false),
                    SilenceSum = table.Column<double>(type: "double precision", nullable: false),
                    SilenceMax = table.Column<double>(type: "double precision", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_days", x => new { x.StreamId, x.Start });
                    table.ForeignKey(
                        name: "FK_days_streams_StreamId",
                        column: x => x.StreamId,
                        principalSchema: "streamhealth",
                        principalTable: "streams",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "hours",
                schema: "streamhealth",
                columns: table => new
                {
                    StreamId = table.Column<Guid>(type: "uuid", nullable: false),
                    Start = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Checks = table.Column<int>(type: "integer", nullable: false),
                    ChecksUp = table.Column<int>(type: "integer", nullable: false),
                    ChecksDegraded = table.Column<int>(type: "integer", nullable: false),
                    ChecksDown = table.Column<int>(type: "integer", nullable: false),
                    ChecksInMaintenance = table.Column<int>(type: "integer", nullable: false),
                    Healthy = table.Column<int>(type: "integer", nullable: false),
                    Impaired = table.Column<int>(type: "integer", nullable: false),
                    Failing = table.Column<int>(type: "integer", nullable: false),
                    UpMs = table.Column<long>(type: "bigint", nullable: false),
                    DegradedMs = table.Column<long>(type: "bigint", nullable: false),
                    DownMs = table.Column<long>(type: "bigint", nullable: false),
                    MaintenanceMs = table.Column<long>(type: "bigint", nullable: false),
                    ScoreSum = table.Column<long>(type: "bigint", nullable: false),
                    ScoreMin = table.Column<int>(type: "integer", nullable: false),
                    LatencyCount = table.Column<int>(type: "integer", nullable: false),
                    LatencySum = table.Column<double>(type: "double precision", nullable: false),
                    LatencyMin = table.Column<double>(type: "double precision", nullable: true),
                    LatencyMax = table.Column<double>(type: "double precision", nullable: true),
                    Latencies = table.Column<byte[]>(type: "bytea", nullable: false),
                    LoudnessCount = table.Column<int>(type: "integer", nullable: false),
                    LoudnessEnergy = table.Column<double>(type: "double precision", nullable: false),
                    LoudnessMin = table.Column<double>(type: "double precision", nullable: true),
                    LoudnessMax = table.Column<double>(type: "double precision", nullable: true),
                    SilenceCount = table.Column<int>(type: "integer", nullable: false),
                    SilenceSum = table.Column<double>(type: "double precision", nullable: false),
                    SilenceMax = table.Column<double>(type: "double precision", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_hours", x => new { x.StreamId, x.Start });
                    table.ForeignKey(
                        name: "FK_hours_streams_StreamId",
                        column: x => x.StreamId,
                        principalSchema: "streamhealth",
                        principalTable: "streams",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "incidents",
                schema: "streamhealth",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    StreamId = table.Column<Guid>(type: "uuid", nullable: false),
                    OpenedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    FailingSince = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Severity = table.Column<string>(type: "text", nullable: false),
                    State = table.Column<string>(type: "text", nullable: false),
                    Code = table.Column<string>(type: "text", nullable: false),
                    Reason = table.Column<string>(type: "text", nullable: false),
                    FirstResultId = table.Column<Guid>(type: "uuid", nullable: true),
                    LastResultId = table.Column<Guid>(type: "uuid", nullable: true),
                    BadChecks = table.Column<int>(type: "integer", nullable: false),
                    AcknowledgedBy = table.Column<string>(type: "text", nullable: true),
                    AcknowledgedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ResolvedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ResolvedBy = table.Column<string>(type: "text", nullable: true),
                    CauseStreamId = table.Column<Guid>(type: "uuid", nullable: true),
                    Flapping = table.Column<bool>(type: "boolean", nullable: false),
                    Reopened = table.Column<int>(type: "integer", nullable: false),
                    PostMortem = table.Column<string>(type: "text", nullable: true),
                    PostMortemBy = table.Column<string>(type: "text", nullable: true),
                    PostMortemAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_incidents", x => x.Id);
                    table.ForeignKey(
                        name: "FK_incidents_streams_StreamId",
                        column: x => x.StreamId,
                        principalSchema: "streamhealth",
                        principalTable: "streams",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "results",
                schema: "streamhealth",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    StreamId = table.Column<Guid>(type: "uuid", nullable: false),
                    StartedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    DurationMs = table.Column<double>(type: "double precision", nullable: false),
                    Phase = table.Column<int>(type: "integer", nullable: false),
                    State = table.Column<string>(type: "text", nullable: false),
                    Score = table.Column<int>(type: "integer", nullable: false),
                    Reason = table.Column<string>(type: "text", nullable: true),
                    Findings = table.Column<string>(type: "text", nullable: false),
                    HttpStatus = table.Column<int>(type: "integer", nullable: true),
                    DnsMs = table.Column<double>(type: "double precision", nullable: true),
                    ConnectMs = table.Column<double>(type: "double precision", nullable: true),
                    TlsMs = table.Column<double>(type: "double precision", nullable: true),
                    FirstByteMs = table.Column<double>(type: "double precision", nullable: true),
                    Codec = table.Column<string>(type: "text", nullable: true),
                    BitrateKbps = table.Column<int>(type: "integer", nullable: true),
                    SampleRateHz = table.Column<int>(type: "integer", nullable: true),
                    Channels = table.Column<int>(type: "integer", nullable: true),
                    Lufs = table.Column<double>(type: "double precision", nullable: true),
                    ShortTermMaxLufs = table.Column<double>(type: "double precision", nullable: true),
                    RmsDb = table.Column<double>(type: "double precision", nullable: true),
                    TruePeakDb = table.Column<double>(type: "double precision", nullable: true),
                    SilencePercent = table.Column<double>(type: "double precision", nullable: true),
                    ClippingPercent = table.Column<double>(type: "double precision", nullable: true),
                    Title = table.Column<string>(type: "text", nullable: true),
                    Monitor = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_results", x => x.Id);
                    table.ForeignKey(
                        name: "FK_results_streams_StreamId",
                        column: x => x.StreamId,
                        principalSchema: "streamhealth",
                        principalTable: "streams",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "tags",
                schema: "streamhealth",
                columns: table => new
                {
                    Name = table.Column<string>(type: "text", nullable: false),
                    StreamId = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tags", x => new { x.Name, x.StreamId });
                    table.ForeignKey(
                        name: "FK_tags_streams_StreamId",
                        column: x => x.StreamId,
                        principalSchema: "streamhealth",
                        principalTable: "streams",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "titles",
                schema: "streamhealth",
                columns: table => new
                {
                    StreamId = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Title = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_titles", x => new { x.StreamId, x.At });
                    table.ForeignKey(
                        name: "FK_titles_streams_StreamId",
                        column: x => x.StreamId,
                        principalSchema: "streamhealth",
                        principalTable: "streams",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "incident_entries",
                schema: "streamhealth",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    IncidentId = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Kind = table.Column<string>(type: "text", nullable: false),
                    Text = table.Column<string>(type: "text", nullable: false),
                    Author = table.Column<string>(type: "text", nullable: true),
                    ResultId = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_incident_entries", x => x.Id);
                    table.ForeignKey(
                        name: "FK_incident_entries_incidents_IncidentId",
                        column: x => x.IncidentId,
                        principalSchema: "streamhealth",
                        principalTable: "incidents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "evidence",
                schema: "streamhealth",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    StreamId = table.Column<Guid>(type: "uuid", nullable: false),
                    ResultId = table.Column<Guid>(type: "uuid", nullable: false),
                    FirstResultId = table.Column<Guid>(type: "uuid", nullable: false),
                    Cause = table.Column<string>(type: "text", nullable: false),
                    Kind = table.Column<string>(type: "text", nullable: false),
                    ContentType = table.Column<string>(type: "text", nullable: false),
                    FileName = table.Column<string>(type: "text", nullable: false),
                    Bytes = table.Column<long>(type: "bigint", nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_evidence", x => x.Id);
                    table.ForeignKey(
                        name: "FK_evidence_results_ResultId",
                        column: x => x.ResultId,
                        principalSchema: "streamhealth",
                        principalTable: "results",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "reports",
                schema: "streamhealth",
                columns: table => new
                {
                    ResultId = table.Column<Guid>(type: "uuid", nullable: false),
                    StreamId = table.Column<Guid>(type: "uuid", nullable: false),
                    StartedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Json = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reports", x => x.ResultId);
                    table.ForeignKey(
                        name: "FK_reports_results_ResultId",
                        column: x => x.ResultId,
                        principalSchema: "streamhealth",
                        principalTable: "results",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_alert_channels_SortName",
                schema: "streamhealth",
                table: "alert_channels",
                column: "SortName",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_alert_deliveries_ChannelId_LastAttemptAt",
                schema: "streamhealth",
                table: "alert_deliveries",
                columns: new[] { "ChannelId", "LastAttemptAt" });

            migrationBuilder.CreateIndex(
                name: "IX_alert_deliveries_ChannelId_State_DueAt",
                schema: "streamhealth",
                table: "alert_deliveries",
                columns: new[] { "ChannelId", "State", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_alert_deliveries_CreatedAt_Id",
                schema: "streamhealth",
                table: "alert_deliveries",
                columns: new[] { "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_alert_deliveries_DigestId",
                schema: "streamhealth",
                table: "alert_deliveries",
                column: "DigestId");

            migrationBuilder.CreateIndex(
                name: "IX_alert_deliveries_IncidentId",
                schema: "streamhealth",
                table: "alert_deliveries",
                column: "IncidentId");

            migrationBuilder.CreateIndex(
                name: "IX_alert_deliveries_State_DueAt",
                schema: "streamhealth",
                table: "alert_deliveries",
                columns: new[] { "State", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_alert_deliveries_StreamId",
                schema: "streamhealth",
                table: "alert_deliveries",
                column: "StreamId");

            migrationBuilder.CreateIndex(
                name: "IX_alert_deliveries_TrailId",
                schema: "streamhealth",
                table: "alert_deliveries",
                column: "TrailId");

            migrationBuilder.CreateIndex(
                name: "IX_alert_policies_SortName",
                schema: "streamhealth",
                table: "alert_policies",
                column: "SortName",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_alert_trails_EndedAt",
                schema: "streamhealth",
                table: "alert_trails",
                column: "EndedAt");

            migrationBuilder.CreateIndex(
                name: "IX_alert_trails_NextAt",
                schema: "streamhealth",
                table: "alert_trails",
                column: "NextAt");

            migrationBuilder.CreateIndex(
                name: "IX_alert_trails_StreamId_EndedAt",
                schema: "streamhealth",
                table: "alert_trails",
                columns: new[] { "StreamId", "EndedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_evidence_CreatedAt_Id",
                schema: "streamhealth",
                table: "evidence",
                columns: new[] { "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_evidence_ResultId",
                schema: "streamhealth",
                table: "evidence",
                column: "ResultId");

            migrationBuilder.CreateIndex(
                name: "IX_evidence_StreamId_CreatedAt_Id",
                schema: "streamhealth",
                table: "evidence",
                columns: new[] { "StreamId", "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_groups_SortName",
                schema: "streamhealth",
                table: "groups",
                column: "SortName",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_incident_entries_IncidentId_Id",
                schema: "streamhealth",
                table: "incident_entries",
                columns: new[] { "IncidentId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_incidents_OpenedAt_Id",
                schema: "streamhealth",
                table: "incidents",
                columns: new[] { "OpenedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_incidents_State_OpenedAt_Id",
                schema: "streamhealth",
                table: "incidents",
                columns: new[] { "State", "OpenedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_incidents_StreamId",
                schema: "streamhealth",
                table: "incidents",
                column: "StreamId",
                unique: true,
                filter: "\"State\" <> 'Resolved'");

            migrationBuilder.CreateIndex(
                name: "IX_incidents_StreamId_OpenedAt_Id",
                schema: "streamhealth",
                table: "incidents",
                columns: new[] { "StreamId", "OpenedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_legacy_requests_At_Id",
                schema: "streamhealth",
                table: "legacy_requests",
                columns: new[] { "At", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_listening_sessions_StartedAt",
                schema: "streamhealth",
                table: "listening_sessions",
                column: "StartedAt");

            migrationBuilder.CreateIndex(
                name: "IX_listening_sessions_StreamId_StartedAt_Id",
                schema: "streamhealth",
                table: "listening_sessions",
                columns: new[] { "StreamId", "StartedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_maintenance_windows_CreatedAt_Id",
                schema: "streamhealth",
                table: "maintenance_windows",
                columns: new[] { "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_maintenance_windows_EndsAt",
                schema: "streamhealth",
                table: "maintenance_windows",
                column: "EndsAt");

            migrationBuilder.CreateIndex(
                name: "IX_recordings_CreatedAt_Id",
                schema: "streamhealth",
                table: "recordings",
                columns: new[] { "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_recordings_File_ModifiedAt_Bytes",
                schema: "streamhealth",
                table: "recordings",
                columns: new[] { "File", "ModifiedAt", "Bytes" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_reports_StreamId_StartedAt",
                schema: "streamhealth",
                table: "reports",
                columns: new[] { "StreamId", "StartedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_results_StreamId_StartedAt_Id",
                schema: "streamhealth",
                table: "results",
                columns: new[] { "StreamId", "StartedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_status_pages_Slug",
                schema: "streamhealth",
                table: "status_pages",
                column: "Slug",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_streams_DeletedAt_Attention_Id",
                schema: "streamhealth",
                table: "streams",
                columns: new[] { "DeletedAt", "Attention", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_streams_DeletedAt_CreatedAt_Id",
                schema: "streamhealth",
                table: "streams",
                columns: new[] { "DeletedAt", "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_streams_DeletedAt_SortChecked_Id",
                schema: "streamhealth",
                table: "streams",
                columns: new[] { "DeletedAt", "SortChecked", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_streams_DeletedAt_SortName_Id",
                schema: "streamhealth",
                table: "streams",
                columns: new[] { "DeletedAt", "SortName", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_streams_DeletedAt_SortScore_Id",
                schema: "streamhealth",
                table: "streams",
                columns: new[] { "DeletedAt", "SortScore", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_streams_GroupId",
                schema: "streamhealth",
                table: "streams",
                column: "GroupId");

            migrationBuilder.CreateIndex(
                name: "IX_streams_Identity",
                schema: "streamhealth",
                table: "streams",
                column: "Identity",
                unique: true,
                filter: "\"DeletedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_streams_ParentId",
                schema: "streamhealth",
                table: "streams",
                column: "ParentId");

            migrationBuilder.CreateIndex(
                name: "IX_tags_StreamId",
                schema: "streamhealth",
                table: "tags",
                column: "StreamId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "alert_channels",
                schema: "streamhealth");

            migrationBuilder.DropTable(
                name: "alert_deliveries",
                schema: "streamhealth");

            migrationBuilder.DropTable(
                name: "alert_policies",
                schema: "streamhealth");

            migrationBuilder.DropTable(
                name: "alert_trails",
                schema: "streamhealth");

            migrationBuilder.DropTable(
                name: "days",
                schema: "streamhealth");

            migrationBuilder.DropTable(
                name: "evidence",
                schema: "streamhealth");

            migrationBuilder.DropTable(
                name: "hours",
                schema: "streamhealth");

            migrationBuilder.DropTable(
                name: "incident_entries",
                schema: "streamhealth");

            migrationBuilder.DropTable(
                name: "legacy_requests",
                schema: "streamhealth");

            migrationBuilder.DropTable(
                name: "listening_sessions",
                schema: "streamhealth");

            migrationBuilder.DropTable(
                name: "maintenance_windows",
                schema: "streamhealth");

            migrationBuilder.DropTable(
                name: "recordings",
                schema: "streamhealth");

            migrationBuilder.DropTable(
                name: "reports",
                schema: "streamhealth");

            migrationBuilder.DropTable(
                name: "status_pages",
                schema: "streamhealth");

            migrationBuilder.DropTable(
                name: "tags",
                schema: "streamhealth");

            migrationBuilder.DropTable(
                name: "titles",
                schema: "streamhealth");

            migrationBuilder.DropTable(
                name: "incidents",
                schema: "streamhealth");

            migrationBuilder.DropTable(
                name: "results",
                schema: "streamhealth");

            migrationBuilder.DropTable(
                name: "streams",
                schema: "streamhealth");

            migrationBuilder.DropTable(
                name: "groups",
                schema: "streamhealth");
        }
    }
}
