using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Platform.EndToEnd.Tests.Stories;

/// <summary>A plugin dropped into a folder adds a page, an endpoint, a job and a health inspection; broken ones are reported and harm nothing.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class PluginTests(ConsoleApp app)
{
    private static readonly string SampleBuild =
        Path.Combine(PlatformProcess.RepositoryRoot, "artifacts", "bin", "SamplePlugin", new DirectoryInfo(AppContext.BaseDirectory).Name);

    [Fact]
    public async Task What_is_dropped_in_is_there_and_what_is_broken_is_said_on_the_health_page()
    {
        var plugins = Directory.CreateTempSubdirectory("plugins-");
        try
        {
            Drop(SampleBuild, plugins.CreateSubdirectory("SamplePlugin"));
            File.WriteAllText(Path.Combine(plugins.CreateSubdirectory("Broken").FullName, "Broken.dll"), "this is no assembly");
            await using var platform = await PlatformProcess.StartAsync(environment: new Dictionary<string, string> { ["PLATFORM__Modules__PluginFolder"] = plugins.FullName });
            using var api = await ApiClient.CreateAsync(platform);

            var greeting = await api.GetAsync("/api/v1/sample/greeting");
            Assert.Equal("hello from the plugin", greeting.GetProperty("greeting").GetString());

            var job = await api.GetAsync("/api/v1/jobs/sample.tidy");
            Assert.Equal("Tidy the sample", job.GetProperty("name").GetString());
            await api.PostAsync("/api/v1/jobs/sample.tidy:run");
            await api.UntilAsync("/api/v1/jobs/sample.tidy/runs", runs => runs.GetProperty("items").EnumerateArray().Any(r => r.GetProperty("status").GetString() == "succeeded"));

            await using var page = await app.OpenAsync(signedIn: false, url: platform.Url);
            await page.SignInAsync();
            await page.Page.Locator("#sidebar").GetByRole(AriaRole.Link, new() { Name = "Sample" }).ClickAsync();
            await Expect(page.Page.GetByRole(AriaRole.Heading, new() { Name = "Sample", Level = 1 })).ToBeVisibleAsync();
            await page.ScreenshotAsync("plugin-page");
            await page.Page.GetByRole(AriaRole.Button, new() { Name = "Count", Exact = true }).ClickAsync();
            await Expect(page.Page.GetByText("Clicked 1 times.")).ToBeVisibleAsync();

            await page.GoAsync("/health");
            await Expect(page.Page.GetByText("Sample plugin")).ToBeVisibleAsync();
            await Expect(page.Page.GetByText("Module Broken")).ToBeVisibleAsync();
            await Expect(page.Page.GetByText("It is not a .NET assembly").First).ToBeVisibleAsync();
            await page.ScreenshotAsync("health-broken-plugin-wide-light");
            page.ShouldBeClean();
        }
        finally
        {
            plugins.Delete(recursive: true);
        }
    }

    private static void Drop(string build, DirectoryInfo folder)
    {
        Assert.True(Directory.Exists(build), $"The sample plugin is not built: {build}");
        foreach (var file in Directory.EnumerateFiles(build)) File.Copy(file, Path.Combine(folder.FullName, Path.GetFileName(file)));
    }
}
