using System.ComponentModel.DataAnnotations;
using Platform.Scheduling;

namespace Platform.StreamHealth;

/// <summary>The text is a schedule that <see cref="Schedule.Parse"/> reads, or empty.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ScheduleTextAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        value is string { Length: > 0 } text && Schedule.Parse(text) is { Ok: false } wrong
            ? new ValidationResult($"{validationContext.DisplayName}: {wrong.Error.Message}", [validationContext.MemberName ?? ""])
            : ValidationResult.Success;
}
