using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;

namespace Platform.Transcription.Preprocessing.Steps;

/// <summary>A step's name and what it does, for people.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class StepInfoAttribute(string title, string what) : Attribute
{
    public string Title => title;

    public string What => what;
}

/// <summary>A number of a step: what it may be, its label and what it does. The message names the field as the JSON has it.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class StepNumberAttribute(string label, string help, double least, double most) : RangeAttribute(least, most)
{
    public string Label => label;

    public string Help => help;

    public override string FormatErrorMessage(string name) =>
        string.Create(CultureInfo.InvariantCulture, $"{JsonNamingPolicy.CamelCase.ConvertName(name)} must be between {Minimum} and {Maximum}.");
}

/// <summary>A choice of a step.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class StepChoiceAttribute(string label, string help) : ValidationAttribute
{
    public string Label => label;

    public string Help => help;

    public override bool IsValid(object? value) => value is Enum chosen && Enum.IsDefined(chosen.GetType(), chosen);

    public override string FormatErrorMessage(string name) => $"{JsonNamingPolicy.CamelCase.ConvertName(name)} has no such choice.";
}

/// <summary>A parameter of a kind of step.</summary>
/// <param name="Name">As JSON and command line have it: <c>maxGainDb</c>.</param>
/// <param name="Label">For people, with its unit.</param>
/// <param name="Help">What it does, and its range.</param>
/// <param name="Usual">What counts where it is not given, as text.</param>
/// <param name="Choices">The words it may be; null of a number.</param>
/// <param name="Whole">A number without decimals.</param>
internal sealed record StepParameter(string Name, string Label, string Help, string Usual, IReadOnlyList<string>? Choices, bool Whole);

/// <summary>dynaudnorm takes odd numbers only.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class OddNumberAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) => value is int number && int.IsOddInteger(number);

    public override string FormatErrorMessage(string name) => $"{JsonNamingPolicy.CamelCase.ConvertName(name)} must be an odd number.";
}
