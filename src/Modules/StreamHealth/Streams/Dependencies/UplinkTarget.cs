using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Platform.StreamHealth.Streams.Dependencies;

/// <summary>A place that answers whenever this machine's own connection works.</summary>
/// <param name="Text">As it was written.</param>
/// <param name="Host">Name or address.</param>
/// <param name="Port">TCP port that accepts connections.</param>
/// <param name="Url">Set when it was written as a URL; the port is its scheme's then, if it names none.</param>
internal sealed record UplinkTarget(string Text, string Host, int Port, Uri? Url)
{
    private const int DefaultPort = 443;

    /// <summary>Reads a comma-separated list; items that are no target are left out and named in <paramref name="wrong"/>.</summary>
    public static IReadOnlyList<UplinkTarget> ParseList(string? text, out IReadOnlyList<string> wrong)
    {
        var (targets, bad) = (new List<UplinkTarget>(), new List<string>());
        foreach (var item in (text ?? "").Split([',', '\n', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (Parse(item) is { } target) targets.Add(target);
            else bad.Add(item);
        }

        wrong = bad;
        return targets;
    }

    private static UplinkTarget? Parse(string item)
    {
        if (item.Contains("://", StringComparison.Ordinal))
        {
            return Uri.TryCreate(item, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.Host.Length > 0
                ? new UplinkTarget(item, url.IdnHost, url.Port, url)
                : null;
        }

        if (IPEndPoint.TryParse(item, out var endpoint)) return new UplinkTarget(item, endpoint.Address.ToString(), endpoint.Port == 0 ? DefaultPort : endpoint.Port, null);
        var (host, port) = item.Split(':') switch
        {
            [var name] => (name, DefaultPort),
            [var name, var number] when ushort.TryParse(number, out var parsed) && parsed > 0 => (name, parsed),
            _ => ("", 0),
        };
        return Uri.CheckHostName(host) == UriHostNameType.Dns ? new UplinkTarget(item, host, port, null) : null;
    }
}

/// <summary>The text is a list that <see cref="UplinkTarget.ParseList"/> reads.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class UplinkListAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        UplinkTarget.ParseList(value as string, out var wrong);
        return wrong is []
            ? ValidationResult.Success
            : new ValidationResult($"{validationContext.DisplayName}: '{wrong[0]}' is neither a URL such as https://example.org nor host:port.", [validationContext.MemberName ?? ""]);
    }
}
