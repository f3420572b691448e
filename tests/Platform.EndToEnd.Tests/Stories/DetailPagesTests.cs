using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Platform.EndToEnd.Tests.Stories;

/// <summary>The pages that no menu leads to: of one stream, one incident, one window, and the forms that make them.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class DetailPagesTests(ConsoleApp app)
{
    private readonly string _mark = Guid.NewGuid().ToString("N")[..8];

    [Fact]
    public async Task The_pages_of_a_stream_a_group_and_an_incident_are_accessible_fit_and_raise_no_complaint()
    {
        using var api = await ApiClient.CreateAsync(app.Platform);
        var group = Id(await api.PostAsync("/api/v1/streams/groups", new { name = $"A group with quite a long name, {_mark}" }));
        var stream = Id(await FailingAsync(api, group));
        var incidents = await api.UntilAsync($"/api/v1/incidents?stream={stream}", list => list.GetProperty("items").GetArrayLength() > 0);
        var incident = Id(incidents.GetProperty("items")[0]);
        await api.PostAsync($"/api/v1/incidents/{incident}/comments", new { text = "The **encoder** is being restarted." });
        var results = await api.GetAsync($"/api/v1/streams/{stream}/results");

        await using var page = await app.OpenAsync();
        (string Path, string Heading, string Name)[] pages =
        [
            ($"/incidents/{incident}", " is down$", "incident"),
            ($"/streams/{stream}", "Off air", "stream"),
            ($"/streams/{stream}?tab=history", "Off air", "stream-history"),
            ($"/streams/{stream}?tab=titles", "Off air", "stream-titles"),
            ($"/streams/{stream}?tab=checks", "Off air", "stream-checks"),
            ($"/streams/{stream}?tab=terms", "Off air", "stream-terms"),
            ($"/streams/{stream}/results/{Id(results.GetProperty("items")[0])}", "^Check of Off air", "result"),
            ($"/streams/{stream}/edit", "^Edit stream$", "stream-edit"),
            ($"/streams?sort=group&search={_mark}", "^Streams$", "streams-by-group"),
            ("/streams/new", "^Add a stream$", "stream-new"),
            ("/streams/import", "^Import", "streams-import"),
            ("/streams/groups", "^Groups of streams$", "groups"),
            ("/streams/groups/new", "^Add a group$", "group-new"),
            ($"/streams/groups/{group}", "^Edit group$", "group-edit"),
            ($"/uptime?group={group}", "^Uptime report$", "uptime-of-group"),
            ("/tasks/platform.backup", ".", "task"),
        ];
        foreach (var (path, heading, name) in pages) await LookAtAsync(page, path, heading, name);
        await Expect(page.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        page.ShouldBeClean();
    }

    [Fact]
    public async Task A_group_has_a_heading_that_says_what_is_broken_in_it()
    {
        using var api = await ApiClient.CreateAsync(app.Platform);
        var group = Id(await api.PostAsync("/api/v1/streams/groups", new { name = $"Relays {_mark}" }));
        var stream = Id(await FailingAsync(api, group));
        await api.UntilAsync($"/api/v1/streams/{stream}", s => s.GetProperty("status").GetProperty("monitor").GetString() == "down");

        await using var page = await app.OpenAsync();
        await page.GoAsync($"/streams?search={_mark}");
        await page.Page.GetByLabel("Order").SelectOptionAsync("By group");
        await Expect(page.Page.Locator(".group-row", new() { HasText = $"Relays {_mark}" })).ToContainTextAsync("1 down");
        await Expect(page.Page).ToHaveURLAsync(new Regex("sort=group"));

        await page.GoAsync("/uptime");
        await page.Page.GetByLabel("Group").SelectOptionAsync(new SelectOptionValue { Value = group });
        await Expect(page.Page.GetByRole(AriaRole.Row, new() { Name = "Off air" })).ToBeVisibleAsync();
        await Expect(page.Page.Locator("tbody tr")).ToHaveCountAsync(1);
        page.ShouldBeClean();
    }

    [Fact]
    public async Task A_window_is_planned_by_the_form_which_says_what_is_missing()
    {
        await using var page = await app.OpenAsync();
        await page.GoAsync("/maintenance/new");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Plan window" }).ClickAsync();
        await Expect(page.Page.Locator(".field-error").First).ToBeVisibleAsync();
        await page.Page.GetByLabel("Again and again").CheckAsync();
        await page.RestAsync();
        await page.LookAsync("maintenance-new", Screen.Extremes);
        await page.Page.SetViewportSizeAsync(Screen.Wide.Width, Screen.Wide.Height);
        await page.Page.GetByLabel("Once").CheckAsync();
        await page.Page.GetByLabel("What is done").FillAsync($"Mast work {_mark}");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Plan window" }).ClickAsync();
        await page.Page.GetByRole(AriaRole.Link, new() { Name = $"Edit Mast work {_mark}" }).ClickAsync();
        await Expect(page.Page.GetByLabel("What is done")).ToHaveValueAsync($"Mast work {_mark}");
        await page.RestAsync();
        await page.LookAsync("maintenance-edit", Screen.Extremes);
        page.ShouldBeClean();
    }

    [Fact]
    public async Task A_status_page_made_in_the_editor_is_seen_by_anybody()
    {
        using var api = await ApiClient.CreateAsync(app.Platform);
        await FailingAsync(api, null);
        await using var page = await app.OpenAsync();
        await page.GoAsync("/status-pages/new");
        await page.Page.GetByLabel("Title").FillAsync("How we are heard");
        await page.Page.GetByLabel("Address").FillAsync($"heard-{_mark}");
        await page.Page.GetByLabel("Add a stream or a group").SelectOptionAsync(new SelectOptionValue { Label = $"Off air {_mark}" });
        await page.RestAsync();
        await page.LookAsync("status-page-new", Screen.Extremes);
        await page.Page.SetViewportSizeAsync(Screen.Wide.Width, Screen.Wide.Height);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "How we are heard" }).First.ClickAsync();
        await Expect(page.Page.GetByLabel("Title")).ToHaveValueAsync("How we are heard");
        await page.RestAsync();
        await page.LookAsync("status-page-edit", Screen.Extremes);
        page.ShouldBeClean();

        await using var visitor = await app.OpenAsync(signedIn: false);
        await visitor.Page.GotoAsync($"/status/heard-{_mark}");
        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "How we are heard" })).ToBeVisibleAsync();
        await Expect(visitor.Page.GetByText($"Off air {_mark}").First).ToBeVisibleAsync();
        await visitor.RestAsync();
        await visitor.LookAsync("status-public");
        visitor.ShouldBeClean();
    }

    private static async Task LookAtAsync(ConsolePage page, string path, string heading, string name)
    {
        await page.Page.SetViewportSizeAsync(Screen.Wide.Width, Screen.Wide.Height);
        await page.GoAsync(path);
        await Expect(page.Page.GetByRole(AriaRole.Heading, new() { Level = 1, NameRegex = new Regex(heading) })).ToBeVisibleAsync();
        await page.LookAsync(name, Screen.Extremes);
    }

    /// <summary>A stream of this service's own that is not there, and down by its first check.</summary>
    private Task<JsonElement> FailingAsync(ApiClient api, string? group) => api.PostAsync("/api/v1/streams", new
    {
        name = $"Off air {_mark}",
        url = $"{app.Url}/reference/none.mp3?{_mark}",
        phase = 1,
        schedule = "every 12h",
        failuresToDown = 1,
        groupId = group,
        tags = new[] { "detail" },
    });

    private static string Id(JsonElement thing) => thing.GetProperty("id").GetString()!;
}
