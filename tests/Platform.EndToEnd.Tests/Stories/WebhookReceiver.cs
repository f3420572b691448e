using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Platform.EndToEnd.Tests.Stories;

/// <summary>Takes webhooks on a loopback port, after a while that the test says, and notes which arrived whole.</summary>
internal sealed class WebhookReceiver : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly TimeSpan _wait;

    public WebhookReceiver(TimeSpan wait = default)
    {
        _wait = wait;
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Url = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/";
        }

        _listener.Prefixes.Add(Url);
        _listener.Start();
        _ = ReceiveAsync();
    }

    public string Url { get; }

    /// <summary>Id of the delivery and event, once for each arrival.</summary>
    public ConcurrentQueue<(string Id, string Event)> Arrived { get; } = [];

    public void Dispose() => _listener.Close();

    private async Task ReceiveAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                _ = AnswerAsync(await _listener.GetContextAsync());
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            using var reader = new StreamReader(context.Request.InputStream);
            var body = JsonDocument.Parse(await reader.ReadToEndAsync()).RootElement;
            Arrived.Enqueue((context.Request.Headers["webhook-id"]!, body.GetProperty("event").GetString()!));
            await Task.Delay(_wait);
            context.Response.StatusCode = 204;
            context.Response.Close();
        }
        catch (Exception e) when (e is HttpListenerException or IOException or JsonException or ObjectDisposedException)
        {
            // The sender was cut off.
        }
    }
}
