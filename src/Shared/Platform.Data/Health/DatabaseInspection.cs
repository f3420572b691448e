using Platform.Kernel.Health;

namespace Platform.Data.Health;

/// <summary>Whether the database answers.</summary>
internal sealed class DatabaseInspection(DatabaseConnection connection, TimeProvider time) : IHealthInspection
{
    private const string Title = "Database";

    public string Id => "database";

    public bool AffectsReadiness => true;

    public async Task<HealthFinding> InspectAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        try
        {
            await using var open = await connection.OpenAsync(cancellationToken);
            await using var command = open.CreateCommand();
            command.CommandText = connection.Provider == DatabaseProvider.Sqlite ? "SELECT count(*) FROM sqlite_master" : "SELECT 1";
            await command.ExecuteScalarAsync(cancellationToken);
            var elapsed = time.GetElapsedTime(started);
            return HealthFinding.Ok(Title, $"{connection.Provider} {open.ServerVersion} answered in {elapsed.TotalMilliseconds:0} ms{Size()}");
        }
        catch (Exception e) when (DatabaseErrors.ToError(e) is { } error)
        {
            return HealthFinding.Error(Title, error.Message, $"Check {connection.Description}, and the settings of the section Database.", "settings#database");
        }
    }

    private string Size() => connection.SqliteFile is null ? "" : $", {connection.SqliteBytes / 1048576.0:0.0} MB";
}
