using Microsoft.EntityFrameworkCore;
using Platform.Kernel.Results;
using Platform.Transcription.Data;

namespace Platform.Transcription.Inputs.Recordings;

/// <summary>Lists, adds, changes and deletes rules for recordings. They count for recordings that come later.</summary>
internal sealed class EditRecordingRules(IDbContextFactory<TranscriptionDb> databases, EnqueueTranscription enqueue, TimeProvider clock)
{
    private const int LongestText = 200;

    public async Task<IReadOnlyList<RecordingRuleView>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return (await db.Set<RecordingRule>().AsNoTracking().OrderBy(r => r.Name).ThenBy(r => r.Id).ToListAsync(cancellationToken)).ConvertAll(RecordingRuleView.Of);
    }

    public async Task<Result<RecordingRuleView>> GetAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<RecordingRule>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, cancellationToken) is { } rule ? RecordingRuleView.Of(rule) : NotFound(id);
    }

    public async Task<Result<RecordingRuleView>> CreateAsync(RecordingRuleInput input, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var rule = new RecordingRule { Id = Guid.CreateVersion7(now), Name = "", Enabled = false, Source = "", Path = "", Preset = "", Priority = 0, Version = 0, CreatedAt = now };
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        db.Add(rule);
        return await StoreAsync(db, rule, input, cancellationToken);
    }

    public async Task<Result<RecordingRuleView>> UpdateAsync(Guid id, RecordingRuleInput input, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Set<RecordingRule>().FirstOrDefaultAsync(r => r.Id == id, cancellationToken) is not { } rule) return NotFound(id);
        return input.Version is { } read && read != rule.Version ? Changed(rule.Version) : await StoreAsync(db, rule, input, cancellationToken);
    }

    public async Task<Result<Unit>> DeleteAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<RecordingRule>().Where(r => r.Id == id).ExecuteDeleteAsync(cancellationToken) == 1 ? Unit.Value : NotFound(id);
    }

    private async Task<Result<RecordingRuleView>> StoreAsync(TranscriptionDb db, RecordingRule rule, RecordingRuleInput input, CancellationToken cancellationToken)
    {
        if (Check(input) is { } wrong) return wrong;
        var terms = await enqueue.CheckAsync(new TranscriptionTerms { Preset = input.Preset, Language = input.Language, Priority = input.Priority }, cancellationToken);
        if (!terms.Ok) return terms.Error;
        rule.Path = input.Path!.Trim();
        rule.Source = string.IsNullOrWhiteSpace(input.Source) ? "*" : input.Source.Trim();
        rule.Name = string.IsNullOrWhiteSpace(input.Name) ? rule.Path : input.Name.Trim();
        rule.Preset = terms.Value.Preset;
        rule.Language = string.IsNullOrWhiteSpace(input.Language) ? null : input.Language.Trim().ToLowerInvariant();
        (rule.Enabled, rule.Priority) = (input.Enabled, input.Priority);
        rule.Version++;
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Changed(rule.Version);
        }

        return RecordingRuleView.Of(rule);
    }

    private static Error? Check(RecordingRuleInput input)
    {
        if (string.IsNullOrWhiteSpace(input.Path)) return Error.InvalidField("path", "recording_rule.invalid", "path must say which recordings: live/*, or * for all.");
        foreach (var (field, value) in ((string, string?)[])[("path", input.Path), ("source", input.Source), ("name", input.Name)])
        {
            if (value?.Length > LongestText || value?.Any(char.IsControl) == true) return Error.InvalidField(field, "recording_rule.invalid", $"{field} may have {LongestText} characters.");
        }

        return null;
    }

    private static Error NotFound(Guid id) => Error.NotFound("recording_rule", id);

    private static Error Changed(int current) => Error.Conflict("recording_rule.changed", $"Somebody changed this rule meanwhile (it is at version {current}). Read it again and repeat the change.");
}
