using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Platform.Scheduling;
using Platform.Transcription.Data;

namespace Platform.Transcription.Statistics;

/// <summary>Removes statistics that are too old, in small pieces, so that others can write between.</summary>
internal sealed class TrimStatistics(IDbContextFactory<TranscriptionDb> databases, IOptionsMonitor<TranscriptionSettings> settings, TimeProvider clock) : IPlatformJob
{
    private const int Piece = 1000;

    public string Key => "transcription.trim-statistics";

    public string Name => "Trim old transcription statistics";

    public string Description => "Removes the figures of transcriptions that ended longer ago than the settings say.";

    public string Category => "Transcription";

    public Schedule? DefaultSchedule => new EverySchedule(TimeSpan.FromDays(1));

    public async Task ExecuteAsync(JobRun run, CancellationToken cancellationToken)
    {
        var before = clock.GetUtcNow() - TimeSpan.FromDays(settings.CurrentValue.StatisticsDays);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var removed = 0;
        for (int now; (now = await db.Set<FileStatistic>().Where(s => s.FinishedAt < before).OrderBy(s => s.FinishedAt).Take(Piece).ExecuteDeleteAsync(cancellationToken)) > 0;) removed += now;
        run.NothingToDo = removed == 0;
        run.Summary = string.Create(CultureInfo.InvariantCulture, $"Removed the figures of {removed} transcriptions");
    }
}
