using System.Text.Json;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Platform.EndToEnd.Tests;

/// <summary>A tab with the console in it. Whatever the browser complains about is gathered, and fails the test in <see cref="ShouldBeClean"/>.</summary>
public sealed class ConsolePage : IAsyncDisposable
{
    private static readonly bool KeepsPictures = Environment.GetEnvironmentVariable("PLATFORM_SCREENSHOTS") is { Length: > 0 };
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();
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
    /// is kept. The page is not loaded again for that, and axe is not asked twice: how it is built is looked at once for
    /// each size, its colours once for each scheme.
    /// </summary>
    public async Task LookAsync(string name, IReadOnlyList<Screen>? screens = null)
    {
        var (sizes, schemes) = (new HashSet<int>(), new HashSet<bool>());
        foreach (var screen in screens ?? Screen.All)
        {
            await Page.EmulateMediaAsync(new() { ColorScheme = screen.Dark ? ColorScheme.Dark : ColorScheme.Light });
            await Page.SetViewportSizeAsync(screen.Width, screen.Height);
            await Page.EvaluateAsync("() => { scrollTo(0, 0); return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))); }");
            var (newSize, newScheme) = (sizes.Add(screen.Width), schemes.Add(screen.Dark));
            if (newSize) await ShouldNotOverflowAsync();
            if (newSize || newScheme) await ShouldBeAccessibleAsync(newSize && newScheme ? Part.Whole : newSize ? Part.Structure : Part.Colours);
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
    public async Task ShouldBeAccessibleAsync(Part part = Part.Whole)
    {
        // Its own package opens another tab for each look and sends half a megabyte to both.
        if (!await Page.EvaluateAsync<bool>("() => 'axe' in window")) await Page.EvaluateAsync(Axe);
        var violations = await Page.EvaluateAsync<JsonElement>("""
            async part => {
              const contrast = ['color-contrast'];
              const options = part === 'Colours' ? { runOnly: contrast } : part === 'Structure' ? { rules: { [contrast]: { enabled: false } } } : {};
              const { violations } = await axe.run(document, { ...options, resultTypes: ['violations'] });
              return violations.map(v => ({ impact: v.impact, text: `  ${v.impact} ${v.id}: ${v.help}\n` + v.nodes.slice(0, 4).map(n => `    ${n.target}: ${n.html}`).join('\n') }));
            }
            """, part.ToString());
        string[] bad = [.. violations.EnumerateArray().Where(v => v.GetProperty("impact").GetString() is "serious" or "critical").Select(v => v.GetProperty("text").GetString()!)];
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
}

/// <summary>What axe looks at: telling colours apart takes it as long as all the rest.</summary>
public enum Part
{
    Whole,

    Colours,

    Structure,
}
