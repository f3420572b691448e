using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Platform.Testing.Servers;

namespace Platform.Benchmarks.Service;

/// <summary>The built service as a process of its own, with what it costs.</summary>
internal sealed class ServiceUnderTest : IAsyncDisposable
{
    private const double TicksPerSecond = 100; // USER_HZ, fixed in Linux's interface
    private readonly Process _process;

    private ServiceUnderTest(Process process, string folder, Uri address, TimeSpan startTime)
    {
        (_process, Folder, StartTime) = (process, folder, startTime);
        Api = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };
    }

    /// <summary>The source tree this runs from.</summary>
    public static string Root { get; } = RepositoryRoot();

    /// <summary>What <c>./run.sh</c> has built, and so what a user runs.</summary>
    public static string Program { get; } = Path.Combine(Root, "artifacts", "app", "platform");

    public string Folder { get; }

    public HttpClient Api { get; }

    /// <summary>From the start of the process to the first answer of /health/ready.</summary>
    public TimeSpan StartTime { get; }

    /// <summary>CPU time of the service and of all its ended children, to 10 ms.</summary>
    public TimeSpan Cpu
    {
        get
        {
            var stat = File.ReadAllText($"/proc/{_process.Id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' '); // from field 3 on; 14 to 17 are utime, stime, cutime, cstime
            return TimeSpan.FromSeconds(fields[11..15].Sum(f => double.Parse(f, CultureInfo.InvariantCulture)) / TicksPerSecond);
        }
    }

    /// <summary>Memory of the service that is in RAM, MiB (VmRSS), without its children.</summary>
    public double MemoryMib => File.ReadLines($"/proc/{_process.Id}/status").Where(l => l.StartsWith("VmRSS", StringComparison.Ordinal))
        .Select(l => double.Parse(l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024).Single();

    /// <summary>Starts it on the folder's data; a key for the API is made with its command line.</summary>
    public static async Task<ServiceUnderTest> StartAsync(string folder, int mediaLane = 256)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var environment = new Dictionary<string, string>
        {
            ["PLATFORM__Storage__DataPath"] = folder,
            ["PLATFORM__UrlGuard__AllowedNetworks"] = "127.0.0.0/8",
            ["PLATFORM__Scheduling__Lanes__Media"] = mediaLane.ToString(CultureInfo.InvariantCulture),
            ["PLATFORM__Api__RequestsPerMinute"] = "1000000",
            ["PLATFORM_ADMIN_PASSWORD"] = "a benchmark's password",
        };
        var clock = Stopwatch.StartNew();
        var process = Start(environment, "serve", $"--Urls={address}");
        using var probe = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        while (!await ReadyAsync(probe, new Uri(address, "/health/ready"))) await Task.Delay(10);
        var service = new ServiceUnderTest(process, folder, address, clock.Elapsed);
        using var create = Start(environment, "apikey", "create", $"benchmark {address.Port}", "--role", "admin", "--output", "json");
        var key = JsonDocument.Parse(await create.StandardOutput.ReadToEndAsync()).RootElement.GetProperty("key").GetString();
        service.Api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return service;
    }

    public async Task<JsonElement> GetAsync(string path) => await Api.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative));

    public async Task<string> AddStreamAsync(Uri url, string schedule, int phase)
    {
        using var answer = await Api.PostAsJsonAsync("/api/v1/streams", new { url, name = url.PathAndQuery, schedule, phase, sampleSeconds = 10 });
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<bool> ReadyAsync(HttpClient http, Uri address)
    {
        try
        {
            using var answer = await http.GetAsync(address);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private static Process Start(Dictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var process = Process.Start(start)!;
        if (arguments[0] == "serve") process.BeginOutputReadLine();
        return process;
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Platform.sln"))) folder = folder.Parent ?? throw new InvalidOperationException("Run it from the source tree.");
        return folder.FullName;
    }
}
