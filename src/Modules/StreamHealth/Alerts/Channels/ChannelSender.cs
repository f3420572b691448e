using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Options;
using Platform.StreamHealth.Alerts.Formats;
using Platform.StreamHealth.Alerts.Messages;
using Platform.StreamHealth.Alerts.Smtp;

namespace Platform.StreamHealth.Alerts.Channels;

/// <summary>What came of one attempt.</summary>
/// <param name="Error">Why the receiver did not take it; null when it did.</param>
/// <param name="Final">Whether the same message would be refused again.</param>
/// <param name="HttpStatus">Status of the answer, where there was one.</param>
/// <param name="RetryAfter">For how long the receiver asks to be left alone.</param>
/// <param name="Took">How long the attempt took.</param>
internal sealed record SendOutcome(string? Error, bool Final, int? HttpStatus, TimeSpan? RetryAfter, TimeSpan Took)
{
    public bool Sent => Error is null;
}

/// <summary>Makes one attempt to bring one message to its receiver. What receivers do wrong is an outcome, never an exception.</summary>
internal sealed class ChannelSender(ChannelVault vault, ChannelHttp http, SmtpSender smtp, IOptionsMonitor<AlertSettings> settings, TimeProvider clock)
{
    // Answers that say something of this one message; the others may be over in a minute, and an alert is worth another try.
    private static readonly int[] Final = [400, 410, 413, 414, 415, 422];

    public Task<SendOutcome> SendAsync(AlertChannel channel, Guid deliveryId, int attempt, AlertMessage message, CancellationToken cancellationToken) =>
        vault.Open(channel) is { } values
            ? SendAsync(channel, values, deliveryId, attempt, message, cancellationToken)
            : Task.FromResult(new SendOutcome("The channel's secrets were encrypted with a key that is gone; enter them again.", false, null, null, TimeSpan.Zero));

    public async Task<SendOutcome> SendAsync(AlertChannel channel, ChannelValues values, Guid deliveryId, int attempt, AlertMessage message, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        var alert = new OutgoingAlert(deliveryId, attempt, clock.GetUtcNow(), message, MessageText.Of(message, channel.SubjectTemplate, channel.BodyTemplate));
        var seconds = settings.CurrentValue.TimeoutSeconds;
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(seconds), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        SendOutcome outcome;
        try
        {
            outcome = ChannelFormats.Of(channel.Kind) switch
            {
                HttpFormat format => await PostAsync(format, format.Compose(alert, values), either.Token),
                EmailFormat => await MailAsync(EmailFormat.Compose(alert, values), values, TimeSpan.FromSeconds(seconds), either.Token),
                _ => throw new UnreachableException(),
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            outcome = Failed(string.Create(CultureInfo.InvariantCulture, $"No answer within {seconds} s"));
        }

        return outcome with { Took = clock.GetElapsedTime(started) };
    }

    private async Task<SendOutcome> PostAsync(HttpFormat format, HttpCall call, CancellationToken cancellationToken)
    {
        var posted = await http.PostAsync(call, cancellationToken);
        if (!posted.Ok) return Failed(posted.Error.Message, final: false);
        var answer = posted.Value;
        if (answer.Good) return format.Refusal(answer.Body) is { } refusal ? Failed(refusal, final: true) with { HttpStatus = answer.Status } : new SendOutcome(null, true, answer.Status, null, TimeSpan.Zero);

        var said = answer.Body.Length > 0 ? ": " + answer.Body.ReplaceLineEndings(" ").Cut(500) : "";
        var redirect = answer.Status is >= 300 and < 400 ? " (redirects are not followed; enter the final address)" : "";
        return new SendOutcome($"HTTP {answer.Status}{redirect}{said}", Final.Contains(answer.Status), answer.Status, answer.RetryAfter, TimeSpan.Zero);
    }

    private async Task<SendOutcome> MailAsync(Mail mail, ChannelValues values, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            await smtp.SendAsync(mail, values, timeout, cancellationToken);
            return new SendOutcome(null, true, null, null, TimeSpan.Zero);
        }
        catch (SmtpException e)
        {
            return Failed(e.Message, e.Permanent);
        }
        catch (IOException e)
        {
            return Failed($"The connection broke: {e.Message}");
        }
    }

    private static SendOutcome Failed(string error, bool final = false) => new(error, final, null, null, TimeSpan.Zero);
}
