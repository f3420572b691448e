using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using Platform.Testing.Audio;
using static Microsoft.Playwright.Assertions;

namespace Platform.EndToEnd.Tests.Stories;

/// <summary>Models on the page Speech, by clicking: a download with its licence, from a server that gives the wrong bytes; an import from a file.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class ModelStoryTests(ConsoleApp app) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("platform-models-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_download_names_its_licence_and_says_what_went_wrong_and_an_import_shows_at_once()
    {
        await using var source = await SourceAsync();
        using var api = await ApiClient.CreateAsync(app.Platform);
        await api.PutAsync("/api/v1/settings/Speech:Models:SourceUrl", new { value = source.Urls.Single() });
        await using var page = await app.OpenAsync();
        var tab = page.Page;
        await page.GoAsync("/speech");

        // Who says no downloads nothing.
        var row = tab.Locator("tr", new() { Has = tab.GetByRole(AriaRole.Button, new() { Name = "Download tiny", Exact = true }) });
        await tab.GetByRole(AriaRole.Button, new() { Name = "Download tiny", Exact = true }).ClickAsync();
        var dialog = tab.GetByRole(AriaRole.Dialog, new() { Name = "Download tiny?" });
        await Expect(dialog).ToContainTextAsync("By downloading it you agree to the licence.");
        await Expect(dialog).ToContainTextAsync("Licence: MIT");
        await page.LookAsync("model-download", Screen.Extremes);
        await tab.SetViewportSizeAsync(Screen.Wide.Width, Screen.Wide.Height);
        await tab.Keyboard.PressAsync("Escape");
        await Expect(dialog).ToBeHiddenAsync();
        await Expect(row).ToContainTextAsync("To be had");

        await tab.GetByRole(AriaRole.Button, new() { Name = "Download tiny", Exact = true }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Download", Exact = true }).ClickAsync();
        await Expect(row).ToContainTextAsync("What came is not tiny as it was published");

        // A file that is no model, then one that is.
        var (wrong, right) = (Path.Combine(_folder.FullName, "ggml-wrong.bin"), Path.Combine(_folder.FullName, "ggml-ours.bin"));
        await File.WriteAllTextAsync(wrong, "This is no model.");
        GeneratedWhisperModel.Write(right, [(0, 2, "hello")]);
        await tab.GetByText("A model of your own").ClickAsync();
        await Expect(tab.Locator("#model-file")).ToBeEnabledAsync();
        await tab.Locator("#model-file").SetInputFilesAsync(wrong);
        await Expect(tab.Locator(".import-wrong")).ToBeVisibleAsync();
        await tab.Locator("#model-file").SetInputFilesAsync(right);
        await Expect(tab.Locator(".import")).ToContainTextAsync("ours is installed.");
        await Expect(tab.GetByRole(AriaRole.Button, new() { Name = "Delete ours" })).ToBeVisibleAsync();
        await page.RestAsync();
        await page.LookAsync("model-import", Screen.Extremes);
        await tab.SetViewportSizeAsync(Screen.Wide.Width, Screen.Wide.Height);
        await tab.GetByRole(AriaRole.Button, new() { Name = "Delete ours" }).ClickAsync();
        await tab.GetByRole(AriaRole.Dialog, new() { Name = "Delete ours?" }).GetByRole(AriaRole.Button, new() { Name = "Delete", Exact = true }).ClickAsync();
        await Expect(tab.GetByRole(AriaRole.Button, new() { Name = "Delete ours" })).ToHaveCountAsync(0);
        page.ShouldBeClean("models:import");
    }

    private static async Task<WebApplication> SourceAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var source = builder.Build();
        source.Run(context => context.Response.WriteAsync("These are not the bytes that were published."));
        await source.StartAsync();
        return source;
    }
}
