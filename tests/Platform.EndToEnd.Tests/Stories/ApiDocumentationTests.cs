using static Microsoft.Playwright.Assertions;

namespace Platform.EndToEnd.Tests.Stories;

/// <summary>The served API documentation, in a real browser under the content security policy.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class ApiDocumentationTests(ConsoleApp app)
{
    [Fact]
    public async Task The_documentation_shows_the_operations()
    {
        await using var page = await app.OpenAsync();
        await page.Page.GotoAsync("/docs");
        await Expect(page.Page.GetByText("List streams", new() { Exact = true })).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Expect(page.Page.GetByText("Run a job now", new() { Exact = true })).ToBeVisibleAsync();
        await page.ScreenshotAsync("api-documentation-wide-light");
        page.ShouldBeClean();
    }
}
