using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Platform.Kernel.Api;

/// <summary>
/// Refuses <c>null</c> where the type of a request says that there is none, and null elements in lists that have none:
/// what a use case gets is what its types promise. Only for what is read; what is written is our own.
/// </summary>
internal static class StrictNulls
{
    public static void Apply(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object) return;
        var context = new NullabilityInfoContext();
        foreach (var property in type.Properties)
        {
            if (property.AttributeProvider is not PropertyInfo declared) continue;
            var nullability = context.Create(declared);
            if (nullability.WriteState == NullabilityState.NotNull && !declared.PropertyType.IsValueType) property.IsSetNullable = false;
            if (HoldsNoNulls(declared.PropertyType, nullability) && property.Set is { } set) property.Set = (target, value) => set(target, WithoutNulls(value, property.Name));
        }
    }

    private static bool HoldsNoNulls(Type type, NullabilityInfo nullability) =>
        type != typeof(string) && typeof(IEnumerable).IsAssignableFrom(type) && !typeof(IDictionary).IsAssignableFrom(type)
        && nullability.GenericTypeArguments is [{ ReadState: NullabilityState.NotNull } element] && !element.Type.IsValueType;

    private static object? WithoutNulls(object? value, string name)
    {
        if (value is not IEnumerable items) return value;
        foreach (var item in items)
        {
            if (item is null) throw new JsonException($"'{name}' must not have null in it.");
        }

        return value;
    }
}
