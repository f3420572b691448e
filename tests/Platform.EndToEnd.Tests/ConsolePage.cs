using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Platform.EndToEnd.Tests;

/// <summary>A tab with the console in it. Whatever the browser complains about is gathered, and fails the test in <see cref="ShouldBeClean"/>.</summary>
public sealed class ConsolePage : IAsyncDisposable
{
    private static readonly bool KeepsPictures = Environment.GetEnvironmentVariable("PLATFORM_SCREENSHOTS") is { Length: > 0 };
    private readonly List<string> _complaints = [];

    public ConsolePage(IPage page)
    {
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") Complain($"console {message.Type}: {message.Text} ({message.Location})");
        };
        page.PageError += (_, error) => Complain($"script error: {error}");
        page.RequestFailed += (_, request) =>
        {
            if (!LeftBehind(request)) Complain($"request failed: {request.Method} {request.Url}: {request.Failure}");
        };
        page.Response += (_, response) =>
        {
            if (response.Status >= 400) Complain($"answer {response.Status}: {response.Request.Method} {response.Url}");
        };
    }

    public IPage Page { get; }

    /// <summary>Opens a path and waits until its circuit answers events.</summary>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(path);
        await InteractiveAsync();
    }

    /// <summary>Waits until the circuit stands, its elements are in place of the prerendered ones, and they have come to rest.</summary>
    public async Task InteractiveAsync()
    {
        await Page.WaitForFunctionAsync("() => window.platformConsole?.interactive === true");
        await RestAsync();
    }

    /// <summary>Waits until all that the page loads is there and nothing in it has moved for a moment: a circuit's answers come without any request.</summary>
    public Task RestAsync() => Page.EvaluateAsync("""
        async () => {
          if (document.readyState !== 'complete') await new Promise(done => addEventListener('load', done, { once: true }));
          await document.fonts.ready;
          await new Promise(done => {
            let timer;
            const watch = new MutationObserver(wait);
            function wait() {
              clearTimeout(timer);
              timer = setTimeout(() => { watch.disconnect(); done(); }, 200);
            }
            watch.observe(document.documentElement, { subtree: true, childList: true, attributes: true, characterData: true });
            wait();
          });
        }
        """);

    /// <summary>
    /// Looks at the page as it stands on each screen: nothing is wider than it, axe has nothing against it, and a picture
    /// is kept. The page is not loaded again for that; what the colours alone decide is looked at alone where the size has
    /// been looked at before.
    /// </summary>
    public async Task LookAsync(string name, IReadOnlyList<Screen>? screens = null)
    {
        var whole = new HashSet<int>();
        foreach (var screen in screens ?? Screen.All)
        {
            await Page.EmulateMediaAsync(new() { ColorScheme = screen.Dark ? ColorScheme.Dark : ColorScheme.Light });
            await Page.SetViewportSizeAsync(screen.Width, screen.Height);
            await Page.EvaluateAsync("() => { scrollTo(0, 0); return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))); }");
            var first = whole.Add(screen.Width);
            if (first) await ShouldNotOverflowAsync();
            await ShouldBeAccessibleAsync(coloursOnly: !first);
            await ScreenshotAsync($"{name}-{screen.Name}");
        }
    }

    public async Task SignInAsync(string name = PlatformProcess.AdminName, string password = PlatformProcess.AdminPassword)
    {
        await Page.GotoAsync("/sign-in");
        await Page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await Page.GetByLabel("Password", new() { Exact = true }).FillAsync(password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(Page.Locator("#sidebar")).ToBeAttachedAsync();
        await InteractiveAsync();
    }

    /// <summary>The pages that the menu leads to: path and title.</summary>
    public async Task<IReadOnlyList<(string Path, string Title)>> MenuAsync()
    {
        var links = await Page.Locator("#sidebar a.menu-link").AllAsync();
        var menu = new List<(string, string)>();
        foreach (var link in links) menu.Add(("/" + await link.GetAttributeAsync("href"), (await link.GetAttributeAsync("title"))!));
        return menu;
    }

    /// <summary>Keeps a picture of the whole page in artifacts/screenshots when PLATFORM_SCREENSHOTS is set: drawing it takes longer than looking at it.</summary>
    public async Task ScreenshotAsync(string name)
    {
        if (!KeepsPictures) return;
        await Page.EvaluateAsync("() => document.fonts.ready");
        await Page.ScreenshotAsync(new() { Path = Path.Combine(PlatformProcess.RepositoryRoot, "artifacts", "screenshots", $"{name}.png"), FullPage = true, Animations = ScreenshotAnimations.Disabled });
    }

    /// <summary>Nothing is wider than the screen.</summary>
    public async Task ShouldNotOverflowAsync()
    {
        var wide = await Page.EvaluateAsync<string[]>("""
            () => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('body *')]
              .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && e.checkVisibility())
              .slice(0, 5).map(e => `${e.tagName}.${e.className} ends at ${Math.round(e.getBoundingClientRect().right)}`)
            """);
        Assert.True(wide.Length == 0, $"{Page.Url} is wider than the screen: {string.Join("; ", wide)}");
    }

    /// <summary>Axe finds nothing serious or critical.</summary>
    public async Task ShouldBeAccessibleAsync(bool coloursOnly = false)
    {
        var options = new AxeRunOptions { ResultTypes = [ResultType.Violations] };
        if (coloursOnly) options.RunOnly = new RunOnlyOptions { Type = "rule", Values = ["color-contrast"] };
        var result = await Page.RunAxe(options);
        var bad = result.Violations.Where(v => v.Impact is "serious" or "critical").Select(Describe).ToArray();
        Assert.True(bad.Length == 0, $"{Page.Url}:\n{string.Join("\n", bad)}");
    }

    /// <summary>The browser had nothing to complain about, but for what the test expects.</summary>
    public void ShouldBeClean(params string[] except)
    {
        string[] complaints;
        lock (_complaints) complaints = [.. _complaints.Where(c => !except.Any(c.Contains))];
        Assert.True(complaints.Length == 0, string.Join("\n", complaints));
    }

    public async ValueTask DisposeAsync() => await Page.Context.CloseAsync();

    private void Complain(string complaint)
    {
        lock (_complaints) _complaints.Add(complaint);
    }

    // Leaving a page ends what it was still loading; Chromium calls that a failure.
    private static bool LeftBehind(IRequest request) => request.Failure == "net::ERR_ABORTED";

    private static string Describe(AxeResultItem item) =>
        $"  {item.Impact} {item.Id}: {item.Help}\n" + string.Join("\n", item.Nodes.Take(4).Select(n => $"    {n.Target}: {n.Html}"));
}
