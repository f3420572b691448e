namespace Platform.Host.Identity;

/// <summary>
/// One structured log line for everything that changes or tries who may do what. The category is
/// <c>Platform.Audit</c>, so that it can be routed on its own. Never carries a password, a key or a token.
/// </summary>
internal sealed partial class AuditLog(ILoggerFactory loggers)
{
    private const int LongestText = 100;
    private readonly ILogger _log = loggers.CreateLogger("Platform.Audit");

    /// <param name="actor">Who did it.</param>
    /// <param name="action">Dotted and stable: <c>user.created</c>.</param>
    /// <param name="subject">What it was done to, by name.</param>
    /// <param name="detail">A few words more, or empty.</param>
    public void Done(Actor actor, string action, string subject, string detail = "")
    {
        var (what, more) = (Printable(subject), Printable(detail));
        Recorded(action, actor.Name, actor.CallerId, what, more);
    }

    /// <summary>An attempt that was refused, by someone who is not known yet.</summary>
    public void Refused(string action, string subject, string address)
    {
        var what = Printable(subject);
        Denied(action, what, address);
    }

    // What strangers type must not forge or flood log lines.
    private static string Printable(string text) =>
        string.Concat(text.Take(LongestText).Select(c => char.IsControl(c) ? ' ' : c));

    [LoggerMessage(Level = LogLevel.Information, Message = "{Action} by {Actor} ({ActorId}) on {Subject} {Detail}")]
    private partial void Recorded(string action, string actor, string actorId, string subject, string detail);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Action} for {Subject} from {Address}")]
    private partial void Denied(string action, string subject, string address);
}
