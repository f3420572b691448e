using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Platform.Host.Data;
using Platform.Host.Settings.Sources;
using Platform.Kernel.Live;
using Platform.Kernel.Results;
using Platform.Kernel.Security;

namespace Platform.Host.Settings;

/// <summary>What the console and the API change of the settings, kept in the database and laid over configuration.</summary>
internal sealed partial class SettingsStore(
    SettingsCatalog catalog,
    SettingsCheck check,
    SettingsReader reader,
    IConfiguration configuration,
    IDbContextFactory<HostDb> databases,
    IDataProtectionProvider protection,
    LiveEvents events,
    TimeProvider time,
    ILogger<SettingsStore> log)
{
    public const string Topic = "settings.changed";

    private const int MaxLength = 8000;

    private readonly IDataProtector _protector = protection.CreateProtector("Platform.Settings");

    public IReadOnlyList<SettingsGroup> List() => reader.List();

    public Result<SettingView> Find(string key) => reader.Find(key) is { } view ? view : Error.NotFound("setting", key);

    /// <summary>
    /// Changes a setting, here at once and on other nodes within seconds, when the options class accepts the value: text,
    /// a list's elements separated by commas or lines; null or empty is a value too, none.
    /// </summary>
    public async Task<Result<SettingView>> SetAsync(string key, string? value, string changedBy, CancellationToken cancellationToken)
    {
        if (Editable(key) is { Ok: false } refused) return refused.Error;
        var definition = catalog.Find(key)!;
        value = value?.Trim() ?? "";
        if (value.Length > MaxLength) return Error.InvalidField("value", "setting.too_long", $"A setting may have up to {MaxLength} characters.");
        if (Judge(definition, value) is { } problem) return Error.InvalidField("value", "setting.invalid", $"{definition.Name}: {problem}");

        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var stored = definition.Secret ? _protector.Protect(value) : value;
        var setting = await db.Settings.SingleOrDefaultAsync(s => s.Key == definition.Key, cancellationToken);
        if (setting is null) db.Add(setting = new Setting { Key = definition.Key, Value = stored, ChangedAt = time.GetUtcNow(), ChangedBy = changedBy });
        (setting.Value, setting.Protected, setting.ChangedAt, setting.ChangedBy) = (stored, definition.Secret, time.GetUtcNow(), changedBy);
        await db.SaveChangesAsync(cancellationToken);
        await AppliedAsync(definition.Key, changedBy, cancellationToken);
        return Find(key);
    }

    /// <summary>Forgets what the console set, so that configuration holds again.</summary>
    public async Task<Result<SettingView>> ResetAsync(string key, string changedBy, CancellationToken cancellationToken)
    {
        if (Editable(key) is { Ok: false } refused) return refused.Error;
        var path = catalog.Find(key)!.Key;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db.Settings.Where(s => s.Key == path).ExecuteDeleteAsync(cancellationToken);
        await AppliedAsync(path, changedBy, cancellationToken);
        return Find(key);
    }

    /// <summary>Lays what the database holds over configuration. What no longer fits its options class is left out and logged.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var setting in await db.Settings.AsNoTracking().ToListAsync(cancellationToken))
        {
            if (catalog.Find(setting.Key) is not { Runtime: true } definition || Read(setting) is not { } value) continue;
            if (Judge(definition, value) is { } problem) LogIgnored(setting.Key, problem);
            else foreach (var (path, text) in Flatten(definition, value)) values[path] = text;
        }

        configuration.Console().Replace(values);
    }

    private async Task AppliedAsync(string key, string changedBy, CancellationToken cancellationToken)
    {
        LogChanged(key, changedBy);
        await LoadAsync(cancellationToken);
        events.Publish(new LiveEvent(Topic, key, time.GetUtcNow()) { Audience = Policies.Administer });
    }

    private Result<SettingDefinition> Editable(string key)
    {
        if (catalog.Find(key) is not { } definition) return Error.NotFound("setting", key);
        return definition.Runtime
            ? definition
            : Error.Conflict("setting.not_editable", $"{definition.Name} is read at start only: set {definition.Variable} or appsettings.json, and restart.");
    }

    private string? Judge(SettingDefinition definition, string value)
    {
        var candidate = new ConfigurationBuilder().AddConfiguration(configuration).AddInMemoryCollection(Flatten(definition, value)).Build();
        return check.Check(definition.Owner, candidate).FirstOrDefault(p => p.Key == definition.Key || p.Key == definition.Owner.Section)?.Message;
    }

    // A list is one key per element. Elements that configuration has beyond the new ones are blanked; readers of lists skip blanks.
    private IEnumerable<KeyValuePair<string, string?>> Flatten(SettingDefinition definition, string value)
    {
        if (definition.Kind != SettingKind.List) return [KeyValuePair.Create(definition.Key, (string?)value)];
        var items = value.Split([',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var count = Math.Max(items.Length, configuration.GetSection(definition.Key).GetChildren().Count());
        return Enumerable.Range(0, count).Select(i => KeyValuePair.Create($"{definition.Key}:{i}", i < items.Length ? (string?)items[i] : ""));
    }

    private string? Read(Setting setting)
    {
        try
        {
            return setting.Protected ? _protector.Unprotect(setting.Value) : setting.Value;
        }
        catch (CryptographicException)
        {
            LogIgnored(setting.Key, "it was encrypted with a key that is gone; set it again");
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Setting {Key} was changed by {ChangedBy}")]
    private partial void LogChanged(string key, string changedBy);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The stored setting {Key} is not used: {Problem}")]
    private partial void LogIgnored(string key, string problem);
}
