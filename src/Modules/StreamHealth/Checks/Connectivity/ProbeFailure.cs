using Platform.Kernel.Results;
using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.Connectivity;

/// <summary>Why a connection did not become a stream.</summary>
internal sealed record ProbeFailure(ConnectivityStatus Status, string Code, string Message)
{
    /// <summary>From the URL guard, for the first address or one that a server named.</summary>
    public static ProbeFailure FromGuard(Error error, string? namedBy)
    {
        var message = namedBy is null ? error.Message : $"The {namedBy} leads to an address that is not allowed: {error.Message}";
        return error.Code switch
        {
            "url.unresolved" => new ProbeFailure(ConnectivityStatus.ConnectionError, FindingCodes.DnsFailed, error.Message),
            "url.private_address" => new ProbeFailure(ConnectivityStatus.ConnectionError, FindingCodes.UrlRefused, message),
            _ => new ProbeFailure(ConnectivityStatus.Error, FindingCodes.UrlInvalid, message),
        };
    }

    public static ProbeFailure FromConnect(Error error) => error.Code == "connect.timeout"
        ? new ProbeFailure(ConnectivityStatus.Timeout, FindingCodes.ConnectTimeout, error.Message)
        : new ProbeFailure(ConnectivityStatus.ConnectionError, FindingCodes.ConnectFailed, error.Message);

    /// <summary>Null for an answer that is a stream's.</summary>
    public static ProbeFailure? FromStatus(ResponseHead head)
    {
        if (head.Status < 300) return null;
        var reason = head.Reason.Length > 0 ? head.Reason : head.Status < 400 ? "redirect without a target" : "no reason given";
        return Answer(FindingCodes.HttpStatus, $"HTTP {head.Status}: {WireText.Clean(reason, 200)}");
    }

    public static ProbeFailure Answer(string code, string message) => new(ConnectivityStatus.Error, code, message);

    public static ProbeFailure Closed(string message) => new(ConnectivityStatus.ConnectionError, FindingCodes.HttpClosed, message);
}
