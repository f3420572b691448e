using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Platform.EndToEnd.Tests.Stories;

/// <summary>Somebody brings a list of streams along, groups them, and changes many at once.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class ManyStreamsTests(ConsoleApp app)
{
    private const string List = """
        url,name,group,tags,enabled,schedule,phase
        https://radio.example/one.mp3,Radio One,Brought main,brought;jazz,no,every 5m,1
        https://radio.example/two.mp3,Radio Two,Brought main,brought,no,,1
        https://radio.example/three.mp3,Radio Three,Brought relays,brought,no,,
        ftp://radio.example/four,Radio Four,,brought,no,,
        """;

    [Fact]
    public async Task A_list_is_previewed_imported_selected_changed_and_the_change_undone()
    {
        await using var page = await app.OpenAsync();
        await page.GoAsync("/streams/import");
        await page.Page.GetByLabel("Or paste it").FillAsync(List);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
        await Expect(page.Page.GetByRole(AriaRole.Heading, new() { Name = "This would be done: 3 added, 0 changed, 0 left as they are, 1 refused (csv)" })).ToBeVisibleAsync();
        await page.ScreenshotAsync("streams-import-wide-light");
        await page.ShouldBeAccessibleAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Import 3 streams" }).ClickAsync();
        await Expect(page.Page.GetByRole(AriaRole.Heading, new() { Name = "Done: 3 added, 0 changed, 0 left as they are, 1 refused (csv)" })).ToBeVisibleAsync();

        await page.GoAsync("/streams?tag=brought");
        await page.Page.GetByLabel("Select all streams of this page").CheckAsync();
        await Expect(page.Page.GetByText("3 selected")).ToBeVisibleAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Tags", Exact = true }).ClickAsync();
        await page.Page.GetByRole(AriaRole.Textbox, new() { Name = "Tags" }).FillAsync("chosen");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await Expect(page.Page.GetByText("3 streams tagged chosen.")).ToBeVisibleAsync();
        await page.ScreenshotAsync("streams-bulk-wide-light");
        await page.ShouldBeAccessibleAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(page.Page.GetByText("3 streams no longer tagged chosen.")).ToBeVisibleAsync();

        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Radio One", Exact = true }).ClickAsync();
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Copy", Exact = true }).ClickAsync();
        await Expect(page.Page.GetByLabel("Name", new() { Exact = true })).ToHaveValueAsync("Radio One (copy)");
        await Expect(page.Page.GetByLabel("Group", new() { Exact = true })).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("^[0-9a-f-]{36}$"));
        await page.Page.GetByLabel("Address", new() { Exact = true }).FillAsync("https://radio.example/copy.mp3");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Add stream" }).ClickAsync();
        await Expect(page.Page.GetByRole(AriaRole.Heading, new() { Name = "Radio One (copy)" })).ToBeVisibleAsync();
        page.ShouldBeClean();
    }
}
