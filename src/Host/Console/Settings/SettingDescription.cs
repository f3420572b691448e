using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Platform.Kernel.Settings;

namespace Platform.Host.Console.Settings;

/// <summary>One setting as the settings page shows it.</summary>
/// <param name="Property">The property of the options class.</param>
/// <param name="Section">Path of its section in configuration.</param>
public sealed record SettingDescription(PropertyInfo Property, string Section)
{
    /// <summary>Path in configuration: <c>StreamHealth:Timeout</c>.</summary>
    public string Key => $"{Section}:{Property.Name}";

    /// <summary>Name of the environment variable that sets it.</summary>
    public string Variable => $"PLATFORM__{Key.Replace(":", "__", StringComparison.Ordinal)}";

    public string Name => Display?.GetName() ?? Property.Name;

    public string? Help => Display?.GetDescription();

    /// <summary>Whether it may be changed here while the service runs.</summary>
    public bool Editable => Property.IsDefined(typeof(RuntimeSettingAttribute));

    /// <summary>Whether its value is never shown.</summary>
    public bool Secret => Property.IsDefined(typeof(SecretSettingAttribute));

    /// <summary>The type without its question mark.</summary>
    public Type Type => Nullable.GetUnderlyingType(Property.PropertyType) ?? Property.PropertyType;

    public bool IsList => Type != typeof(string) && Type.IsAssignableTo(typeof(IEnumerable));

    public bool IsNumber => Type == typeof(int) || Type == typeof(long) || Type == typeof(double) || Type == typeof(decimal);

    private DisplayAttribute? Display => Property.GetCustomAttribute<DisplayAttribute>();

    /// <summary>The value as configuration would have it.</summary>
    public static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        IDictionary map => string.Join(", ", map.Keys.Cast<object>().Select(k => $"{k}={Text(map[k])}")),
        IEnumerable list => string.Join(", ", list.Cast<object?>().Select(Text)),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>The settings of an options class, in the order they are written in it.</summary>
    public static IReadOnlyList<SettingDescription> Of(SettingsType type) =>
    [
        .. type.Type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p is { CanRead: true, CanWrite: true })
            .Select(p => new SettingDescription(p, type.Section)),
    ];
}
