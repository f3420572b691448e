using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Platform.Data.Lists;
using Platform.Kernel.Api;
using Platform.Kernel.Results;
using Platform.StreamHealth.Alerts.Channels;
using Platform.StreamHealth.Alerts.Formats;
using Platform.StreamHealth.Alerts.Messages;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;

namespace Platform.StreamHealth.Alerts.Deliveries;

/// <summary>What a list of deliveries is asked for.</summary>
internal sealed record DeliveryListRequest
{
    [FromQuery(Name = "channel"), Description("Only deliveries through this channel.")]
    public Guid? Channel { get; init; }

    [FromQuery(Name = "state"), Description("Only deliveries in this state: `pending`, `held`, `sending`, `sent`, `failed`, `dropped` or `digested`.")]
    public string? State { get; init; }

    [FromQuery(Name = "stream"), Description("Only deliveries about this stream.")]
    public Guid? Stream { get; init; }

    [FromQuery(Name = "incident"), Description("Only deliveries about this incident.")]
    public Guid? Incident { get; init; }

    [FromQuery(Name = "search"), Description("Part of the subject, which names the stream.")]
    public string? Search { get; init; }

    [FromQuery(Name = "sort"), Description("`created`; `-created`, newest first, when not said.")]
    public string? Sort { get; init; }

    [FromQuery(Name = "cursor"), Description("`nextCursor` of the page before; none for the first page.")]
    public string? Cursor { get; init; }

    [FromQuery(Name = "limit"), Description("Items per page, 1 to 500. 50 when not said.")]
    public int? Limit { get; init; }
}

/// <summary>The delivery log: lists, payloads, and sending once more.</summary>
internal sealed class ReadDeliveries(IDbContextFactory<StreamHealthDb> databases, AlertSchedule schedule, TimeProvider clock)
{
    public async Task<Result<CursorPage<DeliveryView>>> ListAsync(DeliveryListRequest request, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var query = db.Set<AlertDelivery>().AsNoTracking();
        if (request.Channel is { } channel) query = query.Where(d => d.ChannelId == channel);
        if (request.Stream is { } stream) query = query.Where(d => d.StreamId == stream);
        if (request.Incident is { } incident) query = query.Where(d => d.IncidentId == incident);
        if (request.Search?.Trim().ToLowerInvariant() is { Length: > 0 } text) query = query.Where(d => d.SearchText.Contains(text));
        if (!string.IsNullOrEmpty(request.State))
        {
            if (!Enum.TryParse<DeliveryState>(request.State, ignoreCase: true, out var state) || char.IsAsciiDigit(request.State[0]))
                return Error.InvalidField("state", "delivery.state_unknown", $"state is one of {string.Join(", ", Enum.GetNames<DeliveryState>().Select(n => n.ToLowerInvariant()))}.");
            query = query.Where(d => d.State == state);
        }

        var sort = string.IsNullOrEmpty(request.Sort) ? "-created" : request.Sort;
        if (sort is not ("created" or "-created")) return Error.InvalidField("sort", "delivery.sort_unknown", "sort is created or -created.");
        var channels = await db.Set<AlertChannel>().AsNoTracking().ToDictionaryAsync(c => c.Id, cancellationToken);
        return await new ListOrder<AlertDelivery, DeliveryView, DateTimeOffset>(sort, d => d.CreatedAt, d => d.Id, v => v.CreatedAt, v => v.Id)
            .ReadAsync(query, new PageRequest(request.Cursor, request.Limit), d => ToView(d, channels.GetValueOrDefault(d.ChannelId)), cancellationToken);
    }

    public async Task<Result<DeliveryDetail>> GetAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Set<AlertDelivery>().AsNoTracking().FirstOrDefaultAsync(d => d.Id == id, cancellationToken) is not { } delivery) return Error.NotFound("delivery", id);
        var channel = await db.Set<AlertChannel>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == delivery.ChannelId, cancellationToken);
        return new DeliveryDetail(ToView(delivery, channel), channel is null ? null : Show(delivery, channel));
    }

    /// <summary>Sends a delivery once more, with the same id, as if it had never been tried.</summary>
    public async Task<Result<DeliveryView>> ResendAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Set<AlertDelivery>().FirstOrDefaultAsync(d => d.Id == id, cancellationToken) is not { } delivery) return Error.NotFound("delivery", id);
        if (delivery.State is DeliveryState.Pending or DeliveryState.Sending) return Error.Conflict("delivery.under_way", "This delivery is under way already.");
        if (await db.Set<AlertChannel>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == delivery.ChannelId, cancellationToken) is not { } channel)
            return Error.Conflict("delivery.channel_gone", "The channel of this delivery was deleted.");
        if (!channel.Enabled) return Error.Conflict("delivery.channel_off", $"The channel \"{channel.Name}\" is switched off.");

        var now = clock.GetUtcNow();
        await db.Set<AlertDelivery>().Where(d => d.Id == id && d.State == delivery.State).ExecuteUpdateAsync(
            set => set.SetProperty(d => d.State, DeliveryState.Pending).SetProperty(d => d.DueAt, now).SetProperty(d => d.Attempts, 0)
                .SetProperty(d => d.FreshAt, now).SetProperty(d => d.TrailId, (Guid?)null).SetProperty(d => d.Error, (string?)null),
            cancellationToken);
        await schedule.WakeAsync([channel.Id], cancellationToken);
        return (await GetAsync(id, cancellationToken)).Map(detail => detail.Delivery);
    }

    private static string Show(AlertDelivery delivery, AlertChannel channel)
    {
        var message = AlertMessage.FromJson(delivery.Message);
        var text = MessageText.Of(message, channel.SubjectTemplate, channel.BodyTemplate);
        var alert = new OutgoingAlert(delivery.Id, Math.Max(1, delivery.Attempts), delivery.LastAttemptAt ?? delivery.DueAt, message, text);
        return ChannelFormats.Of(channel.Kind).Show(alert, ChannelVault.Masked(channel));
    }

    private static DeliveryView ToView(AlertDelivery delivery, AlertChannel? channel) => new()
    {
        Id = delivery.Id,
        ChannelId = delivery.ChannelId,
        ChannelName = channel?.Name,
        ChannelKind = channel?.Kind,
        Event = delivery.Event,
        State = delivery.State,
        Subject = delivery.Subject,
        StreamId = delivery.StreamId,
        StreamName = AlertMessage.FromJson(delivery.Message).StreamName,
        IncidentId = delivery.IncidentId,
        PolicyId = delivery.PolicyId,
        CreatedAt = delivery.CreatedAt,
        DueAt = delivery.DueAt,
        Attempts = delivery.Attempts,
        LastAttemptAt = delivery.LastAttemptAt,
        SentAt = delivery.SentAt,
        Error = delivery.Error,
        HttpStatus = delivery.HttpStatus,
    };
}
