using System.Globalization;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Platform.Data.Migrating;

/// <summary>
/// Lets one node at a time migrate a PostgreSQL database. EF's own lock ends with each migration's transaction, so nodes
/// that start together on several pending migrations collide; a session's advisory lock spans all of them and goes with
/// the session when its node dies.
/// </summary>
internal sealed partial class PostgresMigrationLock : IAsyncDisposable
{
    private const long Key = 0x4D656469614F7073; // "MediaOps"
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly NpgsqlConnection _session;

    private PostgresMigrationLock(NpgsqlConnection session) => _session = session;

    public static async Task<IAsyncDisposable> TakeAsync(
        DatabaseConnection connection, TimeProvider time, ILogger log, CancellationToken cancellationToken)
    {
        var session = await ConnectAsync(connection, time, log, cancellationToken);
        try
        {
            await using var command = session.CreateCommand();
            command.CommandTimeout = 0; // as long as another node's migrations take
            command.CommandText = string.Create(CultureInfo.InvariantCulture, $"SELECT pg_advisory_lock({Key})");
            await command.ExecuteNonQueryAsync(cancellationToken);
            return new PostgresMigrationLock(session);
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the session, and the lock with it.</summary>
    public ValueTask DisposeAsync() => _session.DisposeAsync();

    /// <summary>Waits for a server that is still starting, and makes the database if the user may.</summary>
    private static async Task<NpgsqlConnection> ConnectAsync(
        DatabaseConnection connection, TimeProvider time, ILogger log, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            var session = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connection.ConnectionString) { Pooling = false }.ConnectionString);
            try
            {
                await session.OpenAsync(cancellationToken);
                return session;
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidCatalogName)
            {
                await session.DisposeAsync();
                await CreateDatabaseAsync(connection, cancellationToken);
            }
            catch (NpgsqlException e) when (MayPass(e) && time.GetElapsedTime(started) < Patience)
            {
                await session.DisposeAsync();
                LogWaiting(log, connection.Description, e.Message);
                await Task.Delay(Pause, time, cancellationToken);
            }
            catch (NpgsqlException e)
            {
                await session.DisposeAsync();
                throw new StorageException(
                    $"{connection.Description} does not let the platform in: {e.Message} Check that the server runs and that Database:ConnectionString is right.", e);
            }
        }
    }

    private static bool MayPass(NpgsqlException e) =>
        e.InnerException is SocketException or IOException or TimeoutException
        || e is PostgresException { SqlState: PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.TooManyConnections };

    private static async Task CreateDatabaseAsync(DatabaseConnection connection, CancellationToken cancellationToken)
    {
        var wanted = new NpgsqlConnectionStringBuilder(connection.ConnectionString);
        var name = wanted.Database!;
        wanted.Database = "postgres";
        wanted.Pooling = false;
        try
        {
            await using var admin = new NpgsqlConnection(wanted.ConnectionString);
            await admin.OpenAsync(cancellationToken);
            await using var command = admin.CreateCommand();
#pragma warning disable CA2100 // a name cannot be a parameter; it is quoted
            command.CommandText = $"CREATE DATABASE {new NpgsqlCommandBuilder().QuoteIdentifier(name)}";
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another node was faster.
        }
        catch (NpgsqlException e)
        {
            throw new StorageException($"{connection.Description} does not exist and could not be made: {e.Message} Make it with: createdb {name}", e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Waiting for {Database}: {Reason}")]
    private static partial void LogWaiting(ILogger logger, string database, string reason);
}
