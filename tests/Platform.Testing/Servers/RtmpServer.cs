using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Platform.Testing.Audio;

namespace Platform.Testing.Servers;

/// <summary>A real nginx with its RTMP module on a loopback port, fed by ffmpeg at the speed of the audio.</summary>
public sealed class RtmpServer : IAsyncDisposable
{
    private const string Module = "/usr/lib/nginx/modules/ngx_rtmp_module.so";
    private readonly string _folder;
    private readonly List<Process> _processes = [];

    private RtmpServer(string folder, int port) => (_folder, Port) = (folder, port);

    public int Port { get; }

    public static async Task<RtmpServer> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("platform-rtmp-").FullName;
        var server = new RtmpServer(folder, FreePort.Next());
        var config = Path.Combine(folder, "nginx.conf");
        await File.WriteAllTextAsync(config, $$"""
            load_module {{Module}};
            daemon off;
            master_process off;
            pid {{folder}}/nginx.pid;
            error_log stderr error;
            events {}
            rtmp { server { listen 127.0.0.1:{{server.Port}}; application live { live on; wait_key off; idle_streams off; } } }
            """);
        server.Run("nginx", "-p", folder, "-c", config);
        await server.WaitAsync();
        return server;
    }

    /// <summary>Publishes the test programme and returns its address once the publisher is connected.</summary>
    public async Task<Uri> PublishAsync(string name, AudioVariant variant = AudioVariant.Programme)
    {
        var file = await TestAudio.FileAsync(variant, AudioEncoding.Aac);
        var url = string.Create(CultureInfo.InvariantCulture, $"rtmp://127.0.0.1:{Port}/live/{name}");
        Run("ffmpeg", "-hide_banner", "-v", "error", "-nostdin", "-re", "-stream_loop", "-1", "-i", file, "-c", "copy", "-bsf:a", "aac_adtstoasc", "-f", "flv", url);
        return new Uri(url);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private void Run(string program, params IEnumerable<string> arguments)
    {
        var info = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments) info.ArgumentList.Add(argument);
        var process = new Process { StartInfo = info };
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _processes.Add(process);
    }

    private async Task WaitAsync()
    {
        for (var i = 0; i < 200; i++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync("127.0.0.1", Port);
                return;
            }
            catch (SocketException) when (!_processes[0].HasExited)
            {
                await Task.Delay(50);
            }
        }

        throw new InvalidOperationException("nginx with its RTMP module did not start.");
    }
}
