using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Platform.Testing;

/// <summary>
/// A PostgreSQL cluster of its own on a free loopback port, in a temporary folder, tuned for speed instead of safety.
/// One per test assembly: share it with <c>[CollectionDefinition] ... ICollectionFixture&lt;PostgresServer&gt;</c> and take
/// a database of your own from <see cref="CreateDatabaseAsync"/>.
/// </summary>
/// <remarks>PostgreSQL refuses to run as root; then the cluster belongs to the user <c>postgres</c>.</remarks>
public sealed class PostgresServer : IDisposable
{
    private const string SuperUser = "platform";
    private const string Unsafe = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=500 -c shared_buffers=32MB";
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"platform-postgres-{Guid.NewGuid():n}");
    private readonly int _port;

    public PostgresServer()
    {
        Bin = FindBin() ?? throw new InvalidOperationException("No PostgreSQL server below /usr/lib/postgresql: apt-get install postgresql");
        Directory.CreateDirectory(_folder);
        if (IsRoot) Run("chown", "postgres", _folder);
        _port = FreePort();
        try
        {
            RunAsOwner("initdb", "-D", Data, "-U", SuperUser, "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync");
            Start();
        }
        catch
        {
            Dispose();
            throw;
        }
        // The test host may be ended without disposing its fixtures.
        AppDomain.CurrentDomain.ProcessExit += OnExit;
    }

    /// <summary>Folder of the newest installed server's programs (<c>pg_dump</c> among them).</summary>
    public string Bin { get; }

    private static bool IsRoot => Environment.UserName == "root";

    private string Data => Path.Combine(_folder, "data");

    /// <summary>Folder of the newest server's programs, or null where none is installed.</summary>
    public static string? FindBin()
    {
        const string root = "/usr/lib/postgresql";
        if (!Directory.Exists(root)) return null;
        return Directory.GetDirectories(root)
            .Where(folder => File.Exists(Path.Combine(folder, "bin", "initdb")))
            .MaxBy(folder => double.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var version) ? version : 0)
            is { } newest ? Path.Combine(newest, "bin") : null;
    }

    /// <summary>Connection string of a database that may not exist yet.</summary>
    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = _port,
        Username = SuperUser,
        Database = database,
        MaxPoolSize = 50,
        ConnectionIdleLifetime = 3,
        ConnectionPruningInterval = 1,
    }.ConnectionString;

    /// <summary>Makes an empty database; the answer is its connection string.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"t{Guid.NewGuid():n}";
        await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    /// <summary>Starts the stopped server again, on the same port with the same data.</summary>
    public void Start() => RunAsOwner(
        "pg_ctl", "-D", Data, "-w", "-t", "60", "-l", Path.Combine(_folder, "log"),
        "-o", $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_folder} {Unsafe}", "start");

    /// <summary>Stops the server at once; clients lose their connections.</summary>
    public void Stop() => RunAsOwner("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        if (!Directory.Exists(_folder)) return;
        NpgsqlConnection.ClearAllPools();
        if (File.Exists(Path.Combine(Data, "postmaster.pid"))) Stop();
        Directory.Delete(_folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void OnExit(object? sender, EventArgs e) => Dispose();

    private void RunAsOwner(string program, params string[] arguments)
    {
        var path = Path.Combine(Bin, program);
        if (IsRoot) Run("setpriv", ["--reuid=postgres", "--regid=postgres", "--init-groups", "--", path, .. arguments]);
        else Run(path, arguments);
    }

    // Output goes nowhere: the server would inherit the pipe and keep it open. What went wrong is in the log.
    private void Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo("sh") { WorkingDirectory = Path.GetTempPath() };
        foreach (var argument in (string[])["-c", "exec \"$@\" >>\"$OUTPUT\" 2>&1 </dev/null", "sh", program, .. arguments]) start.ArgumentList.Add(argument);
        var output = Path.Combine(Path.GetTempPath(), Path.GetFileName(_folder) + ".out");
        start.Environment["OUTPUT"] = output;
        using var process = Process.Start(start)!;
        process.WaitForExit();
        var said = File.Exists(output) ? File.ReadAllText(output) : "";
        File.Delete(output);
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {said}");
    }
}
