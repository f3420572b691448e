using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text;
using Platform.Kernel.Settings;

namespace Platform.Host.Settings;

/// <summary>What kind of field a setting is edited in.</summary>
public enum SettingKind
{
    Text,
    Number,
    Switch,
    Choice,
    List,
    Duration,
}

/// <summary>One property of an options class that is registered as settings.</summary>
public sealed class SettingDefinition
{
    private SettingDefinition(SettingsType owner, PropertyInfo property)
    {
        Owner = owner;
        Property = property;
        var display = property.GetCustomAttribute<DisplayAttribute>();
        Name = display?.GetName() ?? Spaced(property.Name);
        Description = display?.GetDescription() ?? "";
        Kind = KindOf(ValueType);
        Choices = ValueType.IsEnum ? Enum.GetNames(ValueType) : [];
        Runtime = property.GetCustomAttribute<RuntimeSettingAttribute>() is not null;
        Secret = property.GetCustomAttribute<SecretSettingAttribute>() is not null;
        Range = property.GetCustomAttribute<RangeAttribute>();
    }

    public SettingsType Owner { get; }

    public PropertyInfo Property { get; }

    /// <summary>Path in configuration: <c>Api:RequestsPerMinute</c>.</summary>
    public string Key => $"{Owner.Section}:{Property.Name}";

    /// <summary>The environment variable that sets it.</summary>
    public string Variable => "PLATFORM__" + Key.Replace(":", "__", StringComparison.Ordinal);

    public string Name { get; }

    public string Description { get; }

    public SettingKind Kind { get; }

    public IReadOnlyList<string> Choices { get; }

    /// <summary>Whether it may be changed in the console while the service runs.</summary>
    public bool Runtime { get; }

    /// <summary>Whether it may be set but is never given out.</summary>
    public bool Secret { get; }

    public RangeAttribute? Range { get; }

    /// <summary>What it is when nothing sets it, as text; null when it is nothing.</summary>
    public string? Default => Text(Property.GetValue(Activator.CreateInstance(Owner.Type)));

    private Type ValueType => Nullable.GetUnderlyingType(Property.PropertyType) ?? Property.PropertyType;

    /// <summary>The settings of an options class: its properties with a setter, except what is no plain value.</summary>
    public static IEnumerable<SettingDefinition> Of(SettingsType type) => type.Type
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(p => p.CanRead && (p.CanWrite || IsList(p.PropertyType)) && IsPlain(p.PropertyType))
        .Select(p => new SettingDefinition(type, p));

    /// <summary>A value as configuration has it; the elements of a list separated by commas.</summary>
    public static string? Text(object? value) => value switch
    {
        null => null,
        string text => text,
        bool flag => flag ? "true" : "false",
        System.Collections.IEnumerable items => string.Join(", ", items.Cast<object?>().Select(Text).Where(t => !string.IsNullOrEmpty(t))),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    private static bool IsList(Type type) => type != typeof(string) && type.IsAssignableTo(typeof(System.Collections.IEnumerable));

    private static bool IsPlain(Type type)
    {
        var inner = Nullable.GetUnderlyingType(type) ?? type;
        if (inner.IsArray) return IsPlain(inner.GetElementType()!);
        if (IsList(inner)) return inner.IsGenericType && inner.GetGenericArguments() is [var element] && IsPlain(element);
        return inner.IsPrimitive || inner.IsEnum || inner == typeof(string) || inner == typeof(decimal) || inner == typeof(TimeSpan) || inner == typeof(Uri) || inner == typeof(Guid);
    }

    private static SettingKind KindOf(Type type)
    {
        if (type == typeof(bool)) return SettingKind.Switch;
        if (type.IsEnum) return SettingKind.Choice;
        if (type == typeof(TimeSpan)) return SettingKind.Duration;
        if (IsList(type)) return SettingKind.List;
        return type.IsPrimitive || type == typeof(decimal) ? SettingKind.Number : SettingKind.Text;
    }

    private static string Spaced(string name)
    {
        var words = new StringBuilder();
        foreach (var c in name) words.Append(char.IsUpper(c) && words.Length > 0 ? " " + char.ToLowerInvariant(c) : c.ToString());
        return words.ToString();
    }
}
