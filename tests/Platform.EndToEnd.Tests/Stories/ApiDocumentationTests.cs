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
        // Of so many only those near the window are drawn; the filter finds the others, as a reader would.
        var filter = page.Page.GetByPlaceholder("Filter by tag or path");
        await filter.FillAsync("Streams");
        await Expect(page.Page.GetByText("List streams", new() { Exact = true })).ToBeVisibleAsync();
        await filter.FillAsync("Jobs");
        await Expect(page.Page.GetByText("Run a job now", new() { Exact = true })).ToBeVisibleAsync();
        await page.ScreenshotAsync("api-documentation-wide-light");
        page.ShouldBeClean();
    }
}
