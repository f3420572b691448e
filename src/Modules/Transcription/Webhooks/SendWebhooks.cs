using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Platform.Kernel.Results;
using Platform.Media.Urls;
using Platform.Transcription.Data;

namespace Platform.Transcription.Webhooks;

/// <summary>
/// Sends what is due for one receiver, oldest first, one at a time. A message is claimed before it is sent and settled after; one whose
/// sender died in between is sent again with the same id once its lease is over.
/// </summary>
internal sealed partial class SendWebhooks(IDbContextFactory<TranscriptionDb> databases, GuardedHttp http, WebhookVault vault, TimeProvider clock, ILogger<SendWebhooks> log)
{
    /// <summary>How often a message is tried before it is given up. With the pauses below that is about nine hours.</summary>
    public const int MostAttempts = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    // After the first failed attempt, the second, and so on.
    private static readonly TimeSpan[] Pauses =
        [TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(5)];

    /// <returns>When the next message is due; null when none waits.</returns>
    public async Task<DateTimeOffset?> RunAsync(Guid webhookId, CancellationToken cancellationToken)
    {
        while (await SendNextAsync(webhookId, cancellationToken)) cancellationToken.ThrowIfCancellationRequested();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<WebhookDelivery>().Where(d => d.WebhookId == webhookId && d.State == WebhookState.Pending).MinAsync(d => (DateTimeOffset?)d.DueAt, cancellationToken);
    }

    private async Task<bool> SendNextAsync(Guid webhookId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Set<Webhook>().AsNoTracking().FirstOrDefaultAsync(w => w.Id == webhookId && w.Enabled, cancellationToken) is not { } hook) return false;
        if (await ClaimAsync(db, webhookId, cancellationToken) is not { } delivery) return false;
        var (status, error) = await PostAsync(hook, delivery, cancellationToken);
        await SettleAsync(db, delivery, status, error, cancellationToken);
        return true;
    }

    private async Task<WebhookDelivery?> ClaimAsync(TranscriptionDb db, Guid webhookId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var next = await db.Set<WebhookDelivery>().AsNoTracking()
            .Where(d => d.WebhookId == webhookId && ((d.State == WebhookState.Pending && d.DueAt <= now) || (d.State == WebhookState.Sending && d.LeaseUntil < now)))
            .OrderBy(d => d.DueAt).ThenBy(d => d.Id).FirstOrDefaultAsync(cancellationToken);
        if (next is null) return null;
        var (lease, attempts) = (now + Lease, next.Attempts + 1);
        var claimed = await db.Set<WebhookDelivery>().Where(d => d.Id == next.Id && d.State == next.State && d.Attempts == next.Attempts).ExecuteUpdateAsync(
            set => set.SetProperty(d => d.State, WebhookState.Sending).SetProperty(d => d.Attempts, attempts).SetProperty(d => d.LeaseUntil, lease), cancellationToken);
        next.Attempts = attempts;
        return claimed == 1 ? next : null;
    }

    private async Task<(int? Status, string? Error)> PostAsync(Webhook hook, WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        if (vault.Open(hook.Secret) is not { } secret) return (null, "The key its secret was encrypted with is gone: enter the secret again.");
        using var late = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        using var body = new ByteArrayContent(delivery.Body);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        try
        {
            Result<HttpResponseMessage> answer = await http.PostAsync(hook.Url, body, headers => Sign(headers, secret, delivery), either.Token);
            if (!answer.Ok) return (null, answer.Error.Message);
            using var response = answer.Value;
            return ((int)response.StatusCode, response.IsSuccessStatusCode ? null : $"It answered {(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd() + ".");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, $"No answer within {Patience.TotalSeconds:0} s.");
        }
    }

    // Standard Webhooks 1.0 (standardwebhooks.com), and beside it the plain signature over the exact bytes that many receivers look for.
    private void Sign(HttpRequestHeaders headers, string secret, WebhookDelivery delivery)
    {
        var (id, timestamp, key) = (delivery.Id.ToString(), clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), Encoding.UTF8.GetBytes(secret));
        byte[] content = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. delivery.Body];
        headers.Add("webhook-id", id);
        headers.Add("webhook-timestamp", timestamp);
        headers.Add("webhook-signature", "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, content)));
        headers.Add("X-MediaOps-Signature-256", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(key, delivery.Body)));
        headers.Add("X-MediaOps-Event", delivery.Event);
        headers.Add("X-MediaOps-Attempt", delivery.Attempts.ToString(CultureInfo.InvariantCulture));
    }

    private async Task SettleAsync(TranscriptionDb db, WebhookDelivery delivery, int? status, string? error, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var state = error is null ? WebhookState.Sent : delivery.Attempts >= MostAttempts ? WebhookState.Failed : WebhookState.Pending;
        var due = state == WebhookState.Pending ? now + Pauses[Math.Min(delivery.Attempts, Pauses.Length) - 1] : delivery.DueAt;
        DateTimeOffset? sent = error is null ? now : null;
        // Whoever lost the lease meanwhile leaves the row to its new owner.
        await db.Set<WebhookDelivery>().Where(d => d.Id == delivery.Id && d.State == WebhookState.Sending && d.Attempts == delivery.Attempts).ExecuteUpdateAsync(
            set => set.SetProperty(d => d.State, state).SetProperty(d => d.DueAt, due).SetProperty(d => d.SentAt, sent).SetProperty(d => d.HttpStatus, status)
                .SetProperty(d => d.Error, error).SetProperty(d => d.LeaseUntil, (DateTimeOffset?)null),
            cancellationToken);
        if (error is not null) NotSent(delivery.Id, delivery.WebhookId, delivery.Attempts, error);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message {DeliveryId} to webhook {WebhookId} not sent, attempt {Attempt}: {Reason}")]
    private partial void NotSent(Guid deliveryId, Guid webhookId, int attempt, string reason);
}
