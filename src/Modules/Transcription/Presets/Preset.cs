using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Platform.Transcription.Presets;

/// <summary>A recipe somebody gave a name. Those that are built in are not stored.</summary>
internal sealed class Preset
{
    public required Guid Id { get; init; }

    public required string Name { get; set; }

    /// <summary>Lower-case name: the order of lists, and unique among those that are not deleted.</summary>
    public required string SortName { get; set; }

    public string? Description { get; set; }

    public required TranscriptionRecipe Recipe { get; set; }

    public required int Version { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }

    public DateTimeOffset? DeletedAt { get; set; }
}

internal sealed class PresetTable : IEntityTypeConfiguration<Preset>
{
    public void Configure(EntityTypeBuilder<Preset> builder)
    {
        builder.ToTable("presets");
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.Version).IsConcurrencyToken();
        builder.Property(p => p.Recipe).HasConversion<RecipeText, RecipeComparer>();
        builder.HasIndex(p => p.SortName).IsUnique().HasFilter($"\"{nameof(Preset.DeletedAt)}\" IS NULL");
    }
}
