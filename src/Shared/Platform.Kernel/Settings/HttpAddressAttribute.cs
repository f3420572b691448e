using System.ComponentModel.DataAnnotations;

namespace Platform.Kernel.Settings;

/// <summary>The setting is empty or a whole address that begins with <c>http://</c> or <c>https://</c>, without a name or password in it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class HttpAddressAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        ArgumentNullException.ThrowIfNull(validationContext);
        var text = value as string;
        if (string.IsNullOrEmpty(text)) return ValidationResult.Success;
        var good = Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.Host.Length > 0;
        return !good ? Wrong($"'{text}' is not an address that begins with http:// or https://.")
            : address!.UserInfo.Length > 0 ? Wrong("A name or password does not belong into the address.")
            : ValidationResult.Success;

        ValidationResult Wrong(string message) => new(message, validationContext.MemberName is { } name ? [name] : null);
    }
}
