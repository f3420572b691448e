using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Platform.Testing.Audio;

namespace Platform.Testing.Servers;

/// <summary>A server on a loopback port that misbehaves as its path says; see <see cref="UrlOf(BadBehaviour)"/>.</summary>
public sealed class BadHttpServer : IAsyncDisposable
{
    private const int MaxRequestLength = 16 << 10;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, Func<BadRequest, CancellationToken, Task>> _paths = [];
    private readonly ConcurrentQueue<string> _requests = [];
    private readonly BadReplies _replies;
    private readonly Task _accepting;

    private BadHttpServer(byte[] audio)
    {
        _replies = new BadReplies(audio);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>First lines of all requests so far, in order.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    public static async Task<BadHttpServer> StartAsync() => new(await TestAudio.BytesAsync(AudioVariant.Programme));

    public Uri UrlOf(BadBehaviour behaviour) => new($"http://127.0.0.1:{Port}/{behaviour}");

    /// <summary>Adds a path with a behaviour of the test's own; the connection is closed when it returns.</summary>
    public Uri Add(string path, Func<Stream, CancellationToken, Task> reply)
    {
        _paths[path] = (request, cancellationToken) => reply(request.Stream, cancellationToken);
        return new Uri($"http://127.0.0.1:{Port}{path}");
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            _ = ServeAsync(client);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using var stream = client.GetStream();
                var request = await ReadRequestAsync(stream);
                if (request is null) return;
                _requests.Enqueue(request.FirstLine);
                await ReplyTo(request)(request, _stop.Token);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // The client had enough, or the test is over.
            }
        }
    }

    private Func<BadRequest, CancellationToken, Task> ReplyTo(BadRequest request)
    {
        if (_paths.TryGetValue(request.Path, out var own)) return own;
        return Enum.TryParse<BadBehaviour>(request.Path.TrimStart('/'), out var behaviour) ? _replies.For(behaviour) : _replies.For(BadBehaviour.NotFound);
    }

    private async Task<BadRequest?> ReadRequestAsync(NetworkStream stream)
    {
        var bytes = new byte[MaxRequestLength];
        var have = 0;
        while (bytes.AsSpan(0, have).IndexOf("\r\n\r\n"u8) < 0)
        {
            var read = await stream.ReadAsync(bytes.AsMemory(have), _stop.Token);
            if (read == 0) return null;
            have += read;
        }

        return new BadRequest(stream, Encoding.ASCII.GetString(bytes, 0, have).Split("\r\n")[0]);
    }
}

internal sealed record BadRequest(Stream Stream, string FirstLine)
{
    public string Method => FirstLine.Split(' ')[0];

    public string Path => FirstLine.Split(' ') is [_, var path, ..] ? path : "/";
}
