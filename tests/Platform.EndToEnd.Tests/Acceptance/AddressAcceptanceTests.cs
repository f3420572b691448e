using System.Globalization;
using System.Text;
using Platform.Testing.Servers;

namespace Platform.EndToEnd.Tests.Acceptance;

/// <summary>Which addresses are checked at all: acceptance cases SC-01 and SC-02.</summary>
public sealed class AddressAcceptanceTests : IAsyncLifetime
{
    private readonly CheckRun _check = CheckRun.Prepare();
    private BadHttpServer _server = null!;

    public async Task InitializeAsync() => _server = await BadHttpServer.StartAsync();

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _check.DisposeAsync();
    }

    [Fact]
    public async Task SC_01_A_wrong_address_is_named_nothing_is_requested_and_the_exit_code_is_1()
    {
        var here = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_server.Port}");
        (string Url, string Message)[] cases =
        [
            ($"ftp://{here}/x", "Scheme 'ftp' is not allowed"),
            ("file:///etc/passwd", "Scheme 'file' is not allowed"),
            ("javascript:alert(1)", "Scheme 'javascript' is not allowed"),
            ($"http://{here}/a/../b", "must not contain '../'"),
            ("http:///x", "no host name"),
            ($"http://{here}/".PadRight(2049, 'x'), "URL exceeds maximum length of 2048 characters"),
        ];
        await Task.WhenAll(cases.Select(async one =>
        {
            var run = await _check.RunAsync("--url", one.Url);
            Assert.True(run.Code == 1, run.ToString());
            Assert.Contains(one.Message, run.Errors, StringComparison.Ordinal);
            Assert.Empty(run.Output);
        }));
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task SC_02_Private_addresses_and_names_of_them_are_refused_before_connecting()
    {
        var port = _server.Port.ToString(CultureInfo.InvariantCulture);
        string[] urls = [$"http://127.0.0.1:{port}/", $"http://[::1]:{port}/", "http://10.0.0.1/", $"http://localhost:{port}/"];
        await Task.WhenAll(urls.Select(async url =>
        {
            var run = await _check.RunAsync("--allow-private", "false", "--url", url);
            Assert.True(run.Code == 1, run.ToString());
            Assert.Contains("not a public address", run.Errors, StringComparison.Ordinal);
        }));
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task SC_02_A_redirect_to_a_private_address_is_refused_before_connecting()
    {
        // This server is allowed, what it names is not.
        _check.Environment["PLATFORM__UrlGuard__AllowedNetworks"] = "127.0.0.1/32";
        var away = _server.Add("/away", (stream, cancellationToken) =>
            stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 302 Found\r\nLocation: http://10.0.0.1/live\r\nContent-Length: 0\r\n\r\n"), cancellationToken).AsTask());
        var run = await _check.RunAsync("--allow-private", "false", "--phase", "1", "--output", "json", "--url", away.AbsoluteUri);

        Assert.True(run.Code == 0, run.ToString());
        var connectivity = run.Json.GetProperty("connectivity");
        Assert.Equal(("connection_error", "url.refused"), (connectivity.GetProperty("status").GetString(), connectivity.GetProperty("error_code").GetString()));
        Assert.Equal([away.AbsoluteUri], connectivity.GetProperty("hops").EnumerateArray().Select(h => h.GetString()));
        Assert.Single(_server.Requests);
    }
}
