using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Platform.Host.Data;

/// <summary>Tells a lost race for the same rows from a broken database.</summary>
internal static class Contention
{
    private const string UniqueViolation = "23505";
    private const string SerializationFailure = "40001";
    private const int SqliteConstraint = 19;

    /// <summary>Somebody else took the unique value, or changed what this transaction had read.</summary>
    public static bool IsLostRace(Exception exception) => exception switch
    {
        DbUpdateException or InvalidOperationException => exception.InnerException is { } inner && IsLostRace(inner),
        DbException { SqlState: UniqueViolation or SerializationFailure } => true,
        Microsoft.Data.Sqlite.SqliteException { SqliteErrorCode: SqliteConstraint } => true,
        _ => false,
    };
}
