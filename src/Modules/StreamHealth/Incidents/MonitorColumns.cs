using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Platform.StreamHealth.Incidents.States;
using Platform.StreamHealth.Streams;

namespace Platform.StreamHealth.Incidents;

/// <summary>What the monitor keeps in the stream's own row.</summary>
internal sealed class MonitorColumns : IEntityTypeConfiguration<MonitoredStream>
{
    public void Configure(EntityTypeBuilder<MonitoredStream> builder) => builder.Property(s => s.Memory).HasConversion<MonitorMemoryText>();
}
