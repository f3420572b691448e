using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Platform.Kernel.Results;
using Platform.Speech.Models;
using Platform.Transcription.Data;

namespace Platform.Transcription.Presets;

/// <summary>Lists presets and finds one by its name: those of the platform, one for every installed Whisper model, then people's own.</summary>
internal sealed class ReadPresets(IDbContextFactory<TranscriptionDb> databases, ISpeechModels models, IOptionsMonitor<TranscriptionSettings> settings)
{
    public async Task<IReadOnlyList<PresetView>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var own = await db.Set<Preset>().AsNoTracking().Where(p => p.DeletedAt == null).OrderBy(p => p.SortName).ToListAsync(cancellationToken);
        PresetView[] all = [.. BuiltIn(), .. own.Select(View)];
        var standard = settings.CurrentValue.DefaultPreset;
        return [.. all.Select(p => p.IsNamed(standard) ? p with { IsDefault = true } : p)];
    }

    /// <param name="name">Upper and lower case are the same; null or empty for the default.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The preset, or <c>preset.unknown</c> with the names there are.</returns>
    public async Task<Result<PresetView>> FindAsync(string? name, CancellationToken cancellationToken)
    {
        var wanted = string.IsNullOrWhiteSpace(name) ? settings.CurrentValue.DefaultPreset : name.Trim();
        var all = await ListAsync(cancellationToken);
        if (all.FirstOrDefault(p => p.IsNamed(wanted)) is { } found) return found;
        return Error.InvalidField("preset", "preset.unknown", $"There is no preset '{wanted}'. Available: {string.Join(", ", all.Select(p => p.Name))}.");
    }

    public async Task<Result<PresetView>> GetAsync(string name, CancellationToken cancellationToken) =>
        (await ListAsync(cancellationToken)).FirstOrDefault(p => p.IsNamed(name)) is { } found ? found : Error.NotFound("preset", name);

    /// <summary>Whether a name is taken by what comes with the platform.</summary>
    public bool IsBuiltIn(string name) => BuiltIn().Any(p => p.IsNamed(name));

    public static PresetView View(Preset preset) => new()
    {
        Name = preset.Name,
        Description = preset.Description,
        BuiltIn = false,
        Recipe = preset.Recipe,
        Version = preset.Version,
        CreatedAt = preset.CreatedAt,
        UpdatedAt = preset.UpdatedAt,
    };

    private IEnumerable<PresetView> BuiltIn() => BuiltInPresets.All.Concat(
        models.List().Where(m => m is { Kind: ModelKind.Whisper, State: ModelState.Installed }).Select(m => BuiltInPresets.OfModel(m.Name)));
}
