using Platform.Kernel.Api;

namespace Platform.Kernel.Tests.Api;

public sealed class CursorTests
{
    private sealed record ByTime(DateTimeOffset At, Guid Id);

    private sealed record ByName(string Name);

    [Fact]
    public void A_cursor_leads_back_to_its_position()
    {
        var position = new ByTime(new DateTimeOffset(2026, 3, 1, 12, 0, 0, 123, TimeSpan.Zero).AddTicks(4567), Guid.CreateVersion7());
        var cursor = Cursor.Encode(position);
        Assert.Equal(position, Cursor.Decode<ByTime>(cursor).Value);
        Assert.Equal(cursor, Uri.EscapeDataString(cursor));
    }

    [Theory]
    [InlineData("made up")]
    [InlineData("e30")]
    [InlineData("bnVsbA")]
    [InlineData("AAAA")]
    public void What_no_list_gave_out_is_refused(string cursor)
    {
        var result = Cursor.Decode<ByTime>(cursor);
        Assert.False(result.Ok);
        Assert.Equal("list.cursor_invalid", result.Error.Code);
        Assert.Contains("cursor", result.Error.Fields.Keys);
    }

    [Fact]
    public void A_cursor_of_another_list_is_refused() => Assert.False(Cursor.Decode<ByTime>(Cursor.Encode(new ByName("x"))).Ok);

    [Fact]
    public void No_cursor_is_the_first_page() => Assert.Null(Cursor.Decode<ByTime>(null).Value);

    [Theory]
    [InlineData(0)]
    [InlineData(501)]
    public void A_limit_out_of_bounds_is_refused(int limit) =>
        Assert.Equal("list.limit_invalid", new PageRequest(null, limit).Read<ByName>().Error!.Code);

    [Fact]
    public void Pages_follow_one_another_until_the_last()
    {
        string[] all = ["a", "b", "c", "d", "e"];
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = new PageRequest(cursor, 2).Read<ByName>().Value;
            var fetched = all.Where(n => page.After is null || string.CompareOrdinal(n, page.After.Name) > 0).Take(page.Take).ToArray();
            var answer = page.Of(fetched, n => new ByName(n));
            seen.AddRange(answer.Items);
            cursor = answer.NextCursor;
        }
        while (cursor is not null);
        Assert.Equal(all, seen);
    }
}
