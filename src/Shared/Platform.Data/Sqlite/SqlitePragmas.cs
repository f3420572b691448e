using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Platform.Data.Sqlite;

/// <summary>
/// Sets a SQLite connection up as it opens. The busy timeout comes first: changing the journal mode may have to wait for
/// another connection.
/// </summary>
internal sealed class SqlitePragmas(TimeSpan busyTimeout, SqliteSynchronous synchronous) : DbConnectionInterceptor
{
    private readonly string _sql = string.Create(
        CultureInfo.InvariantCulture,
        $"PRAGMA busy_timeout = {busyTimeout.TotalMilliseconds:0}; PRAGMA journal_mode = WAL; PRAGMA synchronous = {synchronous};");

    public void Apply(DbConnection connection)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // built from a number and an enum
        command.CommandText = _sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Apply(connection);

    public override Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Apply(connection);
        return Task.CompletedTask;
    }
}
