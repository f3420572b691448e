using Microsoft.EntityFrameworkCore;
using Platform.Kernel.Events;
using Platform.Kernel.Live;
using Platform.Kernel.Results;
using Platform.Scheduling;
using Platform.Speech;
using Platform.Transcription.Data;
using Platform.Transcription.Preprocessing;
using Platform.Transcription.Presets;
using Platform.Transcription.Queue;

namespace Platform.Transcription.Inputs;

/// <summary>What was ordered, checked.</summary>
internal sealed record CheckedTerms(TranscriptionTerms Terms, string Preset, TranscriptionRecipe Recipe);

/// <summary>Puts recordings into the queue. What can never be done is refused here; what only lacks an engine now is taken, and says so.</summary>
internal sealed class EnqueueTranscription(
    IDbContextFactory<TranscriptionDb> databases, ReadPresets presets, RecipeRules rules, SpeechEngines engines, AudioProbe probe, AudioStore store, WakeSlots wake, ThisNode node, LiveEvents live, TimeProvider clock)
{
    private const int LongestName = 200;

    /// <summary>Checks the terms, before anything is uploaded or downloaded for them.</summary>
    public async Task<Result<CheckedTerms>> CheckAsync(TranscriptionTerms terms, CancellationToken cancellationToken)
    {
        if (terms.Check() is { } wrong) return wrong;
        var preset = await presets.FindAsync(terms.Preset, cancellationToken);
        if (!preset.Ok) return preset.Error;
        var recipe = terms.Apply(preset.Value.Recipe);
        if (rules.Check(recipe) is { } invalid) return invalid;
        var chosen = await engines.ChooseAsync(recipe.Engine, recipe.ToRequest(), cancellationToken);
        if (chosen is { Ok: false, Error: { Kind: ErrorKind.Invalid } never }) return never;
        return new CheckedTerms(terms, preset.Value.Name, recipe);
    }

    /// <summary>Queues a file that has come whole; it becomes the platform's own.</summary>
    /// <returns>The id of the transcription, or what is wrong with the file. Then the file stays where it was.</returns>
    public async Task<Result<Guid>> OwnAsync(Guid partId, string fileName, CheckedTerms terms, Requester requester, CancellationToken cancellationToken)
    {
        var path = store.PartPathOf(partId);
        var facts = await LookAsync(path, Printable(fileName), terms.Terms.Track, cancellationToken);
        if (!facts.Ok) return facts.Error;
        var item = Create(fileName, terms, requester, InputSource.Upload);
        item.AudioFile = store.Keep(partId, item.Id);
        return await AddAsync(item, facts.Value, cancellationToken);
    }

    /// <summary>Queues a file that stays where it is.</summary>
    public async Task<Result<TranscriptionItem>> InPlaceAsync(string path, CheckedTerms terms, Requester requester, CancellationToken cancellationToken)
    {
        var facts = await LookAsync(path, Path.GetFileName(path), terms.Terms.Track, cancellationToken);
        if (!facts.Ok) return facts.Error;
        var item = Create(Path.GetFileName(path), terms, requester, InputSource.Folder, inPlace: true);
        Describe(item, path, facts.Value);
        return item;
    }

    /// <summary>A recording that stays its recorder's; nothing is looked into or stored by this.</summary>
    public TranscriptionItem Recorded(RecordingReady recording, CheckedTerms terms, Requester requester)
    {
        var item = Create(Path.GetFileName(recording.File), terms, requester, InputSource.Recording, inPlace: true, recording: recording);
        (item.AudioFile, item.AudioBytes, item.Duration) = (recording.File, recording.Bytes, recording.Duration);
        return item;
    }

    /// <summary>A recording that is still to be downloaded; nothing is stored by this.</summary>
    public TranscriptionItem ToFetch(string fileName, Uri url, CheckedTerms terms, Requester requester)
    {
        var item = Create(fileName, terms, requester, InputSource.Url, url: url.ToString());
        item.Input = InputState.Fetching;
        item.Reason = "The recording is to be downloaded.";
        return item;
    }

    /// <summary>Says what a file is that has come whole.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="name">What its sender calls it.</param>
    /// <param name="track">Which audio track is wanted, from 0.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    public async Task<Result<AudioFacts>> LookAsync(string path, string name, int track, CancellationToken cancellationToken)
    {
        var facts = await probe.ProbeAsync(path, cancellationToken);
        // The file's name here is no concern of its sender's.
        if (!facts.Ok) return facts.Error with { Message = facts.Error.Message.Replace(Path.GetFileName(path), name, StringComparison.Ordinal) };
        return track < facts.Value.Tracks.Count ? facts : Error.InvalidField(
            "track", "transcription.track_invalid", $"There is no audio track {track}; the file has {facts.Value.Tracks.Count}, counted from 0.");
    }

    /// <summary>Tells who watches, and who works.</summary>
    public async Task AddedAsync(TranscriptionItem item, CancellationToken cancellationToken)
    {
        live.StateChanged(item.Id, item.State, clock.GetUtcNow());
        await wake.ForNewWorkAsync(cancellationToken);
    }

    private async Task<Result<Guid>> AddAsync(TranscriptionItem item, AudioFacts facts, CancellationToken cancellationToken)
    {
        Describe(item, store.PathOf(item.AudioFile!), facts);
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            db.Add(item);
            await db.SaveChangesAsync(cancellationToken);
        }
        catch
        {
            store.Delete(item.AudioFile!);
            throw;
        }

        await AddedAsync(item, cancellationToken);
        return item.Id;
    }

    public static void Describe(TranscriptionItem item, string path, AudioFacts facts)
    {
        if (item.InPlace) item.AudioFile = path;
        item.AudioBytes = new FileInfo(path).Length;
        item.Duration = facts.Duration;
    }

    private TranscriptionItem Create(string fileName, CheckedTerms terms, Requester requester, InputSource source, bool inPlace = false, string? url = null, RecordingReady? recording = null)
    {
        var now = clock.GetUtcNow();
        var name = Printable(string.IsNullOrWhiteSpace(terms.Terms.Name) ? fileName : terms.Terms.Name);
        return new TranscriptionItem
        {
            Id = Guid.CreateVersion7(now),
            Name = name,
            SortName = name.ToLowerInvariant(),
            State = TranscriptionState.Queued,
            Priority = terms.Terms.Priority,
            Lane = engines.IsRemote(terms.Recipe.Engine) ? Lanes.Net : Lanes.Speech,
            OwnerId = requester.Id,
            OwnerName = requester.Name,
            Source = source,
            Url = url,
            Input = InputState.Ready,
            InPlace = inPlace,
            AudioNode = recording?.Node ?? node.Name,
            RecordingId = recording?.RecordingId,
            Track = terms.Terms.Track,
            Preset = terms.Preset,
            Recipe = terms.Recipe,
            CreatedAt = now,
            QueuedAt = now,
        };
    }

    /// <summary>The name without folders of the sender's machine, and without what no list could show.</summary>
    internal static string Printable(string name)
    {
        var last = name.Split('/', '\\')[^1];
        var clean = string.Concat(last.Where(c => !char.IsControl(c))).Trim();
        return clean.Length == 0 ? "recording" : clean.Length <= LongestName ? clean : clean[..LongestName];
    }
}
