using System.Globalization;
using System.Text;
using Platform.Kernel.Text;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Alerts.Messages;

/// <summary>Subject and body of a message, in plain text.</summary>
internal sealed record MessageText(string Subject, string Body)
{
    /// <summary>Of the channel's own templates, where it has them; a digest and a test always speak for themselves.</summary>
    public static MessageText Of(AlertMessage message, string? subjectTemplate, string? bodyTemplate)
    {
        if (message.Event is AlertEvent.Digest or AlertEvent.Test) return new MessageText(DefaultSubject(message), DefaultBody(message));
        return new MessageText(
            string.IsNullOrWhiteSpace(subjectTemplate) ? DefaultSubject(message) : OneLine(MessageTemplate.Fill(subjectTemplate, message)),
            string.IsNullOrWhiteSpace(bodyTemplate) ? DefaultBody(message) : MessageTemplate.Fill(bodyTemplate, message).Trim());
    }

    public static string DefaultSubject(AlertMessage message) => OneLine(message.Event switch
    {
        AlertEvent.Down or AlertEvent.Degraded when message.State == AlertMessage.Flapping => $"FLAPPING: {message.StreamName}",
        AlertEvent.Down => $"DOWN: {message.StreamName}",
        AlertEvent.Degraded => $"DEGRADED: {message.StreamName}",
        AlertEvent.Recovered => message.State == "degraded" ? $"BACK, but degraded: {message.StreamName}" : $"UP again: {message.StreamName}",
        AlertEvent.Reminder => $"STILL {message.State?.ToUpperInvariant()}: {message.StreamName}",
        AlertEvent.Escalation => $"NOT ACKNOWLEDGED, {message.State?.ToUpperInvariant()}: {message.StreamName}",
        AlertEvent.Digest => message.Summary ?? $"{message.Lines.Count} {(message.Lines.Count == 1 ? "message" : "messages")} from the quiet hours",
        _ => "Test message of MediaOps",
    });

    public static string DefaultBody(AlertMessage message)
    {
        var text = new StringBuilder();
        Line(text, Headline(message));
        Line(text, message.Reason is { } reason && message.Event != AlertEvent.Test ? $"{(message.IsGood ? "It was" : "Reason")}: {reason}" : null);
        Line(text, message.Measured.Count > 0 ? $"Measured: {Measured(message)}" : null);
        foreach (var line in message.Lines) Line(text, $"{Time(line.At, message.TimeZone)}  {line.Text}{(line.Link is null ? "" : "  " + line.Link)}");
        Line(text, message.Address is { } address ? $"Stream: {address}" : null);
        Line(text, message.Policy is { } policy ? $"Policy: {policy}{(message.Step is { } step ? $", step {step}" : "")}" : null);
        Line(text, message.Link is { } link ? $"{(message.IncidentId is null ? "Open" : "Incident")}: {link}" : null);
        return text.ToString().TrimEnd();
    }

    /// <summary>What happened, in one sentence.</summary>
    public static string Headline(AlertMessage message)
    {
        var since = message.Since is { } began ? Time(began, message.TimeZone) : "";
        var lasted = message.Lasted is { } span ? Span(span) : "a moment";
        return message.Event switch
        {
            AlertEvent.Down or AlertEvent.Degraded when message.State == AlertMessage.Flapping =>
                $"{message.StreamName} keeps changing between playing and failing since {since}. You are told again when it is calm.",
            AlertEvent.Down => $"{message.StreamName} is down since {since}.",
            AlertEvent.Degraded => $"{message.StreamName} is degraded since {since}.",
            AlertEvent.Recovered => $"{message.StreamName} {(message.State == "degraded" ? "plays again, but not as it should" : "is up again")} after {lasted} ({message.PreviousState} from {since} to {Time(message.At, message.TimeZone)}).",
            AlertEvent.Reminder => $"{message.StreamName} is still {message.State}: for {lasted}, since {since}.",
            AlertEvent.Escalation => $"{message.StreamName} is {message.State} for {lasted}, since {since}, and nobody has acknowledged it.",
            AlertEvent.Digest => message.Summary is { } summary ? $"{summary}:" : "While the quiet hours lasted:",
            _ => "This is a test message. Alerts reach you through this channel.",
        };
    }

    public static string Measured(AlertMessage message) => string.Join(", ", message.Measured.Select(
        m => string.Create(CultureInfo.InvariantCulture, $"{m.Name} {Math.Round(m.Value, Math.Abs(m.Value) >= 100 ? 0 : 1)} {m.Unit}").TrimEnd()));

    /// <summary>A time on the wall clock of a zone; UTC when the zone is not known here.</summary>
    public static string Time(DateTimeOffset time, string zone)
    {
        var found = TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var known) ? known : TimeZoneInfo.Utc;
        var local = TimeZoneInfo.ConvertTime(time, found);
        return $"{local.ToString("d MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture)} {(found.BaseUtcOffset == TimeSpan.Zero && !found.SupportsDaylightSavingTime ? "UTC" : local.ToString("'UTC'zzz", CultureInfo.InvariantCulture))}";
    }

    /// <summary>In whole seconds: "2 h 5 min".</summary>
    public static string Span(TimeSpan span) => span < TimeSpan.FromSeconds(1) ? "less than a second" : Spans.Text(TimeSpan.FromSeconds(Math.Floor(span.TotalSeconds)));

    private static void Line(StringBuilder text, string? line)
    {
        if (line is not null) text.Append(line).Append('\n');
    }

    private static string OneLine(string text) => string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries)).Trim();
}
