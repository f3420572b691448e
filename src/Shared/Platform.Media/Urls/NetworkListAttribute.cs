using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Platform.Media.Urls;

/// <summary>The text is a comma-separated list of networks in CIDR notation or single addresses.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NetworkListAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        ArgumentNullException.ThrowIfNull(validationContext);
        var wrong = UrlGuardOptions.Items(value as string ?? "").FirstOrDefault(item => !TryParse(item, out _));
        return wrong is null
            ? ValidationResult.Success
            : new ValidationResult($"{validationContext.DisplayName}: '{wrong}' is neither a network such as 10.20.0.0/16 nor an address.");
    }

    internal static bool TryParse(string text, out IPNetwork network)
    {
        if (IPNetwork.TryParse(text, out network)) return true;
        if (!IPAddress.TryParse(text, out var address)) return false;
        network = new IPNetwork(address, address.GetAddressBytes().Length * 8);
        return true;
    }
}
