using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Platform.StreamHealth.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "streamhealth_alert_channels",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    SortName = table.Column<string>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", nullable: false),
                    Enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    Values = table.Column<string>(type: "TEXT", nullable: false),
                    Secrets = table.Column<string>(type: "TEXT", nullable: false),
                    SecretsSet = table.Column<string>(type: "TEXT", nullable: false),
                    PerMinute = table.Column<int>(type: "INTEGER", nullable: false),
                    SubjectTemplate = table.Column<string>(type: "TEXT", nullable: true),
                    BodyTemplate = table.Column<string>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    UpdatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    LastSentAt = table.Column<long>(type: "INTEGER", nullable: true),
                    LastError = table.Column<string>(type: "TEXT", nullable: true),
                    LastErrorAt = table.Column<long>(type: "INTEGER", nullable: true),
                    FailuresInRow = table.Column<int>(type: "INTEGER", nullable: false),
                    RestUntil = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_streamhealth_alert_channels", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "streamhealth_alert_deliveries",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ChannelId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    TrailId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    PolicyId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    StreamId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    IncidentId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Event = table.Column<string>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", nullable: false),
                    Message = table.Column<string>(type: "TEXT", nullable: false),
                    Subject = table.Column<string>(type: "TEXT", nullable: false),
                    SearchText = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    FreshAt = table.Column<long>(type: "INTEGER", nullable: false),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    Gathered = table.Column<bool>(type: "INTEGER", nullable: false),
                    DigestId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    LastAttemptAt = table.Column<long>(type: "INTEGER", nullable: true),
                    LeaseUntil = table.Column<long>(type: "INTEGER", nullable: true),
                    SentAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Error = table.Column<string>(type: "TEXT", nullable: true),
                    HttpStatus = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_streamhealth_alert_deliveries", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "streamhealth_alert_policies",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    SortName = table.Column<string>(type: "TEXT", nullable: false),
                    Enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    Rules = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    UpdatedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_streamhealth_alert_policies", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "streamhealth_alert_trails",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    PolicyId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    StreamId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    IncidentId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    OpenedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Severity = table.Column<string>(type: "TEXT", nullable: false),
                    Message = table.Column<string>(type: "TEXT", nullable: false),
                    StepsDone = table.Column<int>(type: "INTEGER", nullable: false),
                    Told = table.Column<string>(type: "TEXT", nullable: false),
                    ToldAt = table.Column<long>(type: "INTEGER", nullable: false),
                    NextAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_streamhealth_alert_trails", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "streamhealth_groups",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    SortName = table.Column<string>(type: "TEXT", nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    UpdatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Schedule = table.Column<string>(type: "TEXT", nullable: true),
                    Phase = table.Column<int>(type: "INTEGER", nullable: true),
                    DeepSchedule = table.Column<string>(type: "TEXT", nullable: true),
                    DeepPhase = table.Column<int>(type: "INTEGER", nullable: true),
                    SampleSeconds = table.Column<int>(type: "INTEGER", nullable: true),
                    Thresholds = table.Column<string>(type: "TEXT", nullable: false),
                    FailuresToDown = table.Column<int>(type: "INTEGER", nullable: true),
                    SuccessesToUp = table.Column<int>(type: "INTEGER", nullable: true),
                    RetrySeconds = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_streamhealth_groups", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "streamhealth_legacy_requests",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Address = table.Column<string>(type: "TEXT", nullable: false),
                    StreamUrl = table.Column<string>(type: "TEXT", nullable: false),
                    StreamId = table.Column<string>(type: "TEXT", nullable: false),
                    UserAgent = table.Column<string>(type: "TEXT", nullable: true),
                    Referer = table.Column<string>(type: "TEXT", nullable: true),
                    Status = table.Column<int>(type: "INTEGER", nullable: false),
                    ProcessingMs = table.Column<double>(type: "REAL", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_streamhealth_legacy_requests", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "streamhealth_listening_sessions",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    StreamId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    StreamUrl = table.Column<string>(type: "TEXT", nullable: false),
                    Address = table.Column<string>(type: "TEXT", nullable: false),
                    UserAgent = table.Column<string>(type: "TEXT", nullable: true),
                    StartedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Seconds = table.Column<double>(type: "REAL", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_streamhealth_listening_sessions", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "streamhealth_maintenance_windows",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Title = table.Column<string>(type: "TEXT", nullable: false),
                    Note = table.Column<string>(type: "TEXT", nullable: true),
                    Scope = table.Column<string>(type: "TEXT", nullable: false),
                    StartsAt = table.Column<long>(type: "INTEGER", nullable: true),
                    EndsAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Schedule = table.Column<string>(type: "TEXT", nullable: true),
                    DurationMinutes = table.Column<int>(type: "INTEGER", nullable: false),
                    EndedStart = table.Column<long>(type: "INTEGER", nullable: true),
                    StartedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    CreatedBy = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_streamhealth_maintenance_windows", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "streamhealth_recordings",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Source = table.Column<string>(type: "TEXT", nullable: false),
                    Path = table.Column<string>(type: "TEXT", nullable: false),
                    File = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Bytes = table.Column<long>(type: "INTEGER", nullable: false),
                    ModifiedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Duration = table.Column<long>(type: "INTEGER", nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_streamhealth_recordings", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "streamhealth_status_pages",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Slug = table.Column<string>(type: "TEXT", nullable: false),
                    Title = table.Column<string>(type: "TEXT", nullable: false),
                    Announcement = table.Column<string>(type: "TEXT", nullable: false),
                    Enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    ShowReasons = table.Column<bool>(type: "INTEGER", nullable: false),
                    ShowLatency = table.Column<bool>(type: "INTEGER", nullable: false),
                    Items = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    UpdatedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_streamhealth_status_pages", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "streamhealth_streams",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Identity = table.Column<string>(type: "TEXT", nullable: false),
                    Url = table.Column<string>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    SortName = table.Column<string>(type: "TEXT", nullable: false),
                    SearchText = table.Column<string>(type: "TEXT", nullable: false),
                    Enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    GroupId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    ParentId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    UpdatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    DeletedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    State = table.Column<string>(type: "TEXT", nullable: false),
                    Attention = table.Column<int>(type: "INTEGER", nullable: false),
                    StateSince = table.Column<long>(type: "INTEGER", nullable: true),
                    CheckedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    LastResultId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Score = table.Column<int>(type: "INTEGER", nullable: true),
                    SortScore = table.Column<int>(type: "INTEGER", nullable: false),
                    SortChecked = table.Column<long>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: true),
                    LatencyMs = table.Column<double>(type: "REAL", nullable: true),
                    Lufs = table.Column<double>(type: "REAL", nullable: true),
                    Title = table.Column<string>(type: "TEXT", nullable: true),
                    Checks = table.Column<long>(type: "INTEGER", nullable: false),
                    Monitor = table.Column<string>(type: "TEXT", nullable: false),
                    MonitorSince = table.Column<long>(type: "INTEGER", nullable: true),
                    FailuresInRow = table.Column<int>(type: "INTEGER", nullable: false),
                    Flapping = table.Column<bool>(type: "INTEGER", nullable: false),
                    Memory = table.Column<string>(type: "TEXT", nullable: false),
                    Schedule = table.Column<string>(type: "TEXT", nullable: true),
                    Phase = table.Column<int>(type: "INTEGER", nullable: true),
                    DeepSchedule = table.Column<string>(type: "TEXT", nullable: true),
                    DeepPhase = table.Column<int>(type: "INTEGER", nullable: true),
                    SampleSeconds = table.Column<int>(type: "INTEGER", nullable: true),
                    Thresholds = table.Column<string>(type: "TEXT", nullable: false),
                    FailuresToDown = table.Column<int>(type: "INTEGER", nullable: true),
                    SuccessesToUp = table.Column<int>(type: "INTEGER", nullable: true),
                    RetrySeconds = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_streamhealth_streams", x => x.Id);
                    table.ForeignKey(
                        name: "FK_streamhealth_streams_streamhealth_groups_GroupId",
                        column: x => x.GroupId,
                        principalTable: "streamhealth_groups",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "FK_streamhealth_streams_streamhealth_streams_ParentId",
                        column: x => x.ParentId,
                        principalTable: "streamhealth_streams",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "streamhealth_days",
                columns: table => new
                {
                    StreamId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Start = table.Column<long>(type: "INTEGER", nullable: false),
                    Checks = table.Column<int>(type: "INTEGER", nullable: false),
                    ChecksUp = table.Column<int>(type: "INTEGER", nullable: false),
                    ChecksDegraded = table.Column<int>(type: "INTEGER", nullable: false),
                    ChecksDown = table.Column<int>(type: "INTEGER", nullable: false),
                    ChecksInMaintenance = table.Column<int>(type: "INTEGER", nullable: false),
                    Healthy = table.Column<int>(type: "INTEGER", nullable: false),
                    Impaired = table.Column<int>(type: "INTEGER", nullable: false),
                    Failing = table.Column<int>(type: "INTEGER", nullable: false),
                    UpMs = table.Column<long>(type: "INTEGER", nullable: false),
                    DegradedMs = table.Column<long>(type: "INTEGER", nullable: false),
                    DownMs = table.Column<long>(type: "INTEGER", nullable: false),
                    MaintenanceMs = table.Column<long>(type: "INTEGER", nullable: false),
                    ScoreSum = table.Column<long>(type: "INTEGER", nullable: false),
                    ScoreMin = table.Column<int>(type: "INTEGER", nullable: false),
                    LatencyCount = table.Column<int>(type: "INTEGER", nullable: false),
                    LatencySum = table.Column<double>(type: "REAL", nullable: false),
                    LatencyMin = table.Column<double>(type: "REAL", nullable: true),
                    LatencyMax = table.Column<double>(type: "REAL", nullable: true),
                    Latencies = table.Column<byte[]>(type: "BLOB", nullable: false),
                    LoudnessCount = table.Column<int>(type: "INTEGER", nullable: false),
                    LoudnessEnergy = table.Column<double>(type: "REAL", nullable: false),
                    LoudnessMin = table.Column<double>(type: "REAL", nullable: true),
                    LoudnessMax = table.Column<double>(type: "REAL", nullable: true),
                    SilenceCount = table.Column<int>(type: "INTEGER", nullable: false),
                    SilenceSum = table.Column<double>(type: "REAL", nullable: false),
                    SilenceMax = table.Column<double>(type: "REAL", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_streamhealth_days", x => new { x.StreamId, x.Start });
                    table.ForeignKey(
                        name: "FK_streamhealth_days_streamhealth_streams_StreamId",
                        column: x => x.StreamId,
                        principalTable: "streamhealth_streams",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "streamhealth_hours",
                columns: table => new
                {
                    StreamId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Start = table.Column<long>(type: "INTEGER", nullable: false),
                    Checks = table.Column<int>(type: "INTEGER", nullable: false),
                    ChecksUp = table.Column<int>(type: "INTEGER", nullable: false),
                    ChecksDegraded = table.Column<int>(type: "INTEGER", nullable: false),
                    ChecksDown = table.Column<int>(type: "INTEGER", nullable: false),
                    ChecksInMaintenance = table.Column<int>(type: "INTEGER", nullable: false),
                    Healthy = table.Column<int>(type: "INTEGER", nullable: false),
                    Impaired = table.Column<int>(type: "INTEGER", nullable: false),
                    Failing = table.Column<int>(type: "INTEGER", nullable: false),
                    UpMs = table.Column<long>(type: "INTEGER", nullable: false),
                    DegradedMs = table.Column<long>(type: "INTEGER", nullable: false),
                    DownMs = table.Column<long>(type: "INTEGER", nullable: false),
                    MaintenanceMs = table.Column<long>(type: "INTEGER", nullable: false),
                    ScoreSum = table.Column<long>(type: "INTEGER", nullable: false),
                    ScoreMin = table.Column<int>(type: "INTEGER", nullable: false),
                    LatencyCount = table.Column<int>(type: "INTEGER", nullable: false),
                    LatencySum = table.Column<double>(type: "REAL", nullable: false),
                    LatencyMin = table.Column<double>(type: "REAL", nullable: true),
                    LatencyMax = table.Column<double>(type: "REAL", nullable: true),
                    Latencies = table.Column<byte[]>(type: "BLOB", nullable: false),
                    LoudnessCount = table.Column<int>(type: "INTEGER", nullable: false),
                    LoudnessEnergy = table.Column<double>(type: "REAL", nullable: false),
                    LoudnessMin = table.Column<double>(type: "REAL", nullable: true),
                    LoudnessMax = table.Column<double>(type: "REAL", nullable: true),
                    SilenceCount = table.Column<int>(type: "INTEGER", nullable: false),
                    SilenceSum = table.Column<double>(type: "REAL", nullable: false),
                    SilenceMax = table.Column<double>(type: "REAL", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_streamhealth_hours", x => new { x.StreamId, x.Start });
                    table.ForeignKey(
                        name: "FK_streamhealth_hours_streamhealth_streams_StreamId",
                        column: x => x.StreamId,
                        principalTable: "streamhealth_streams",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "streamhealth_incidents",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    StreamId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    OpenedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    FailingSince = table.Column<long>(type: "INTEGER", nullable: false),
                    Severity = table.Column<string>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", nullable: false),
                    Code = table.Column<string>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: false),
                    FirstResultId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    LastResultId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    BadChecks = table.Column<int>(type: "INTEGER", nullable: false),
                    AcknowledgedBy = table.Column<string>(type: "TEXT", nullable: true),
                    AcknowledgedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ResolvedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ResolvedBy = table.Column<string>(type: "TEXT", nullable: true),
                    CauseStreamId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Flapping = table.Column<bool>(type: "INTEGER", nullable: false),
                    Reopened = table.Column<int>(type: "INTEGER", nullable: false),
                    PostMortem = table.Column<string>(type: "TEXT", nullable: true),
                    PostMortemBy = table.Column<string>(type: "TEXT", nullable: true),
                    PostMortemAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_streamhealth_incidents", x => x.Id);
                    table.ForeignKey(
                        name: "FK_streamhealth_incidents_streamhealth_streams_StreamId",
                        column: x => x.StreamId,
                        principalTable: "streamhealth_streams",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "streamhealth_results",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    StreamId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    StartedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    DurationMs = table.Column<double>(type: "REAL", nullable: false),
                    Phase = table.Column<int>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", nullable: false),
                    Score = table.Column<int>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: true),
                    Findings = table.Column<string>(type: "TEXT", nullable: false),
                    HttpStatus = table.Column<int>(type: "INTEGER", nullable: true),
                    DnsMs = table.Column<double>(type: "REAL", nullable: true),
                    ConnectMs = table.Column<double>(type: "REAL", nullable: true),
                    TlsMs = table.Column<double>(type: "REAL", nullable: true),
                    FirstByteMs = table.Column<double>(type: "REAL", nullable: true),
                    Codec = table.Column<string>(type: "TEXT", nullable: true),
                    BitrateKbps = table.Column<int>(type: "INTEGER", nullable: true),
                    SampleRateHz = table.Column<int>(type: "INTEGER", nullable: true),
                    Channels = table.Column<int>(type: "INTEGER", nullable: true),
                    Lufs = table.Column<double>(type: "REAL", nullable: true),
                    ShortTermMaxLufs = table.Column<double>(type: "REAL", nullable: true),
                    RmsDb = table.Column<double>(type: "REAL", nullable: true),
                    TruePeakDb = table.Column<double>(type: "REAL", nullable: true),
                    SilencePercent = table.Column<double>(type: "REAL", nullable: true),
                    ClippingPercent = table.Column<double>(type: "REAL", nullable: true),
                    Title = table.Column<string>(type: "TEXT", nullable: true),
                    Monitor = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_streamhealth_results", x => x.Id);
                    table.ForeignKey(
                        name: "FK_streamhealth_results_streamhealth_streams_StreamId",
                        column: x => x.StreamId,
                        principalTable: "streamhealth_streams",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "streamhealth_tags",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    StreamId = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_streamhealth_tags", x => new { x.Name, x.StreamId });
                    table.ForeignKey(
                        name: "FK_streamhealth_tags_streamhealth_streams_StreamId",
                        column: x => x.StreamId,
                        principalTable: "streamhealth_streams",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "streamhealth_titles",
                columns: table => new
                {
                    StreamId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Title = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_streamhealth_titles", x => new { x.StreamId, x.At });
                    table.ForeignKey(
                        name: "FK_streamhealth_titles_streamhealth_streams_StreamId",
                        column: x => x.StreamId,
                        principalTable: "streamhealth_streams",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "streamhealth_incident_entries",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    IncidentId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false),
                    Author = table.Column<string>(type: "TEXT", nullable: true),
                    ResultId = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_streamhealth_incident_entries", x => x.Id);
                    table.ForeignKey(
                        name: "FK_streamhealth_incident_entries_streamhealth_incidents_IncidentId",
                        column: x => x.IncidentId,
                        principalTable: "streamhealth_incidents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "streamhealth_evidence",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    StreamId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ResultId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    FirstResultId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Cause = table.Column<string>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", nullable: false),
                    ContentType = table.Column<string>(type: "TEXT", nullable: false),
                    FileName = table.Column<string>(type: "TEXT", nullable: false),
                    Bytes = table.Column<long>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_streamhealth_evidence", x => x.Id);
                    table.ForeignKey(
                        name: "FK_streamhealth_evidence_streamhealth_results_ResultId",
                        column: x => x.ResultId,
                        principalTable: "streamhealth_results",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "streamhealth_reports",
                columns: table => new
                {
                    ResultId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    StreamId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    StartedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Json = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_streamhealth_reports", x => x.ResultId);
                    table.ForeignKey(
                        name: "FK_streamhealth_reports_streamhealth_results_ResultId",
                        column: x => x.ResultId,
                        principalTable: "streamhealth_results",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_streamhealth_alert_channels_SortName",
                table: "streamhealth_alert_channels",
                column: "SortName",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_streamhealth_alert_deliveries_ChannelId_LastAttemptAt",
                table: "streamhealth_alert_deliveries",
                columns: new[] { "ChannelId", "LastAttemptAt" });

            migrationBuilder.CreateIndex(
                name: "IX_streamhealth_alert_deliveries_ChannelId_State_DueAt",
                table: "streamhealth_alert_deliveries",
                columns: new[] { "ChannelId", "State", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_streamhealth_alert_deliveries_CreatedAt_Id",
                table: "streamhealth_alert_deliveries",
                columns: new[] { "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_streamhealth_alert_deliveries_DigestId",
                table: "streamhealth_alert_deliveries",
                column: "DigestId");

            migrationBuilder.CreateIndex(
                name: "IX_streamhealth_alert_deliveries_IncidentId",
                table: "streamhealth_alert_deliveries",
                column: "IncidentId");

            migrationBuilder.CreateIndex(
                name: "IX_streamhealth_alert_deliveries_State_DueAt",
                table: "streamhealth_alert_deliveries",
                columns: new[] { "State", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_streamhealth_alert_deliveries_StreamId",
                table: "streamhealth_alert_deliveries",
                column: "StreamId");

            migrationBuilder.CreateIndex(
                name: "IX_streamhealth_alert_deliveries_TrailId",
                table: "streamhealth_alert_deliveries",
                column: "TrailId");

            migrationBuilder.CreateIndex(
                name: "IX_streamhealth_alert_policies_SortName",
                table: "streamhealth_alert_policies",
                column: "SortName",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_streamhealth_alert_trails_EndedAt",
                table: "streamhealth_alert_trails",
                column: "EndedAt");

            migrationBuilder.CreateIndex(
                name: "IX_streamhealth_alert_trails_NextAt",
                table: "streamhealth_alert_trails",
                column: "NextAt");

            migrationBuilder.CreateIndex(
                name: "IX_streamhealth_alert_trails_StreamId_EndedAt",
                table: "streamhealth_alert_trails",
                columns: new[] { "StreamId", "EndedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_streamhealth_evidence_CreatedAt_Id",
                table: "streamhealth_evidence",
                columns: new[] { "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_streamhealth_evidence_ResultId",
                table: "streamhealth_evidence",
                column: "ResultId");

            migrationBuilder.CreateIndex(
                name: "IX_streamhealth_evidence_StreamId_CreatedAt_Id",
                table: "streamhealth_evidence",
                columns: new[] { "StreamId", "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_streamhealth_groups_SortName",
                table: "streamhealth_groups",
                column: "SortName",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_streamhealth_incident_entries_IncidentId_Id",
                table: "streamhealth_incident_entries",
                columns: new[] { "IncidentId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_streamhealth_incidents_OpenedAt_Id",
                table: "streamhealth_incidents",
                columns: new[] { "OpenedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_streamhealth_incidents_State_OpenedAt_Id",
                table: "streamhealth_incidents",
                columns: new[] { "State", "OpenedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_streamhealth_incidents_StreamId",
                table: "streamhealth_incidents",
                column: "StreamId",
                unique: true,
                filter: "\"State\" <> 'Resolved'");

            migrationBuilder.CreateIndex(
                name: "IX_streamhealth_incidents_StreamId_OpenedAt_Id",
                table: "streamhealth_incidents",
                columns: new[] { "StreamId", "OpenedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_streamhealth_legacy_requests_At_Id",
                table: "streamhealth_legacy_requests",
                columns: new[] { "At", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_streamhealth_listening_sessions_StartedAt",
                table: "streamhealth_listening_sessions",
                column: "StartedAt");

            migrationBuilder.CreateIndex(
                name: "IX_streamhealth_listening_sessions_StreamId_StartedAt_Id",
                table: "streamhealth_listening_sessions",
                columns: new[] { "StreamId", "StartedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_streamhealth_maintenance_windows_CreatedAt_Id",
                table: "streamhealth_maintenance_windows",
                columns: new[] { "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_streamhealth_maintenance_windows_EndsAt",
                table: "streamhealth_maintenance_windows",
                column: "EndsAt");

            migrationBuilder.CreateIndex(
                name: "IX_streamhealth_recordings_CreatedAt_Id",
                table: "streamhealth_recordings",
                columns: new[] { "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_streamhealth_recordings_File_ModifiedAt_Bytes",
                table: "streamhealth_recordings",
                columns: new[] { "File", "ModifiedAt", "Bytes" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_streamhealth_reports_StreamId_StartedAt",
                table: "streamhealth_reports",
                columns: new[] { "StreamId", "StartedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_streamhealth_results_StreamId_StartedAt_Id",
                table: "streamhealth_results",
                columns: new[] { "StreamId", "StartedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_streamhealth_status_pages_Slug",
                table: "streamhealth_status_pages",
                column: "Slug",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_streamhealth_streams_DeletedAt_Attention_Id",
                table: "streamhealth_streams",
                columns: new[] { "DeletedAt", "Attention", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_streamhealth_streams_DeletedAt_CreatedAt_Id",
                table: "streamhealth_streams",
                columns: new[] { "DeletedAt", "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_streamhealth_streams_DeletedAt_SortChecked_Id",
                table: "streamhealth_streams",
                columns: new[] { "DeletedAt", "SortChecked", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_streamhealth_streams_DeletedAt_SortName_Id",
                table: "streamhealth_streams",
                columns: new[] { "DeletedAt", "SortName", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_streamhealth_streams_DeletedAt_SortScore_Id",
                table: "streamhealth_streams",
                columns: new[] { "DeletedAt", "SortScore", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_streamhealth_streams_GroupId",
                table: "streamhealth_streams",
                column: "GroupId");

            migrationBuilder.CreateIndex(
                name: "IX_streamhealth_streams_Identity",
                table: "streamhealth_streams",
                column: "Identity",
                unique: true,
                filter: "\"DeletedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_streamhealth_streams_ParentId",
                table: "streamhealth_streams",
                column: "ParentId");

            migrationBuilder.CreateIndex(
                name: "IX_streamhealth_tags_StreamId",
                table: "streamhealth_tags",
                column: "StreamId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "streamhealth_alert_channels");

            migrationBuilder.DropTable(
                name: "streamhealth_alert_deliveries");

            migrationBuilder.DropTable(
                name: "streamhealth_alert_policies");

            migrationBuilder.DropTable(
                name: "streamhealth_alert_trails");

            migrationBuilder.DropTable(
                name: "streamhealth_days");

            migrationBuilder.DropTable(
                name: "streamhealth_evidence");

            migrationBuilder.DropTable(
                name: "streamhealth_hours");

            migrationBuilder.DropTable(
                name: "streamhealth_incident_entries");

            migrationBuilder.DropTable(
                name: "streamhealth_legacy_requests");

            migrationBuilder.DropTable(
                name: "streamhealth_listening_sessions");

            migrationBuilder.DropTable(
                name: "streamhealth_maintenance_windows");

            migrationBuilder.DropTable(
                name: "streamhealth_recordings");

            migrationBuilder.DropTable(
                name: "streamhealth_reports");

            migrationBuilder.DropTable(
                name: "streamhealth_status_pages");

            migrationBuilder.DropTable(
                name: "streamhealth_tags");

            migrationBuilder.DropTable(
                name: "streamhealth_titles");

            migrationBuilder.DropTable(
                name: "streamhealth_incidents");

            migrationBuilder.DropTable(
                name: "streamhealth_results");

            migrationBuilder.DropTable(
                name: "streamhealth_streams");

            migrationBuilder.DropTable(
                name: "streamhealth_groups");
        }
    }
}
