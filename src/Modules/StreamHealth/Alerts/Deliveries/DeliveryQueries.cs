using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;

namespace Platform.StreamHealth.Alerts.Deliveries;

internal static class DeliveryQueries
{
    /// <summary>What can be sent now: what is due, and what somebody began to send and did not live to settle.</summary>
    public static IQueryable<AlertDelivery> Due(this IQueryable<AlertDelivery> deliveries, DateTimeOffset now) => deliveries.Where(
        d => (d.State == DeliveryState.Pending && d.DueAt <= now) || (d.State == DeliveryState.Sending && d.LeaseUntil < now));

    /// <summary>Only what no older message of the same outage to the same channel still waits before.</summary>
    public static IQueryable<AlertDelivery> InOrder(this IQueryable<AlertDelivery> deliveries, StreamHealthDb db) => deliveries.Where(
        d => d.TrailId == null || !db.Set<AlertDelivery>().Any(
            e => e.TrailId == d.TrailId && e.ChannelId == d.ChannelId && (e.State == DeliveryState.Pending || e.State == DeliveryState.Sending)
                && (e.CreatedAt < d.CreatedAt || (e.CreatedAt == d.CreatedAt && e.Id.CompareTo(d.Id) < 0))));
}
