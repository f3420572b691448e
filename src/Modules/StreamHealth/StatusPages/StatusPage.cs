using System.Linq.Expressions;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.StatusPages;

/// <summary>A page that tells everybody how some streams are.</summary>
internal sealed class StatusPage
{
    public required Guid Id { get; init; }

    /// <summary>Unique.</summary>
    public required string Slug { get; set; }

    public required string Title { get; set; }

    public required string Announcement { get; set; }

    public required bool Enabled { get; set; }

    public required bool ShowReasons { get; set; }

    public required bool ShowLatency { get; set; }

    public List<StatusPageItem> Items { get; set; } = [];

    public required int Version { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }

    public static readonly Expression<Func<StatusPage, StatusPageView>> View = p => new StatusPageView
    {
        Id = p.Id,
        Slug = p.Slug,
        Title = p.Title,
        Announcement = p.Announcement,
        Enabled = p.Enabled,
        ShowReasons = p.ShowReasons,
        ShowLatency = p.ShowLatency,
        Items = p.Items,
        Version = p.Version,
        CreatedAt = p.CreatedAt,
        UpdatedAt = p.UpdatedAt,
    };

    private static readonly Func<StatusPage, StatusPageView> Compiled = View.Compile();

    public StatusPageView ToView() => Compiled(this);

    public void Take(StatusPageInput input, DateTimeOffset now)
    {
        (Slug, Title, Announcement) = (input.Slug, input.Title, input.Announcement);
        (Enabled, ShowReasons, ShowLatency) = (input.Enabled, input.ShowReasons, input.ShowLatency);
        Items = [.. input.Items];
        UpdatedAt = now;
        Version++;
    }
}

internal sealed class StatusPageTable : IEntityTypeConfiguration<StatusPage>
{
    public void Configure(EntityTypeBuilder<StatusPage> builder)
    {
        builder.ToTable("status_pages");
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.Version).IsConcurrencyToken();
        builder.Property(p => p.Items).HasConversion<ItemsText, ItemsComparer>();
        builder.HasIndex(p => p.Slug).IsUnique();
    }

    /// <summary>As JSON: the items are read and written whole.</summary>
    private sealed class ItemsText() : ValueConverter<List<StatusPageItem>, string>(items => Write(items), json => Read(json))
    {
        public static string Write(List<StatusPageItem> items) => JsonSerializer.Serialize(items, JsonSerializerOptions.Web);

        private static List<StatusPageItem> Read(string json) => JsonSerializer.Deserialize<List<StatusPageItem>>(json, JsonSerializerOptions.Web) ?? [];
    }

    private sealed class ItemsComparer() : ValueComparer<List<StatusPageItem>>(
        (a, b) => (a ?? new()).SequenceEqual(b ?? new()),
        items => items.Count,
        items => items.ToList());
}
