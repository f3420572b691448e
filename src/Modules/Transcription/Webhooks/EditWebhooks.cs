using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Platform.Data.Lists;
using Platform.Kernel.Api;
using Platform.Kernel.Results;
using Platform.Media.Urls;
using Platform.Transcription.Data;

namespace Platform.Transcription.Webhooks;

/// <summary>Keeps secrets of receivers encrypted.</summary>
internal sealed class WebhookVault(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Platform.Transcription.Webhooks");

    public string Close(string secret) => _protector.Protect(secret);

    /// <summary>Null when the key it was encrypted with is gone.</summary>
    public string? Open(string closed)
    {
        try
        {
            return _protector.Unprotect(closed);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

/// <summary>Lists, adds, changes and deletes receivers, and shows what they were sent.</summary>
internal sealed class EditWebhooks(IDbContextFactory<TranscriptionDb> databases, WebhookVault vault, UrlGuard guard, WebhookSchedule schedule, TimeProvider clock)
{
    private const int ShortestSecret = 16;
    private const int LongestText = 200;

    public async Task<IReadOnlyList<WebhookView>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return (await db.Set<Webhook>().AsNoTracking().OrderBy(w => w.Name).ThenBy(w => w.Id).ToListAsync(cancellationToken)).ConvertAll(WebhookView.Of);
    }

    public async Task<Result<CursorPage<WebhookDeliveryView>>> DeliveriesAsync(Guid id, PageRequest request, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (!await db.Set<Webhook>().AnyAsync(w => w.Id == id, cancellationToken)) return NotFound(id);
        return await new ListOrder<WebhookDelivery, WebhookDeliveryView, Guid>("-created", d => d.Id, d => d.Id, v => v.Id, v => v.Id)
            .ReadAsync(db.Set<WebhookDelivery>().AsNoTracking().Where(d => d.WebhookId == id), request, WebhookDeliveryView.Of, cancellationToken);
    }

    public async Task<Result<WebhookView>> CreateAsync(WebhookInput input, CancellationToken cancellationToken)
    {
        if (await CheckAsync(input, needsSecret: true, cancellationToken) is { } wrong) return wrong;
        var now = clock.GetUtcNow();
        var hook = new Webhook { Id = Guid.CreateVersion7(now), Name = "", Url = "", Secret = "", Enabled = true, OnCompleted = true, OnFailed = true, Version = 0, CreatedAt = now };
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        db.Add(hook);
        return await StoreAsync(db, hook, input, cancellationToken);
    }

    public async Task<Result<WebhookView>> UpdateAsync(Guid id, WebhookInput input, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Set<Webhook>().FirstOrDefaultAsync(w => w.Id == id, cancellationToken) is not { } hook) return NotFound(id);
        if (input.Version is { } read && read != hook.Version) return Changed(hook.Version);
        return await CheckAsync(input, needsSecret: input.Url?.Trim() != hook.Url, cancellationToken) is { } wrong ? wrong : await StoreAsync(db, hook, input, cancellationToken);
    }

    public async Task<Result<Unit>> DeleteAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Set<Webhook>().Where(w => w.Id == id).ExecuteDeleteAsync(cancellationToken) == 0) return NotFound(id);
        await schedule.ForgetAsync(id, cancellationToken);
        return Unit.Value;
    }

    /// <summary>Sends a message that was given up once more, with the same id and the same bytes.</summary>
    public async Task<Result<Unit>> RetryAsync(Guid id, Guid deliveryId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var due = await db.Set<WebhookDelivery>().Where(d => d.Id == deliveryId && d.WebhookId == id && d.State == WebhookState.Failed).ExecuteUpdateAsync(
            set => set.SetProperty(d => d.State, WebhookState.Pending).SetProperty(d => d.DueAt, now).SetProperty(d => d.Attempts, 0), cancellationToken);
        if (due == 0) return Error.NotFound("delivery", deliveryId);
        await schedule.WakeAsync([id], cancellationToken);
        return Unit.Value;
    }

    private async Task<Result<WebhookView>> StoreAsync(TranscriptionDb db, Webhook hook, WebhookInput input, CancellationToken cancellationToken)
    {
        hook.Url = input.Url!.Trim();
        hook.Name = string.IsNullOrWhiteSpace(input.Name) ? new Uri(hook.Url).Host : input.Name.Trim();
        if (!string.IsNullOrEmpty(input.Secret)) hook.Secret = vault.Close(input.Secret);
        (hook.Enabled, hook.OnCompleted, hook.OnFailed) = (input.Enabled, input.OnCompleted, input.OnFailed);
        hook.Version++;
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Changed(hook.Version);
        }

        await schedule.FollowAsync(hook, cancellationToken);
        return WebhookView.Of(hook);
    }

    private async Task<Error?> CheckAsync(WebhookInput input, bool needsSecret, CancellationToken cancellationToken)
    {
        if (input.Name?.Length > LongestText) return Error.InvalidField("name", "webhook.invalid", $"name may have {LongestText} characters.");
        var url = await guard.CheckAsync(input.Url?.Trim(), cancellationToken);
        if (!url.Ok) return url.Error;
        if (string.IsNullOrEmpty(input.Secret)) return needsSecret ? Error.InvalidField("secret", "webhook.invalid", $"secret must have at least {ShortestSecret} characters.") : null;
        return input.Secret.Length is < ShortestSecret or > LongestText ? Error.InvalidField("secret", "webhook.invalid", $"secret must have {ShortestSecret} to {LongestText} characters.") : null;
    }

    private static Error NotFound(Guid id) => Error.NotFound("webhook", id);

    private static Error Changed(int current) => Error.Conflict("webhook.changed", $"Somebody changed this webhook meanwhile (it is at version {current}). Read it again and repeat the change.");
}
