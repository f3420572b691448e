using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Text;

namespace Platform.EndToEnd.Tests;

/// <summary>The service as its users run it: the built program as a process of its own, on a free port, with its data in a fresh folder.</summary>
public sealed class PlatformProcess : IAsyncDisposable
{
    public const string AdminName = "admin";
    public const string AdminPassword = "quiet harbour lantern";

    private static readonly HttpClient Client = new(new HttpClientHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(5) };
    private readonly StringBuilder _output = new();
    private readonly string _program;
    private readonly IReadOnlyDictionary<string, string> _environment;
    private Process? _process;

    private PlatformProcess(string program, IReadOnlyDictionary<string, string> environment)
    {
        (_program, _environment) = (program, environment);
        Folder = Directory.CreateTempSubdirectory("platform-e2e-").FullName;
        Url = $"http://127.0.0.1:{FreePort()}";
    }

    /// <summary>Where it answers.</summary>
    public string Url { get; }

    /// <summary>Its working directory, with its data below.</summary>
    public string Folder { get; }

    /// <summary>All it wrote to stdout and stderr.</summary>
    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    /// <summary>The program that the build of this configuration made.</summary>
    public static string BuiltProgram
    {
        get
        {
            var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
            return Path.Combine(RepositoryRoot, "artifacts", "bin", "Platform.Host", configuration, "platform.dll");
        }
    }

    public static string RepositoryRoot { get; } = typeof(PlatformProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(a => a.Key == "RepositoryRoot").Value!;

    /// <summary>Starts the program and waits until it is ready.</summary>
    public static async Task<PlatformProcess> StartAsync(string? program = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var platform = new PlatformProcess(program ?? BuiltProgram, environment ?? new Dictionary<string, string>());
        try
        {
            platform.Launch();
            await platform.WaitUntilReadyAsync();
            return platform;
        }
        catch
        {
            await platform.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the program, and does not wait for it.</summary>
    public static PlatformProcess Launched()
    {
        var platform = new PlatformProcess(BuiltProgram, new Dictionary<string, string>());
        platform.Launch();
        return platform;
    }

    /// <summary>Starts it on the same port and data.</summary>
    public Task StartAgainAsync()
    {
        Launch();
        return WaitUntilReadyAsync();
    }

    /// <summary>Asks it to stop (SIGTERM), as a service supervisor does.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await _process.WaitForExitAsync(patience.Token);
        var code = _process.ExitCode;
        _process.Dispose();
        _process = null;
        return code;
    }

    private void Launch()
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in (string[])[_program, "serve", $"--Urls={Url}"]) start.ArgumentList.Add(argument);
        start.Environment["PLATFORM_ADMIN_PASSWORD"] = AdminPassword;
        start.Environment["PLATFORM__Storage__DataPath"] = Path.Combine(Folder, "data");
        start.Environment.Remove("ASPNETCORE_ENVIRONMENT");
        start.Environment.Remove("DOTNET_ENVIRONMENT");
        foreach (var (name, value) in _environment) start.Environment[name] = value;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Takes it away without a farewell, as a power cut would.</summary>
    public async Task KillAsync()
    {
        if (_process is null) return;
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task WaitUntilReadyAsync()
    {
        var deadline = Stopwatch.StartNew();
        while (deadline.Elapsed < TimeSpan.FromSeconds(90))
        {
            if (_process!.HasExited) throw new InvalidOperationException($"The service ended with code {_process.ExitCode}:\n{Output}");
            try
            {
                using var answer = await Client.GetAsync(new Uri($"{Url}/health/ready"));
                if (answer.StatusCode == HttpStatusCode.OK) return;
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
            }

            await Task.Delay(100);
        }

        throw new TimeoutException($"The service was not ready in 90 s:\n{Output}");
    }

    private void Keep(string? line)
    {
        lock (_output) _output.AppendLine(line);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
