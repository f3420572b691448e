using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Platform.StreamHealth.Streams;

namespace Platform.StreamHealth.History.Aggregates;

internal sealed class HourAggregateConfiguration : IEntityTypeConfiguration<HourAggregate>
{
    public void Configure(EntityTypeBuilder<HourAggregate> builder) => AggregateTable.Configure(builder, "hours");
}

internal sealed class DayAggregateConfiguration : IEntityTypeConfiguration<DayAggregate>
{
    public void Configure(EntityTypeBuilder<DayAggregate> builder) => AggregateTable.Configure(builder, "days");
}

internal static class AggregateTable
{
    // One index, the key: read by stream and time, trimmed stream by stream.
    public static void Configure<T>(EntityTypeBuilder<T> builder, string table)
        where T : Aggregate
    {
        builder.ToTable(table);
        builder.HasKey(a => new { a.StreamId, a.Start });
        builder.HasOne<MonitoredStream>().WithMany().HasForeignKey(a => a.StreamId).OnDelete(DeleteBehavior.Cascade);
    }
}
