using System.Diagnostics;
using System.Net;
using Platform.Testing.Audio;

namespace Platform.Testing.Servers;

/// <summary>A real icecast2 on a loopback port of its own, with any number of mounts fed by <see cref="AudioSource"/>.</summary>
public sealed class IcecastServer : IAsyncDisposable
{
    internal const string Password = "test-source";
    private readonly Process _process;
    private readonly string _folder;
    private readonly List<AudioSource> _sources = [];

    private IcecastServer(Process process, string folder, int port)
    {
        (_process, _folder, Port) = (process, folder, port);
        AppDomain.CurrentDomain.ProcessExit += KillAtExit;
    }

    public int Port { get; }

    /// <param name="burstBytes">How much of the past a new listener gets at once. The default is enough for checks of 10 s not to wait for them.</param>
    public static async Task<IcecastServer> StartAsync(int burstBytes = 400_000)
    {
        var folder = Directory.CreateTempSubdirectory("platform-icecast-").FullName;
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_111_111);
        var port = FreePort.Next();
        var config = Path.Combine(folder, "icecast.xml");
        await File.WriteAllTextAsync(config, Configuration(folder, port, burstBytes));
        File.SetUnixFileMode(config, (UnixFileMode)0b110_100_100);
        var server = new IcecastServer(Start(config), folder, port);
        await server.WaitUntilReadyAsync();
        return server;
    }

    public Uri UrlOf(string mount) => new($"http://127.0.0.1:{Port}{mount}");

    /// <summary>Feeds a mount until the server is disposed or the source is stopped; returns when listeners get audio.</summary>
    public async Task<AudioSource> StreamAsync(string mount, AudioVariant variant, AudioEncoding encoding = AudioEncoding.Mp3)
    {
        var source = await AudioSource.StartAsync(this, mount, variant, encoding);
        lock (_sources) _sources.Add(source);
        return source;
    }

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= KillAtExit;
        foreach (var source in _sources) await source.DisposeAsync();
        KillAtExit(null, EventArgs.Empty);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    // icecast2 refuses to run as root.
    private static Process Start(string config)
    {
        List<string> command = Environment.IsPrivilegedProcess
            ? ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "icecast2", "-c", config]
            : ["icecast2", "-c", config];
        var info = new ProcessStartInfo(command[0]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in command.Skip(1)) info.ArgumentList.Add(argument);
        var process = new Process { StartInfo = info };
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private void KillAtExit(object? sender, EventArgs e)
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
    }

    private async Task WaitUntilReadyAsync()
    {
        using var client = new HttpClient();
        for (var i = 0; i < 600; i++) // half a minute: machines that run tests are busy
        {
            if (_process.HasExited) break;
            try
            {
                using var answer = await client.GetAsync(UrlOf("/status-json.xsl"));
                if (answer.StatusCode == HttpStatusCode.OK) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(50);
        }

        var log = Path.Combine(_folder, "error.log");
        throw new InvalidOperationException($"icecast2 did not start: {(File.Exists(log) ? await File.ReadAllTextAsync(log) : "no log")}");
    }

    private static string Configuration(string folder, int port, int burstBytes) => $"""
        <icecast>
          <location>test</location><admin>test@localhost</admin><hostname>127.0.0.1</hostname>
          <limits>
            <clients>2000</clients><sources>200</sources><queue-size>1048576</queue-size>
            <client-timeout>30</client-timeout><header-timeout>15</header-timeout><source-timeout>20</source-timeout>
            <burst-size>{burstBytes}</burst-size>
          </limits>
          <authentication>
            <source-password>{Password}</source-password><admin-user>admin</admin-user><admin-password>{Password}</admin-password>
          </authentication>
          <mount type="default"><charset>UTF-8</charset></mount>
          <listen-socket><port>{port}</port><bind-address>127.0.0.1</bind-address></listen-socket>
          <paths>
            <basedir>/usr/share/icecast2</basedir><webroot>/usr/share/icecast2/web</webroot>
            <adminroot>/usr/share/icecast2/admin</adminroot><logdir>{folder}</logdir>
          </paths>
          <logging><accesslog>access.log</accesslog><errorlog>error.log</errorlog><loglevel>2</loglevel></logging>
        </icecast>
        """;
}
