namespace Platform.Kernel.Settings;

/// <summary>
/// Marks an options class with the configuration section it is bound to. Every public property of it is a setting:
/// it is validated at start, listed in docs/configuration.md and, where marked <see cref="RuntimeSettingAttribute"/>, editable in the console.
/// Names and help texts come from <see cref="System.ComponentModel.DataAnnotations.DisplayAttribute"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SettingsSectionAttribute(string section, string title) : Attribute
{
    /// <summary>Path in configuration: <c>StreamHealth</c>.</summary>
    public string Section { get; } = section;

    /// <summary>Heading on the settings page.</summary>
    public string Title { get; } = title;
}

/// <summary>The setting may be changed in the console while the service runs; it must be read through <c>IOptionsMonitor</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RuntimeSettingAttribute : Attribute;
