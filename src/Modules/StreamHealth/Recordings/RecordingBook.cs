using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Platform.Data.Events;
using Platform.Data.Lists;
using Platform.Kernel.Api;
using Platform.Kernel.Events;
using Platform.Kernel.Results;
using Platform.Scheduling;
using Platform.StreamHealth.Data;

namespace Platform.StreamHealth.Recordings;

/// <summary>Notes recordings that recorders tell of, and raises <see cref="RecordingReady"/> with the note, so that neither is without the other.</summary>
internal sealed class RecordingBook(
    IDbContextFactory<StreamHealthDb> databases, RecordingFolders folders, Outbox outbox, IOptions<SchedulerOptions> scheduler, TimeProvider clock)
{
    private const string DefaultSource = "mediamtx";
    private static readonly ListOrder<Recording, RecordingView, DateTimeOffset> NewestFirst = new("-createdAt", r => r.CreatedAt, r => r.Id, v => v.CreatedAt, v => v.Id);
    private readonly string _node = scheduler.Value.NodeName ?? Environment.MachineName;

    /// <returns>The recording, and whether it is new. One that was told of before is not told on again.</returns>
    public async Task<Result<(RecordingView View, bool IsNew)>> NoteAsync(RecordingInput input, CancellationToken cancellationToken)
    {
        if (Check(input) is { } wrong) return wrong;
        var found = folders.Find(input.File);
        if (!found.Ok) return found.Error;
        var (now, file) = (clock.GetUtcNow(), found.Value);
        var recording = new Recording
        {
            Id = Guid.CreateVersion7(now),
            Source = string.IsNullOrWhiteSpace(input.Source) ? DefaultSource : input.Source.Trim(),
            Path = input.Path!.Trim(),
            File = file.FullPath,
            Name = file.Name,
            Bytes = file.Bytes,
            ModifiedAt = file.ModifiedAt,
            Duration = input.DurationSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            CreatedAt = now,
        };
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await KnownAsync(db, recording, cancellationToken) is { } known) return (RecordingView.Of(known), false);
        db.Add(recording);
        outbox.Add(db, Event(recording));
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Told of twice at once: the other one was quicker.
            db.ChangeTracker.Clear();
            if (await KnownAsync(db, recording, cancellationToken) is { } other) return (RecordingView.Of(other), false);
            throw;
        }

        await outbox.WakeAsync<RecordingReady>(cancellationToken);
        return (RecordingView.Of(recording), true);
    }

    /// <summary>Newest first.</summary>
    public async Task<Result<CursorPage<RecordingView>>> ListAsync(PageRequest request, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await NewestFirst.ReadAsync(db.Set<Recording>().AsNoTracking(), request, RecordingView.Of, cancellationToken);
    }

    private static Task<Recording?> KnownAsync(StreamHealthDb db, Recording recording, CancellationToken cancellationToken) => db.Set<Recording>().AsNoTracking()
        .FirstOrDefaultAsync(r => r.File == recording.File && r.ModifiedAt == recording.ModifiedAt && r.Bytes == recording.Bytes, cancellationToken);

    private static Error? Check(RecordingInput input)
    {
        if (string.IsNullOrWhiteSpace(input.Path) || input.Path.Length > Recording.LongestName || input.Path.Any(char.IsControl))
            return Error.InvalidField("path", "recording.path_invalid", $"path must name what was recorded, with at most {Recording.LongestName} characters.");
        if (input.Source?.Length > 100 || input.Source?.Any(char.IsControl) == true) return Error.InvalidField("source", "recording.source_invalid", "source may have 100 characters.");
        return input.DurationSeconds is { } d && !(d >= 0 && d <= TimeSpan.FromDays(365).TotalSeconds)
            ? Error.InvalidField("durationSeconds", "recording.duration_invalid", "durationSeconds must be between 0 and a year.") : null;
    }

    private RecordingReady Event(Recording recording) => new()
    {
        Id = Guid.CreateVersion7(recording.CreatedAt),
        At = recording.CreatedAt,
        RecordingId = recording.Id,
        Source = recording.Source,
        Path = recording.Path,
        File = recording.File,
        Node = _node,
        Bytes = recording.Bytes,
        Duration = recording.Duration,
    };
}

/// <summary>Forgets recordings that are long gone.</summary>
internal sealed class TrimRecordings(IDbContextFactory<StreamHealthDb> databases, IOptionsMonitor<RecordingOptions> options, TimeProvider clock) : IPlatformJob
{
    public string Key => "streamhealth.trim-recordings";

    public string Name => "Trim recordings";

    public string Description => "Forgets recordings that were told of long ago. Their files are the recorder's and are not touched.";

    public string Category => "Maintenance";

    public Schedule? DefaultSchedule => new EverySchedule(TimeSpan.FromDays(1));

    public async Task ExecuteAsync(JobRun run, CancellationToken cancellationToken)
    {
        var before = clock.GetUtcNow().AddDays(-options.CurrentValue.Days);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var gone = await db.Set<Recording>().Where(r => r.CreatedAt < before).ExecuteDeleteAsync(cancellationToken);
        (run.NothingToDo, run.Summary) = (gone == 0, $"{gone} recordings forgotten");
    }
}
