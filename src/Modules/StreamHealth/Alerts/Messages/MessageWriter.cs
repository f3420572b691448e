using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.Incidents;
using Platform.StreamHealth.Results;
using Platform.StreamHealth.Streams;

namespace Platform.StreamHealth.Alerts.Messages;

/// <summary>Makes messages of what happened, with the figures of the check that decided.</summary>
internal sealed class MessageWriter(IOptionsMonitor<AlertSettings> settings, IOptionsMonitor<PublicAddress> address, TimeProvider clock)
{
    public async Task<AlertMessage> OfAsync(StreamHealthDb db, StreamTransition transition, MonitoredStream stream, CancellationToken cancellationToken)
    {
        var result = transition.ResultId is { } id ? await db.Results.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, cancellationToken) : null;
        var incident = transition.IncidentId is { } known ? await db.Set<Incident>().AsNoTracking().FirstOrDefaultAsync(i => i.Id == known, cancellationToken) : null;
        return new AlertMessage
        {
            Event = transition.To == MonitorState.Down ? AlertEvent.Down : AlertEvent.Degraded,
            At = transition.At,
            StreamId = stream.Id,
            StreamName = stream.Name,
            Address = stream.Url,
            Tags = [.. stream.Tags.Select(t => t.Name).Order(StringComparer.Ordinal)],
            State = transition.Flapping ? AlertMessage.Flapping : Word(transition.To),
            PreviousState = Word(transition.From),
            Since = incident?.FailingSince ?? transition.At,
            Reason = transition.Reason ?? result?.Reason ?? incident?.Reason,
            Findings = result?.Findings.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [],
            Measured = result is null ? [] : Measured(result),
            IncidentId = transition.IncidentId,
            ResultId = transition.ResultId,
            Link = address.CurrentValue.LinkTo(transition.IncidentId is { } page ? $"incidents/{page}" : $"streams/{stream.Id}"),
            TimeZone = settings.CurrentValue.TimeZone,
        };
    }

    /// <summary>The end of what another message told the beginning of.</summary>
    public static AlertMessage Recovered(AlertMessage opening, StreamTransition transition) => opening with
    {
        Event = AlertEvent.Recovered,
        At = transition.At,
        State = Word(transition.To),
        PreviousState = opening.State,
        Measured = [],
        Findings = [],
        ResultId = transition.ResultId,
        Step = null,
    };

    public AlertMessage Test() => new()
    {
        Event = AlertEvent.Test,
        At = clock.GetUtcNow(),
        Link = address.CurrentValue.LinkTo("alerts/channels"),
        TimeZone = settings.CurrentValue.TimeZone,
    };

    /// <summary>Of what quiet hours held back.</summary>
    public AlertMessage Digest(IReadOnlyList<AlertMessage> held) => new()
    {
        Event = AlertEvent.Digest,
        At = clock.GetUtcNow(),
        Link = address.CurrentValue.LinkTo("incidents"),
        TimeZone = settings.CurrentValue.TimeZone,
        Lines = [.. held.Select(m => new DigestLine(m.At, m.Event, m.StreamName ?? "", MessageText.Headline(m) + (m.Reason is null || m.IsGood ? "" : $" {m.Reason}"), m.Link, m.State))],
    };

    /// <summary>Of what happened at about the same time. What a stream came to last is what counts.</summary>
    public AlertMessage Gathered(IReadOnlyList<AlertMessage> messages)
    {
        var last = messages.GroupBy(m => m.StreamId).Select(g => g.MaxBy(m => m.At)!.State).ToList();
        (string State, string Words)[] kinds = [("down", "down"), ("degraded", "degraded"), (AlertMessage.Flapping, "flapping"), ("up", "up again")];
        var counts = kinds.Select(k => (k.State, Text: k.Words, Count: last.Count(s => s == k.State))).Where(k => k.Count > 0).ToList();
        return Digest(messages) with
        {
            State = counts.Select(k => k.State).FirstOrDefault(),
            Policy = messages[0].Policy,
            Summary = string.Join(", ", counts.Select((k, i) => i > 0 ? $"{k.Count} {k.Text}" : $"{k.Count} {(k.Count == 1 ? "stream" : "streams")} {k.Text}")),
        };
    }

    private static string Word(MonitorState state) => state.ToString().ToLowerInvariant();

    private static List<Measurement> Measured(CheckResult result)
    {
        var figures = new List<Measurement>();
        void Add(string name, double? value, string unit)
        {
            if (value is { } known && double.IsFinite(known)) figures.Add(new Measurement(name, Math.Round(known, 2), unit));
        }

        Add("level", result.RmsDb, "dBFS");
        Add("loudness", result.Lufs, "LUFS");
        Add("silence", result.SilencePercent, "%");
        Add("clipping", result.ClippingPercent > 0 ? result.ClippingPercent : null, "%");
        Add("first byte", result.FirstByteMs, "ms");
        Add("HTTP status", result.HttpStatus is null or 200 ? null : result.HttpStatus, "");
        return figures;
    }
}
