using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Platform.Transcription.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "transcription_file_statistics",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ItemId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    FinishedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Day = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    Completed = table.Column<bool>(type: "INTEGER", nullable: false),
                    ErrorCode = table.Column<string>(type: "TEXT", nullable: true),
                    Preset = table.Column<string>(type: "TEXT", nullable: false),
                    Engine = table.Column<string>(type: "TEXT", nullable: true),
                    Model = table.Column<string>(type: "TEXT", nullable: true),
                    RequestedLanguage = table.Column<string>(type: "TEXT", nullable: true),
                    Language = table.Column<string>(type: "TEXT", nullable: true),
                    LanguageProbability = table.Column<double>(type: "REAL", nullable: true),
                    Source = table.Column<string>(type: "TEXT", nullable: false),
                    AudioSeconds = table.Column<double>(type: "REAL", nullable: true),
                    AudioBytes = table.Column<long>(type: "INTEGER", nullable: true),
                    QueuedSeconds = table.Column<double>(type: "REAL", nullable: true),
                    WorkSeconds = table.Column<double>(type: "REAL", nullable: false),
                    PreparationSeconds = table.Column<double>(type: "REAL", nullable: false),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    Segments = table.Column<int>(type: "INTEGER", nullable: false),
                    Dropped = table.Column<int>(type: "INTEGER", nullable: false),
                    SnrBeforeDb = table.Column<double>(type: "REAL", nullable: true),
                    SnrAfterDb = table.Column<double>(type: "REAL", nullable: true),
                    LoudnessLufs = table.Column<double>(type: "REAL", nullable: true),
                    GainDb = table.Column<double>(type: "REAL", nullable: true),
                    Parameters = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_transcription_file_statistics", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "transcription_folders",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Path = table.Column<string>(type: "TEXT", nullable: false),
                    Enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    Preset = table.Column<string>(type: "TEXT", nullable: false),
                    Endings = table.Column<string>(type: "TEXT", nullable: false),
                    Ignore = table.Column<string>(type: "TEXT", nullable: false),
                    Subfolders = table.Column<bool>(type: "INTEGER", nullable: false),
                    StableSeconds = table.Column<int>(type: "INTEGER", nullable: false),
                    Duplicates = table.Column<string>(type: "TEXT", nullable: false),
                    Output = table.Column<string>(type: "TEXT", nullable: false),
                    Priority = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ScannedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Error = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_transcription_folders", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "transcription_items",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    SortName = table.Column<string>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", nullable: false),
                    Priority = table.Column<int>(type: "INTEGER", nullable: false),
                    Lane = table.Column<string>(type: "TEXT", nullable: false),
                    OwnerId = table.Column<string>(type: "TEXT", nullable: false),
                    OwnerName = table.Column<string>(type: "TEXT", nullable: false),
                    Source = table.Column<string>(type: "TEXT", nullable: false),
                    Url = table.Column<string>(type: "TEXT", nullable: true),
                    Input = table.Column<string>(type: "TEXT", nullable: false),
                    AudioFile = table.Column<string>(type: "TEXT", nullable: true),
                    InPlace = table.Column<bool>(type: "INTEGER", nullable: false),
                    AudioNode = table.Column<string>(type: "TEXT", nullable: true),
                    OnlyNode = table.Column<string>(type: "TEXT", nullable: true),
                    RecordingId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    AudioBytes = table.Column<long>(type: "INTEGER", nullable: true),
                    Duration = table.Column<long>(type: "INTEGER", nullable: true),
                    Track = table.Column<int>(type: "INTEGER", nullable: false),
                    Preset = table.Column<string>(type: "TEXT", nullable: false),
                    Recipe = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    QueuedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    StartedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    FinishedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    NotBefore = table.Column<long>(type: "INTEGER", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", nullable: true),
                    ClaimedBy = table.Column<string>(type: "TEXT", nullable: true),
                    LeaseUntil = table.Column<long>(type: "INTEGER", nullable: true),
                    ClaimedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    Deaths = table.Column<int>(type: "INTEGER", nullable: false),
                    Done = table.Column<long>(type: "INTEGER", nullable: false),
                    SegmentCount = table.Column<int>(type: "INTEGER", nullable: false),
                    Progress = table.Column<double>(type: "REAL", nullable: false),
                    Phase = table.Column<string>(type: "TEXT", nullable: true),
                    Speed = table.Column<double>(type: "REAL", nullable: true),
                    ErrorCode = table.Column<string>(type: "TEXT", nullable: true),
                    Error = table.Column<string>(type: "TEXT", nullable: true),
                    Engine = table.Column<string>(type: "TEXT", nullable: true),
                    Model = table.Column<string>(type: "TEXT", nullable: true),
                    EngineWhy = table.Column<string>(type: "TEXT", nullable: true),
                    Language = table.Column<string>(type: "TEXT", nullable: true),
                    LanguageProbability = table.Column<double>(type: "REAL", nullable: true),
                    Dropped = table.Column<int>(type: "INTEGER", nullable: false),
                    TextVersion = table.Column<int>(type: "INTEGER", nullable: false),
                    TextAuthor = table.Column<string>(type: "TEXT", nullable: true),
                    TextAt = table.Column<long>(type: "INTEGER", nullable: true),
                    DeletedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_transcription_items", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "transcription_presets",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    SortName = table.Column<string>(type: "TEXT", nullable: false),
                    Description = table.Column<string>(type: "TEXT", nullable: true),
                    Recipe = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    UpdatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    DeletedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_transcription_presets", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "transcription_recording_rules",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    Source = table.Column<string>(type: "TEXT", nullable: false),
                    Path = table.Column<string>(type: "TEXT", nullable: false),
                    Preset = table.Column<string>(type: "TEXT", nullable: false),
                    Language = table.Column<string>(type: "TEXT", nullable: true),
                    Priority = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_transcription_recording_rules", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "transcription_uploads",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    FileName = table.Column<string>(type: "TEXT", nullable: false),
                    Length = table.Column<long>(type: "INTEGER", nullable: false),
                    OwnerId = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    TouchedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_transcription_uploads", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "transcription_webhooks",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Url = table.Column<string>(type: "TEXT", nullable: false),
                    Secret = table.Column<string>(type: "TEXT", nullable: false),
                    Enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    OnCompleted = table.Column<bool>(type: "INTEGER", nullable: false),
                    OnFailed = table.Column<bool>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_transcription_webhooks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "transcription_attempts",
                columns: table => new
                {
                    ItemId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Node = table.Column<string>(type: "TEXT", nullable: false),
                    StartedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Outcome = table.Column<string>(type: "TEXT", nullable: false),
                    From = table.Column<long>(type: "INTEGER", nullable: false),
                    To = table.Column<long>(type: "INTEGER", nullable: true),
                    ErrorCode = table.Column<string>(type: "TEXT", nullable: true),
                    Error = table.Column<string>(type: "TEXT", nullable: true),
                    Engine = table.Column<string>(type: "TEXT", nullable: true),
                    Model = table.Column<string>(type: "TEXT", nullable: true),
                    EngineWhy = table.Column<string>(type: "TEXT", nullable: true),
                    Details = table.Column<string>(type: "TEXT", nullable: true),
                    Speed = table.Column<double>(type: "REAL", nullable: true),
                    SnrBeforeDb = table.Column<double>(type: "REAL", nullable: true),
                    SnrAfterDb = table.Column<double>(type: "REAL", nullable: true),
                    LoudnessLufs = table.Column<double>(type: "REAL", nullable: true),
                    GainDb = table.Column<double>(type: "REAL", nullable: true),
                    PreparationTook = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_transcription_attempts", x => new { x.ItemId, x.Number });
                    table.ForeignKey(
                        name: "FK_transcription_attempts_transcription_items_ItemId",
                        column: x => x.ItemId,
                        principalTable: "transcription_items",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "transcription_folder_files",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    FolderId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Bytes = table.Column<long>(type: "INTEGER", nullable: false),
                    ModifiedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    StableSince = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", nullable: false),
                    ItemId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Target = table.Column<string>(type: "TEXT", nullable: true),
                    Moved = table.Column<bool>(type: "INTEGER", nullable: false),
                    Error = table.Column<string>(type: "TEXT", nullable: true),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_transcription_folder_files", x => x.Id);
                    table.ForeignKey(
                        name: "FK_transcription_folder_files_transcription_folders_FolderId",
                        column: x => x.FolderId,
                        principalTable: "transcription_folders",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_transcription_folder_files_transcription_items_ItemId",
                        column: x => x.ItemId,
                        principalTable: "transcription_items",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "transcription_segments",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ItemId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    StartMs = table.Column<int>(type: "INTEGER", nullable: false),
                    EndMs = table.Column<int>(type: "INTEGER", nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false),
                    Speaker = table.Column<string>(type: "TEXT", nullable: true),
                    AverageLogProbability = table.Column<double>(type: "REAL", nullable: true),
                    NoSpeechProbability = table.Column<double>(type: "REAL", nullable: true),
                    Words = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_transcription_segments", x => x.Id);
                    table.ForeignKey(
                        name: "FK_transcription_segments_transcription_items_ItemId",
                        column: x => x.ItemId,
                        principalTable: "transcription_items",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "transcription_shares",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ItemId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    TokenHash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    Note = table.Column<string>(type: "TEXT", nullable: true),
                    Audio = table.Column<bool>(type: "INTEGER", nullable: false),
                    CreatedBy = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: true),
                    RevokedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    RevokedBy = table.Column<string>(type: "TEXT", nullable: true),
                    Views = table.Column<int>(type: "INTEGER", nullable: false),
                    LastViewAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_transcription_shares", x => x.Id);
                    table.ForeignKey(
                        name: "FK_transcription_shares_transcription_items_ItemId",
                        column: x => x.ItemId,
                        principalTable: "transcription_items",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "transcription_versions",
                columns: table => new
                {
                    ItemId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Author = table.Column<string>(type: "TEXT", nullable: true),
                    MadeAt = table.Column<long>(type: "INTEGER", nullable: false),
                    SegmentCount = table.Column<int>(type: "INTEGER", nullable: false),
                    Content = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_transcription_versions", x => new { x.ItemId, x.Version });
                    table.ForeignKey(
                        name: "FK_transcription_versions_transcription_items_ItemId",
                        column: x => x.ItemId,
                        principalTable: "transcription_items",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "transcription_webhook_deliveries",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    WebhookId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ItemId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Event = table.Column<string>(type: "TEXT", nullable: false),
                    Body = table.Column<byte[]>(type: "BLOB", nullable: false),
                    State = table.Column<string>(type: "TEXT", nullable: false),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: false),
                    LeaseUntil = table.Column<long>(type: "INTEGER", nullable: true),
                    SentAt = table.Column<long>(type: "INTEGER", nullable: true),
                    HttpStatus = table.Column<int>(type: "INTEGER", nullable: true),
                    Error = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_transcription_webhook_deliveries", x => x.Id);
                    table.ForeignKey(
                        name: "FK_transcription_webhook_deliveries_transcription_items_ItemId",
                        column: x => x.ItemId,
                        principalTable: "transcription_items",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_transcription_webhook_deliveries_transcription_webhooks_WebhookId",
                        column: x => x.WebhookId,
                        principalTable: "transcription_webhooks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_transcription_attempts_StartedAt",
                table: "transcription_attempts",
                column: "StartedAt");

            migrationBuilder.CreateIndex(
                name: "IX_transcription_file_statistics_Day",
                table: "transcription_file_statistics",
                column: "Day");

            migrationBuilder.CreateIndex(
                name: "IX_transcription_file_statistics_FinishedAt_Id",
                table: "transcription_file_statistics",
                columns: new[] { "FinishedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_transcription_folder_files_FolderId_Name",
                table: "transcription_folder_files",
                columns: new[] { "FolderId", "Name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_transcription_folder_files_ItemId",
                table: "transcription_folder_files",
                column: "ItemId");

            migrationBuilder.CreateIndex(
                name: "IX_transcription_folders_Path",
                table: "transcription_folders",
                column: "Path",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_transcription_items_CreatedAt_Id",
                table: "transcription_items",
                columns: new[] { "CreatedAt", "Id" },
                filter: "\"DeletedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_transcription_items_Duration_Id",
                table: "transcription_items",
                columns: new[] { "Duration", "Id" },
                filter: "\"DeletedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_transcription_items_OwnerId_ClaimedAt",
                table: "transcription_items",
                columns: new[] { "OwnerId", "ClaimedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_transcription_items_RecordingId",
                table: "transcription_items",
                column: "RecordingId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_transcription_items_SortName_Id",
                table: "transcription_items",
                columns: new[] { "SortName", "Id" },
                filter: "\"DeletedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_transcription_items_State_CreatedAt_Id",
                table: "transcription_items",
                columns: new[] { "State", "CreatedAt", "Id" },
                filter: "\"DeletedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_transcription_items_State_FinishedAt",
                table: "transcription_items",
                columns: new[] { "State", "FinishedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_transcription_items_State_Lane_Priority_QueuedAt_Id",
                table: "transcription_items",
                columns: new[] { "State", "Lane", "Priority", "QueuedAt", "Id" },
                descending: new[] { false, false, true, false, false });

            migrationBuilder.CreateIndex(
                name: "IX_transcription_presets_SortName",
                table: "transcription_presets",
                column: "SortName",
                unique: true,
                filter: "\"DeletedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_transcription_segments_ItemId_Number",
                table: "transcription_segments",
                columns: new[] { "ItemId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_transcription_shares_ItemId_CreatedAt",
                table: "transcription_shares",
                columns: new[] { "ItemId", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_transcription_shares_TokenHash",
                table: "transcription_shares",
                column: "TokenHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_transcription_uploads_TouchedAt",
                table: "transcription_uploads",
                column: "TouchedAt");

            migrationBuilder.CreateIndex(
                name: "IX_transcription_webhook_deliveries_CreatedAt",
                table: "transcription_webhook_deliveries",
                column: "CreatedAt");

            migrationBuilder.CreateIndex(
                name: "IX_transcription_webhook_deliveries_ItemId",
                table: "transcription_webhook_deliveries",
                column: "ItemId");

            migrationBuilder.CreateIndex(
                name: "IX_transcription_webhook_deliveries_WebhookId_State_DueAt",
                table: "transcription_webhook_deliveries",
                columns: new[] { "WebhookId", "State", "DueAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "transcription_attempts");

            migrationBuilder.DropTable(
                name: "transcription_file_statistics");

            migrationBuilder.DropTable(
                name: "transcription_folder_files");

            migrationBuilder.DropTable(
                name: "transcription_presets");

            migrationBuilder.DropTable(
                name: "transcription_recording_rules");

            migrationBuilder.DropTable(
                name: "transcription_segments");

            migrationBuilder.DropTable(
                name: "transcription_shares");

            migrationBuilder.DropTable(
                name: "transcription_uploads");

            migrationBuilder.DropTable(
                name: "transcription_versions");

            migrationBuilder.DropTable(
                name: "transcription_webhook_deliveries");

            migrationBuilder.DropTable(
                name: "transcription_folders");

            migrationBuilder.DropTable(
                name: "transcription_items");

            migrationBuilder.DropTable(
                name: "transcription_webhooks");
        }
    }
}
