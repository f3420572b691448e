using Microsoft.EntityFrameworkCore;

namespace Platform.Data.Tests.Samples;

/// <summary>Writes rows as fast as it can and says which of them were stored.</summary>
public static class AcknowledgingWriter
{
    public static async Task RunAsync(SampleNode node, TextWriter acknowledged)
    {
        Guid station;
        await using (var db = node.Db()) station = (await db.Stations.SingleAsync()).Id;
        while (true)
        {
            await using var db = node.Db();
            var reading = new Reading { StationId = station, Text = new string('x', 500) };
            db.Add(reading);
            await db.SaveChangesAsync();
            await acknowledged.WriteLineAsync(reading.Id.ToString());
            await acknowledged.FlushAsync();
        }
    }
}
