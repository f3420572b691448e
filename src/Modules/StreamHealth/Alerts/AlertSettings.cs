using System.ComponentModel.DataAnnotations;
using Platform.Kernel.Settings;

namespace Platform.StreamHealth.Alerts;

/// <summary>How alerts are delivered.</summary>
[SettingsSection("StreamHealth:Alerts", "Alerts")]
internal sealed class AlertSettings
{
    [Display(Name = "Time zone", Description = "Time zone of the times in messages, such as Europe/Berlin.")]
    [Required]
    [ZoneName]
    [RuntimeSetting]
    public string TimeZone { get; set; } = "UTC";

    [Display(Name = "Attempts", Description = "How often a message is tried before it is given up. The waits between double from 10 s to an hour.")]
    [Range(1, 50)]
    [RuntimeSetting]
    public int MaxAttempts { get; set; } = 10;

    [Display(Name = "Longest delay", Description = "Hours after which a message that could not be sent is given up: old news wakes people for nothing.")]
    [Range(1, 720)]
    [RuntimeSetting]
    public int MaxAgeHours { get; set; } = 24;

    [Display(Name = "Send timeout", Description = "Seconds one attempt may take.")]
    [Range(1, 120)]
    [RuntimeSetting]
    public int TimeoutSeconds { get; set; } = 20;

    [Display(Name = "Keep deliveries", Description = "Days the delivery log goes back.")]
    [Range(1, 3650)]
    [RuntimeSetting]
    public int DeliveryDays { get; set; } = 90;
}

/// <summary>The address people open the console at: what links in messages begin with.</summary>
[SettingsSection("Platform", "This installation")]
internal sealed class PublicAddress
{
    [Display(Name = "Public address", Description = "Address the console is opened at, such as https://monitor.example.org/. Links in messages begin with it; without it messages carry no links.")]
    [HttpAddress]
    [RuntimeSetting]
    public string? PublicUrl { get; set; }

    /// <summary>The whole address of a page; null while the public address is not set.</summary>
    public string? LinkTo(string path) => string.IsNullOrWhiteSpace(PublicUrl) ? null : $"{PublicUrl.TrimEnd('/')}/{path}";
}

[AttributeUsage(AttributeTargets.Property)]
internal sealed class ZoneNameAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        value is not string zone || TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _)
            ? ValidationResult.Success
            : new ValidationResult($"{validationContext.DisplayName}: '{zone}' is not a time zone of this system.");
}
