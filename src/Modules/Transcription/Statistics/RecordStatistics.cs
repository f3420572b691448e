using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Platform.Kernel.Api;
using Platform.Transcription.Data;
using Platform.Transcription.Preprocessing;
using Platform.Transcription.Preprocessing.Steps;
using Platform.Transcription.Presets;
using Platform.Transcription.Queue;
using Platform.Transcription.SttFaster;

namespace Platform.Transcription.Statistics;

/// <summary>Writes the figures of a transcription in the transaction that ends it.</summary>
internal sealed class RecordStatistics(TimeProvider clock) : ITranscriptionEnded
{
    public async Task WriteAsync(TranscriptionDb db, TranscriptionItem item, CancellationToken cancellationToken)
    {
        var attempts = await db.Set<TranscriptionAttempt>().AsNoTracking().Where(a => a.ItemId == item.Id).OrderBy(a => a.Number).ToListAsync(cancellationToken);
        db.Add(Of(item, attempts, clock.GetUtcNow()));
    }

    private static FileStatistic Of(TranscriptionItem item, List<TranscriptionAttempt> attempts, DateTimeOffset now)
    {
        var last = attempts.LastOrDefault();
        return new FileStatistic
        {
            Id = Guid.CreateVersion7(now),
            ItemId = item.Id,
            FinishedAt = now,
            Day = now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Completed = item.State == TranscriptionState.Completed,
            ErrorCode = item.ErrorCode,
            Preset = item.Preset,
            Engine = item.Engine,
            Model = item.Model,
            RequestedLanguage = item.Recipe.Language,
            Language = item.Language ?? item.Recipe.Language,
            LanguageProbability = item.LanguageProbability,
            Source = item.Source.ToString().ToLowerInvariant(),
            AudioSeconds = item.Duration?.TotalSeconds,
            AudioBytes = item.AudioBytes,
            QueuedSeconds = attempts.Count == 0 ? null : (attempts[0].StartedAt - item.CreatedAt).TotalSeconds,
            WorkSeconds = attempts.Sum(a => ((a.EndedAt ?? now) - a.StartedAt).TotalSeconds),
            PreparationSeconds = attempts.Sum(a => a.PreparationTook?.TotalSeconds ?? 0),
            Attempts = attempts.Count,
            Segments = item.SegmentCount,
            Dropped = item.Dropped,
            SnrBeforeDb = last?.SnrBeforeDb,
            SnrAfterDb = last?.SnrAfterDb,
            LoudnessLufs = last?.LoudnessLufs,
            GainDb = last?.GainDb,
            Parameters = JsonSerializer.Serialize(Parameters(item.Recipe), ApiJson.Options),
        };
    }

    private static Dictionary<string, object?> Parameters(TranscriptionRecipe recipe)
    {
        var (sound, usual) = (recipe.Preprocessing, new PreprocessingOptions());
        var all = new Dictionary<string, object?>(DecodingArguments.Of(recipe));
        Add("preprocess_enabled", sound.Enabled, usual.Enabled);
        Add("preprocess_steps", StepText.Write(sound.Steps), StepText.Write(usual.Steps));
        return all;

        void Add(string name, object value, object usually)
        {
            if (!value.Equals(usually)) all[name] = value;
        }
    }
}
