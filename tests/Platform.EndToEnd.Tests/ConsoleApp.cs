using Microsoft.Playwright;

namespace Platform.EndToEnd.Tests;

/// <summary>One running service and one browser for all tests of the collection; the administrator signs in once.</summary>
public sealed class ConsoleApp : IAsyncLifetime
{
    // Generous: nothing is waited for longer than it takes, and a busy two-core machine takes long.
    private const float Patience = 60_000;
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private string? _session;

    public PlatformProcess Platform { get; private set; } = null!;

    public string Url => Platform.Url;

    public async Task InitializeAsync()
    {
        Platform = await PlatformProcess.StartAsync();
        _playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(Patience);
        _browser = await LaunchAsync(_playwright);
        await using var page = await OpenAsync(signedIn: false);
        await page.SignInAsync();
        _session = await page.Page.Context.StorageStateAsync();
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (Platform is not null) await Platform.DisposeAsync();
    }

    /// <summary>A browser tab of its own, with no cookies but the session's.</summary>
    public async Task<ConsolePage> OpenAsync(Screen? screen = null, bool signedIn = true, Action<BrowserNewContextOptions>? configure = null, string? url = null)
    {
        screen ??= Screen.Wide;
        var options = new BrowserNewContextOptions
        {
            BaseURL = url ?? Url,
            ViewportSize = new ViewportSize { Width = screen.Width, Height = screen.Height },
            ColorScheme = screen.Dark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            StorageState = signedIn && url is null ? _session : null,
        };
        configure?.Invoke(options);
        var context = await _browser!.NewContextAsync(options);
        context.SetDefaultTimeout(Patience);
        return new ConsolePage(await context.NewPageAsync());
    }

    // Debian's own browser: nothing is downloaded, and nothing of it calls home.
    private static Task<IBrowser> LaunchAsync(IPlaywright playwright) => playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
    {
        ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM_PATH") ?? "/usr/bin/chromium",
        Args =
        [
            "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", "--disable-default-apps", "--no-pings", "--mute-audio", "--autoplay-policy=no-user-gesture-required",
        ],
    });
}

/// <summary>What the browser looks like to the page.</summary>
public sealed record Screen(string Name, int Width, int Height, bool Dark)
{
    public static readonly Screen Wide = new("wide-light", 1440, 900, Dark: false);
    public static readonly Screen WideDark = new("wide-dark", 1440, 900, Dark: true);
    public static readonly Screen Narrow = new("narrow-light", 390, 844, Dark: false);
    public static readonly Screen NarrowDark = new("narrow-dark", 390, 844, Dark: true);

    public static IReadOnlyList<Screen> All { get; } = [Wide, WideDark, NarrowDark, Narrow];

    /// <summary>On a desk in the light, and on a phone in the dark: for pages made of what others are made of.</summary>
    public static IReadOnlyList<Screen> Extremes { get; } = [Wide, NarrowDark];
}

[CollectionDefinition(Name)]
public sealed class ConsoleCollection : ICollectionFixture<ConsoleApp>
{
    public const string Name = "console";
}
