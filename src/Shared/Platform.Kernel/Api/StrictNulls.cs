using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Platform.Kernel.Api;

/// <summary>
/// With <see cref="JsonSerializerOptions.RespectNullableAnnotations"/> null is refused where the type of a request says that
/// there is none; this does the same for the elements of lists, which the serializer leaves out. What a use case gets is what
/// its types promise. Only for what is read: what is written is our own.
/// </summary>
internal static class StrictNulls
{
    public static void Apply(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object) return;
        var context = new NullabilityInfoContext();
        foreach (var property in type.Properties)
        {
            if (!property.PropertyType.IsValueType && property.Get is not null) property.IsGetNullable = true;
            if (property.AttributeProvider is PropertyInfo declared && property.Set is { } set && HoldsNoNulls(declared.PropertyType, context.Create(declared)))
                property.Set = (target, value) => set(target, WithoutNulls(value, property.Name));
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
