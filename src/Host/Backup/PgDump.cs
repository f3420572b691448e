using System.Globalization;
using Npgsql;
using Platform.Data.Backup;
using Platform.Kernel.Results;
using Platform.Media.Tools;

namespace Platform.Host.Backup;

/// <summary>
/// <c>pg_dump</c>, run by the one runner: a snapshot of one moment, taken while others write. The archive's table of
/// contents is read back before it counts.
/// </summary>
internal sealed class PgDump(ExternalTool tool) : IPostgresDump
{
    private const string InstallHint = "install the client programs of your server's version (apt-get install postgresql-client) on the machine that makes the backup, or back the server up with its own means";
    private static readonly TimeSpan DumpTimeout = TimeSpan.FromHours(2);
    private static readonly TimeSpan ReadTimeout = TimeSpan.FromMinutes(10);

    public async Task<Result<Unit>> WriteAsync(NpgsqlConnectionStringBuilder database, string file, CancellationToken cancellationToken)
    {
        var dumped = await RunAsync("pg_dump", ["--format=custom", "--no-password", "--file", file], DumpTimeout, Variables(database), cancellationToken);
        if (dumped.ToError() is { } error) return error;
        var read = await RunAsync("pg_restore", ["--list", file], ReadTimeout, [], cancellationToken);
        return read.ToError() is { } damaged
            ? Error.Unavailable("backup.damaged", $"The dump could not be read back and was thrown away: {damaged.Message}")
            : Unit.Value;
    }

    private async Task<ToolResult> RunAsync(
        string program, string[] arguments, TimeSpan timeout, Dictionary<string, string?> environment, CancellationToken cancellationToken)
    {
        var request = new ToolRequest(program, arguments) { Timeout = timeout, Environment = environment, InstallHint = InstallHint };
        var result = await tool.RunAsync(request, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return result;
    }

    // Through the environment, so that the password does not show in the list of processes.
    private static Dictionary<string, string?> Variables(NpgsqlConnectionStringBuilder database) => new()
    {
        ["PGHOST"] = database.Host,
        ["PGPORT"] = database.Port.ToString(CultureInfo.InvariantCulture),
        ["PGDATABASE"] = database.Database,
        ["PGUSER"] = database.Username,
        ["PGPASSWORD"] = database.Password,
        ["PGPASSFILE"] = database.Passfile,
        ["PGSSLROOTCERT"] = database.RootCertificate,
        ["PGSSLMODE"] = database.SslMode switch
        {
            SslMode.VerifyCA => "verify-ca",
            SslMode.VerifyFull => "verify-full",
            var mode => mode.ToString().ToLowerInvariant(),
        },
    };
}
