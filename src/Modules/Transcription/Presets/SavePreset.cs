using Microsoft.EntityFrameworkCore;
using Platform.Kernel.Live;
using Platform.Kernel.Results;
using Platform.Transcription.Data;

namespace Platform.Transcription.Presets;

/// <summary>Adds, changes, deletes and restores presets of one's own.</summary>
internal sealed class SavePreset(IDbContextFactory<TranscriptionDb> databases, ReadPresets presets, RecipeRules rules, LiveEvents live, TimeProvider clock)
{
    private const int LongestName = 60;
    private const int LongestDescription = 500;

    public async Task<Result<PresetView>> CreateAsync(PresetInput input, CancellationToken cancellationToken)
    {
        if (Check(input) is { } wrong) return wrong;
        var (name, now) = (input.Name!.Trim(), clock.GetUtcNow());
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var preset = new Preset
        {
            Id = Guid.CreateVersion7(now),
            Name = name,
            SortName = name.ToLowerInvariant(),
            Recipe = input.Recipe,
            Version = 0,
            CreatedAt = now,
            UpdatedAt = now,
        };
        db.Add(preset);
        return await StoreAsync(db, preset, input, cancellationToken);
    }

    public async Task<Result<PresetView>> UpdateAsync(string name, PresetInput input, CancellationToken cancellationToken)
    {
        if (presets.IsBuiltIn(name)) return BuiltIn(name);
        if (Check(input) is { } wrong) return wrong;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await FindAsync(db, name, cancellationToken) is not { } preset) return Error.NotFound("preset", name);
        if (input.Version is { } read && read != preset.Version) return Changed(preset.Version);
        preset.Name = input.Name!.Trim();
        preset.SortName = preset.Name.ToLowerInvariant();
        return await StoreAsync(db, preset, input, cancellationToken);
    }

    /// <summary>Transcriptions that were asked for by it keep their copy.</summary>
    public async Task<Result<Unit>> DeleteAsync(string name, CancellationToken cancellationToken)
    {
        if (presets.IsBuiltIn(name)) return BuiltIn(name);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await FindAsync(db, name, cancellationToken) is not { } preset) return Error.NotFound("preset", name);
        var now = clock.GetUtcNow();
        await db.Set<Preset>().Where(p => p.Id == preset.Id).ExecuteUpdateAsync(set => set.SetProperty(p => p.DeletedAt, now), cancellationToken);
        Tell(preset);
        return Unit.Value;
    }

    /// <summary>Undoes the last deletion of a preset of this name.</summary>
    public async Task<Result<PresetView>> RestoreAsync(string name, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var sortName = name.ToLowerInvariant();
        var preset = await db.Set<Preset>().Where(p => p.SortName == sortName && p.DeletedAt != null).OrderByDescending(p => p.DeletedAt).FirstOrDefaultAsync(cancellationToken);
        if (preset is null) return Error.NotFound("preset", name);
        if (await FindAsync(db, name, cancellationToken) is not null) return Taken(name);
        preset.DeletedAt = null;
        await db.SaveChangesAsync(cancellationToken);
        Tell(preset);
        return ReadPresets.View(preset);
    }

    private async Task<Result<PresetView>> StoreAsync(TranscriptionDb db, Preset preset, PresetInput input, CancellationToken cancellationToken)
    {
        preset.Description = string.IsNullOrWhiteSpace(input.Description) ? null : input.Description.Trim();
        preset.Recipe = input.Recipe;
        preset.UpdatedAt = clock.GetUtcNow();
        preset.Version++;
        if (presets.IsBuiltIn(preset.Name) || await IsTakenAsync(db, preset, cancellationToken)) return Taken(preset.Name);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Changed(preset.Version);
        }
        catch (DbUpdateException)
        {
            // Somebody may have taken the name between the look and the write; anything else is not ours to hide.
            if (await IsTakenAsync(db, preset, cancellationToken)) return Taken(preset.Name);
            throw;
        }

        Tell(preset);
        return ReadPresets.View(preset);
    }

    private Error? Check(PresetInput input)
    {
        var name = input.Name?.Trim() ?? "";
        if (name.Length is 0 or > LongestName || name.Any(c => !char.IsLetterOrDigit(c) && c is not ('-' or '_' or '.')))
            return Error.InvalidField("name", "preset.name_invalid", $"name must have 1 to {LongestName} letters, digits, dots, dashes and underscores.");
        if (input.Description?.Length > LongestDescription) return Error.InvalidField("description", "preset.option_invalid", $"description may have {LongestDescription} characters.");
        return rules.Check(input.Recipe);
    }

    private static Task<bool> IsTakenAsync(TranscriptionDb db, Preset preset, CancellationToken cancellationToken) =>
        db.Set<Preset>().AnyAsync(p => p.SortName == preset.SortName && p.DeletedAt == null && p.Id != preset.Id, cancellationToken);

    private static Task<Preset?> FindAsync(TranscriptionDb db, string name, CancellationToken cancellationToken)
    {
        var sortName = name.ToLowerInvariant();
        return db.Set<Preset>().FirstOrDefaultAsync(p => p.SortName == sortName && p.DeletedAt == null, cancellationToken);
    }

    private void Tell(Preset preset) => live.Publish(new LiveEvent("transcription.preset_changed", preset.Name, clock.GetUtcNow()));

    private static Error BuiltIn(string name) => Error.Conflict("preset.built_in", $"'{name}' comes with the platform and stays as it is. Copy it under another name.");

    private static Error Taken(string name) => Error.Conflict("preset.exists", $"There is a preset '{name}' already.") with { Fields = new Dictionary<string, string[]> { ["name"] = ["This name is taken."] } };

    private static Error Changed(int current) => Error.Conflict("preset.changed", $"Somebody changed this preset meanwhile (it is at version {current}). Read it again and repeat the change.");
}
