using System.IO.Enumeration;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Platform.Transcription.Inputs.Recordings;

/// <summary>Which recordings are transcribed by themselves, and how.</summary>
internal sealed class RecordingRule
{
    public required Guid Id { get; init; }

    public required string Name { get; set; }

    /// <summary>Off until somebody decides otherwise: a recorder that runs day and night makes a lot of work.</summary>
    public required bool Enabled { get; set; }

    /// <summary>What recorded it, with <c>*</c> and <c>?</c>; <c>*</c> for any.</summary>
    public required string Source { get; set; }

    /// <summary>What was recorded, as its source names it, with <c>*</c> and <c>?</c>: <c>live/*</c>.</summary>
    public required string Path { get; set; }

    public required string Preset { get; set; }

    /// <summary>Instead of the preset's; null to leave it.</summary>
    public string? Language { get; set; }

    public required int Priority { get; set; }

    public required int Version { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public bool Matches(string source, string path) =>
        FileSystemName.MatchesSimpleExpression(Source, source) && FileSystemName.MatchesSimpleExpression(Path, path);

    /// <summary>Of several rules the one that says most counts, then the older one.</summary>
    public static RecordingRule? Choose(IEnumerable<RecordingRule> rules, string source, string path) =>
        rules.Where(r => r.Matches(source, path)).OrderByDescending(r => Letters(r.Path)).ThenByDescending(r => Letters(r.Source)).ThenBy(r => r.CreatedAt).FirstOrDefault();

    private static int Letters(string pattern) => pattern.Count(c => c is not ('*' or '?'));
}

internal sealed class RecordingRuleTable : IEntityTypeConfiguration<RecordingRule>
{
    public void Configure(EntityTypeBuilder<RecordingRule> builder)
    {
        builder.ToTable("recording_rules");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Version).IsConcurrencyToken();
    }
}
