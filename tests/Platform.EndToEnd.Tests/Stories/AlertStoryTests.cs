using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Platform.EndToEnd.Tests.Stories;

/// <summary>Somebody sets up alerts by the console alone: a channel that fails, is mended and works, a policy, and the log.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class AlertStoryTests(ConsoleApp app) : IAsyncLifetime, IDisposable
{
    private readonly HttpListener _receiver = new();
    private readonly ConcurrentQueue<string> _arrived = [];
    private readonly int _port = FreePort();
    private PlatformProcess _platform = null!;

    public async Task InitializeAsync()
    {
        _platform = await PlatformProcess.StartAsync(environment: new Dictionary<string, string> { ["PLATFORM__UrlGuard__AllowedNetworks"] = "127.0.0.0/8" });
        _receiver.Prefixes.Add($"http://127.0.0.1:{_port}/");
        _receiver.Start();
        _ = ReceiveAsync();
    }

    public async Task DisposeAsync() => await _platform.DisposeAsync();

    public void Dispose() => _receiver.Close();

    [Fact]
    public async Task From_nobody_is_told_to_a_message_that_arrived()
    {
        await using var page = await app.OpenAsync(Screen.Wide, signedIn: false, url: _platform.Url);
        await page.SignInAsync();
        await page.GoAsync("/alerts");
        await Expect(Heading(page, "Nobody is told yet")).ToBeVisibleAsync();
        await LookAsync(page, "alerts-empty");

        await Link(page, "Add a channel").ClickAsync();
        await Link(page, "ntfy").ClickAsync();
        await page.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Studio phone");
        await page.Page.GetByLabel("Server (optional)").FillAsync($"http://127.0.0.1:{FreePort()}");
        await page.Page.GetByLabel("Topic").FillAsync("not a topic");
        await Button(page, "Send a test message").ClickAsync();
        await Expect(page.Page.GetByText("A topic has at most 64 letters").First).ToBeVisibleAsync();
        await page.Page.GetByLabel("Topic").FillAsync("studio");
        await Button(page, "Send a test message").ClickAsync();
        await Expect(page.Page.GetByText("refused the connection: nothing listens there")).ToBeVisibleAsync();
        await LookAsync(page, "alerts-channel-test-failed");

        await page.Page.GetByLabel("Server (optional)").FillAsync($"http://127.0.0.1:{_port}");
        await Button(page, "Send a test message").ClickAsync();
        await Expect(page.Page.GetByText("The test message was taken by Studio phone")).ToBeVisibleAsync();
        Assert.Contains("\"topic\":\"studio\"", Assert.Single(_arrived), StringComparison.Ordinal);
        await Button(page, "Add channel").ClickAsync();
        await Button(page, "Send a test message through Studio phone").ClickAsync();
        await Expect(page.Page.GetByText("The test message was taken by Studio phone")).ToBeVisibleAsync();
        await LookAsync(page, "alerts-channels");

        await Link(page, "Policies").ClickAsync();
        await Link(page, "Add a policy").First.ClickAsync();
        await page.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Everybody on call");
        await Button(page, "Add policy").ClickAsync();
        await Expect(page.Page.GetByText("Choose at least one channel.").First).ToBeVisibleAsync();
        await page.Page.GetByLabel("Studio phone").CheckAsync();
        await page.Page.GetByLabel("Hold messages back at certain hours").CheckAsync();
        await LookAsync(page, "alerts-policy");
        await Button(page, "Add policy").ClickAsync();
        await Expect(page.Page.GetByRole(AriaRole.Link, new() { Name = "Everybody on call", Exact = true })).ToBeVisibleAsync();
        await LookAsync(page, "alerts-policies");

        await Link(page, "Deliveries").ClickAsync();
        await Link(page, "Test message of MediaOps").ClickAsync();
        await Expect(page.Page.GetByText($"POST http://127.0.0.1:{_port}/")).ToBeVisibleAsync();
        await LookAsync(page, "alerts-delivery");
        await page.GoAsync("/alerts/deliveries");
        await LookAsync(page, "alerts-deliveries");
        page.ShouldBeClean();
    }

    /// <summary>On a phone in the dark and on a desk in the light: nothing overflows, nothing keeps anybody out.</summary>
    private static Task LookAsync(ConsolePage page, string name) => page.LookAsync(name, Screen.Extremes);

    private static ILocator Button(ConsolePage page, string name) => page.Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static ILocator Link(ConsolePage page, string name) => page.Page.Locator("#content").GetByRole(AriaRole.Link, new() { Name = name });

    private static ILocator Heading(ConsolePage page, string name) => page.Page.GetByRole(AriaRole.Heading, new() { Name = name });

    private async Task ReceiveAsync()
    {
        while (_receiver.IsListening)
        {
            var context = await _receiver.GetContextAsync();
            using var reader = new StreamReader(context.Request.InputStream);
            _arrived.Enqueue(await reader.ReadToEndAsync());
            context.Response.Close();
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
