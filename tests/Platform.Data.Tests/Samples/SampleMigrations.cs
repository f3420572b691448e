using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Platform.Data.Tests.Samples;

/// <summary>The tables of <see cref="SampleDb"/>, in several migrations, slow enough for nodes to meet.</summary>
public abstract class SampleMigration : Migration
{
    protected string? Schema => ActiveProvider!.EndsWith("PostgreSQL", StringComparison.Ordinal) ? "sample" : null;

    protected string Prefix => Schema is null ? "sample_" : "";

    protected string Time => Schema is null ? "INTEGER" : "timestamptz";

    protected void Wait(MigrationBuilder migrationBuilder)
    {
        if (Schema is not null) migrationBuilder.Sql("SELECT pg_sleep(0.2)");
    }
}

public abstract class CreateStations : SampleMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        if (Schema is not null) migrationBuilder.EnsureSchema(Schema);
        Wait(migrationBuilder);
        migrationBuilder.CreateTable(
            Prefix + "Stations",
            table => new { Id = table.Column<Guid>(), Name = table.Column<string>() },
            Schema,
            table => table.PrimaryKey($"PK_{Prefix}Stations", station => station.Id));
    }
}

public abstract class CreateReadings : SampleMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        Wait(migrationBuilder);
        migrationBuilder.CreateTable(
            Prefix + "Readings",
            table => new
            {
                Id = table.Column<Guid>(),
                StationId = table.Column<Guid>(),
                At = table.Column<DateTimeOffset>(Time),
                CheckedAt = table.Column<DateTimeOffset>(Time, nullable: true),
                Took = table.Column<TimeSpan>(Schema is null ? "INTEGER" : "interval"),
                Mood = table.Column<string>(),
                Text = table.Column<string>(),
            },
            Schema,
            table =>
            {
                table.PrimaryKey($"PK_{Prefix}Readings", reading => reading.Id);
                table.ForeignKey($"FK_{Prefix}Readings_Stations", reading => reading.StationId, Prefix + "Stations", "Id", principalSchema: Schema);
            });
    }
}

public abstract class IndexReadings : SampleMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        Wait(migrationBuilder);
        migrationBuilder.CreateIndex($"IX_{Prefix}Readings_At", Prefix + "Readings", "At", Schema);
    }
}

[DbContext(typeof(SqliteSampleDb)), Migration("20260101000001_CreateStations")]
public sealed class SqliteCreateStations : CreateStations;

[DbContext(typeof(SqliteSampleDb)), Migration("20260101000002_CreateReadings")]
public sealed class SqliteCreateReadings : CreateReadings;

[DbContext(typeof(SqliteSampleDb)), Migration("20260101000003_IndexReadings")]
public sealed class SqliteIndexReadings : IndexReadings;

[DbContext(typeof(PostgresSampleDb)), Migration("20260101000001_CreateStations")]
public sealed class PostgresCreateStations : CreateStations;

[DbContext(typeof(PostgresSampleDb)), Migration("20260101000002_CreateReadings")]
public sealed class PostgresCreateReadings : CreateReadings;

[DbContext(typeof(PostgresSampleDb)), Migration("20260101000003_IndexReadings")]
public sealed class PostgresIndexReadings : IndexReadings;
