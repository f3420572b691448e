using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace Platform.Transcription.Results.Search;

/// <summary>
/// The full-text index of what was said: FTS5 kept by triggers on SQLite, an index over tsvector on PostgreSQL. Words count as they
/// are written, but for upper and lower case: transcripts come in every language, and a stemmer knows one.
/// </summary>
internal static class SearchIndex
{
    public const string SqliteTable = "transcription_segment_text";
    public const string SqliteSegments = "transcription_segments";
    public const string PostgresSegments = "transcription.segments";
    private const string PostgresIndex = "IX_segments_text_search";

    private static readonly string[] Sqlite =
    [
        $"CREATE VIRTUAL TABLE IF NOT EXISTS {SqliteTable} USING fts5(\"Text\", content='{SqliteSegments}', content_rowid='Id', tokenize=\"unicode61 remove_diacritics 0\")",
        $"CREATE TRIGGER IF NOT EXISTS {SqliteTable}_added AFTER INSERT ON {SqliteSegments} BEGIN INSERT INTO {SqliteTable}(rowid, \"Text\") VALUES (new.\"Id\", new.\"Text\"); END",
        $"CREATE TRIGGER IF NOT EXISTS {SqliteTable}_removed AFTER DELETE ON {SqliteSegments} BEGIN INSERT INTO {SqliteTable}({SqliteTable}, rowid, \"Text\") VALUES ('delete', old.\"Id\", old.\"Text\"); END",
        $"CREATE TRIGGER IF NOT EXISTS {SqliteTable}_changed AFTER UPDATE OF \"Text\" ON {SqliteSegments} BEGIN INSERT INTO {SqliteTable}({SqliteTable}, rowid, \"Text\") VALUES ('delete', old.\"Id\", old.\"Text\"); INSERT INTO {SqliteTable}(rowid, \"Text\") VALUES (new.\"Id\", new.\"Text\"); END",
    ];

    /// <summary>Makes what is missing; what was stored before is indexed then.</summary>
    public static async Task EnsureAsync(DbContext db, CancellationToken cancellationToken)
    {
        if (!db.Database.IsSqlite())
        {
            await db.Database.ExecuteSqlRawAsync($"CREATE INDEX IF NOT EXISTS \"{PostgresIndex}\" ON {PostgresSegments} USING gin (to_tsvector('simple', \"Text\"))", cancellationToken);
            return;
        }

        var there = await db.Database.SqlQueryRaw<int>($"SELECT count(*) AS \"Value\" FROM sqlite_master WHERE name LIKE '{SqliteTable}' OR name LIKE '{SqliteTable}\\_%ed' ESCAPE '\\'").SingleAsync(cancellationToken);
        if (there >= Sqlite.Length) return;
        foreach (var statement in Sqlite) await db.Database.ExecuteSqlRawAsync(statement, cancellationToken);
        await db.Database.ExecuteSqlRawAsync(string.Create(CultureInfo.InvariantCulture, $"INSERT INTO {SqliteTable}({SqliteTable}) VALUES ('rebuild')"), cancellationToken);
    }
}
