using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Platform.Data.Sqlite;

/// <summary>Makes SQLite connections that set themselves up on opening, for callers that know ADO.NET only.</summary>
internal sealed class SqliteConnectionFactory(SqlitePragmas pragmas) : DbProviderFactory
{
    public override DbConnection CreateConnection()
    {
        var connection = new SqliteConnection();
        connection.StateChange += (sender, change) =>
        {
            if (change.CurrentState == ConnectionState.Open) pragmas.Apply((SqliteConnection)sender);
        };
        return connection;
    }

    public override DbCommand CreateCommand() => new SqliteCommand();

    public override DbParameter CreateParameter() => new SqliteParameter();

    public override DbConnectionStringBuilder CreateConnectionStringBuilder() => new SqliteConnectionStringBuilder();
}
