using System.Net;

namespace Platform.EndToEnd.Tests;

[Collection(ConsoleCollection.Name)]
public sealed class AssetTests(ConsoleApp app)
{
    public static TheoryData<string> Assets =>
    [
        "/_framework/blazor.web.js", "/_content/Platform.Console/console.js", "/_content/Radzen.Blazor/Radzen.Blazor.min.js",
        "/_content/Radzen.Blazor/css/standard-base.css", "/_content/Radzen.Blazor/fonts/MaterialSymbolsOutlined.woff2", "/vendor/uplot/uPlot.iife.min.js",
    ];

    [Theory]
    [MemberData(nameof(Assets))]
    public async Task The_built_program_serves_its_files_in_production_from_any_directory(string path)
    {
        using var client = new HttpClient();
        using var answer = await client.GetAsync(new Uri(app.Url + path));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True((await answer.Content.ReadAsByteArrayAsync()).Length > 1000);
    }

    [Fact]
    public async Task No_page_asks_for_anything_from_elsewhere()
    {
        await using var page = await app.OpenAsync();
        var elsewhere = new List<string>();
        page.Page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(app.Url, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal)) elsewhere.Add(request.Url);
        };
        await page.GoAsync("/");
        foreach (var (path, _) in await page.MenuAsync()) await page.GoAsync(path);
        Assert.Empty(elsewhere);
    }
}
