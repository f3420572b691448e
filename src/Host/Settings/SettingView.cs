using Platform.Host.Settings.Sources;

namespace Platform.Host.Settings;

/// <summary>The settings of one options class.</summary>
/// <param name="Section">Path in configuration.</param>
/// <param name="Title">Heading.</param>
/// <param name="Settings">In the order of the class.</param>
public sealed record SettingsGroup(string Section, string Title, IReadOnlyList<SettingView> Settings);

/// <summary>A setting with the value it has now.</summary>
/// <param name="Key">Path in configuration; what the API addresses it by.</param>
/// <param name="Name">A few words.</param>
/// <param name="Description">What it does.</param>
/// <param name="Kind">What kind of field it is edited in.</param>
/// <param name="Choices">The values a choice may have.</param>
/// <param name="Value">The value in force, as text, a list's elements separated by commas; always null for a secret.</param>
/// <param name="IsSet">Whether there is a value: all a secret tells.</param>
/// <param name="Default">What it is when nothing sets it.</param>
/// <param name="Source">Where the value comes from.</param>
/// <param name="SourceName">The file or environment variable, where it is one.</param>
/// <param name="Variable">The environment variable that sets it.</param>
/// <param name="Editable">Whether it may be changed while the service runs; otherwise by configuration and a restart.</param>
/// <param name="Secret">Whether it may be set but is never given out.</param>
public sealed record SettingView(
    string Key,
    string Name,
    string Description,
    SettingKind Kind,
    IReadOnlyList<string> Choices,
    string? Value,
    bool IsSet,
    string? Default,
    SettingSource Source,
    string? SourceName,
    string Variable,
    bool Editable,
    bool Secret);
