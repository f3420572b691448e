using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Platform.Kernel.Api;

/// <summary>
/// What a use case gets is what its types promise. Null for a member that has none counts as left out, so that it keeps its
/// default; where a member is required, and in lists, it is refused. Only for what is read: what is written is our own.
/// </summary>
internal static class StrictNulls
{
    public static void Apply(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object) return;
        var context = new NullabilityInfoContext();
        foreach (var property in type.Properties)
        {
            if (property.PropertyType.IsValueType || property.AttributeProvider is not PropertyInfo declared) continue;
            if (property.Get is not null) property.IsGetNullable = true;
            if (property.Set is not { } set) continue;
            var nullability = context.Create(declared);
            var isDefault = nullability.WriteState == NullabilityState.NotNull && !property.IsRequired;
            var holdsNoNulls = HoldsNoNulls(declared.PropertyType, nullability);
            if (isDefault) property.IsSetNullable = true;
            if (isDefault || holdsNoNulls)
            {
                property.Set = (target, value) =>
                {
                    if (value is not null || !isDefault) set(target, holdsNoNulls ? WithoutNulls(value, property.Name) : value);
                };
            }
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
