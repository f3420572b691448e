namespace Platform.StreamHealth.Alerts.Smtp;

/// <summary>A server's answer to one command.</summary>
/// <param name="Code">Three digits.</param>
/// <param name="Lines">The text of each line, without the code.</param>
internal sealed record SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    public bool Good => Code is >= 200 and < 400;

    /// <summary>5xx: the same command would be refused again (RFC 5321, 4.2.1).</summary>
    public bool Permanent => Code >= 500;

    public override string ToString() => $"{Code} {string.Join(' ', Lines)}".Trim();
}

/// <summary>The mail was not taken.</summary>
/// <param name="message">One sentence for a person, with what the server said.</param>
/// <param name="permanent">Whether trying again is of no use.</param>
internal sealed class SmtpException(string message, bool permanent = false) : Exception(message)
{
    public bool Permanent { get; } = permanent;
}

/// <summary>No encrypted connection came about.</summary>
internal sealed class TlsRefusedException(string message, Exception inner) : Exception(message, inner);
