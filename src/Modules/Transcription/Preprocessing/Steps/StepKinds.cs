using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Platform.Transcription.Preprocessing.Steps;

/// <summary>A kind of step: its name, what it is for people, and what can be set of it.</summary>
/// <param name="Name">As JSON and command line have it: <c>loudnorm_only</c>.</param>
/// <param name="Title">For people.</param>
/// <param name="What">What it does, one sentence.</param>
/// <param name="Parameters">In the order they are shown in.</param>
internal sealed record StepKind(string Name, string Title, string What, IReadOnlyList<StepParameter> Parameters)
{
    internal required Type Type { get; init; }
}

/// <summary>The steps there are, read off their records.</summary>
internal static class StepKinds
{
    public static IReadOnlyList<StepKind> All { get; } =
        [.. typeof(PreprocessingStep).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(a => Read((string)a.TypeDiscriminator!, a.DerivedType))];

    private static readonly Dictionary<Type, StepKind> ByType = All.ToDictionary(k => k.Type);

    /// <summary>Null where a step does not say which it is.</summary>
    public static StepKind? Of(PreprocessingStep step) => ByType.GetValueOrDefault(step.GetType());

    public static StepKind? Find(string name) => All.FirstOrDefault(k => k.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>What is set of a step, as text by the parameters' names.</summary>
    public static IReadOnlyDictionary<string, string> Values(PreprocessingStep step) =>
        Of(step) is { } kind ? kind.Parameters.ToDictionary(p => p.Name, p => Text(Property(kind.Type, p.Name).GetValue(step))) : new Dictionary<string, string>();

    /// <summary>What is wrong with it, the field's name first; null: nothing.</summary>
    public static string? WhyNot(PreprocessingStep step)
    {
        if (Of(step) is null) return $"{PreprocessingStep.Discriminator} must be one of {string.Join(", ", All.Select(k => k.Name))}.";
        var problems = new List<ValidationResult>();
        return Validator.TryValidateObject(step, new ValidationContext(step), problems, validateAllProperties: true) ? null : problems[0].ErrorMessage;
    }

    private static StepKind Read(string name, Type type)
    {
        var (info, usual) = (type.GetCustomAttribute<StepInfoAttribute>()!, Activator.CreateInstance(type)!);
        return new StepKind(name, info.Title, info.What, [.. type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly).Select(p => Parameter(p, usual)).OfType<StepParameter>()]) { Type = type };
    }

    private static StepParameter? Parameter(PropertyInfo property, object usual)
    {
        var (name, text) = (JsonNamingPolicy.CamelCase.ConvertName(property.Name), Text(property.GetValue(usual)));
        if (property.GetCustomAttribute<StepNumberAttribute>() is { } number) return new StepParameter(name, number.Label, number.Help, text, null, property.PropertyType == typeof(int));
        return property.GetCustomAttribute<StepChoiceAttribute>() is { } choice
            ? new StepParameter(name, choice.Label, choice.Help, text, [.. Enum.GetNames(property.PropertyType).Select(JsonNamingPolicy.CamelCase.ConvertName)], false)
            : null;
    }

    private static PropertyInfo Property(Type type, string name) => type.GetProperties().Single(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name) == name);

    private static string Text(object? value) => value is Enum ? JsonNamingPolicy.CamelCase.ConvertName(value.ToString()!) : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
