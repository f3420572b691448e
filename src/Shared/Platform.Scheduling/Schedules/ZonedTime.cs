namespace Platform.Scheduling;

/// <summary>Wall-clock times of a zone as instants, the one way everywhere: in schedules and where a person types a time.</summary>
public static class ZonedTime
{
    /// <summary>
    /// The instant of a local time: the first one where the clocks repeat it, the end of the gap where they skip it.
    /// </summary>
    /// <param name="local">What the clock on the wall shows; its kind is ignored.</param>
    /// <param name="zone">Whose wall.</param>
    public static DateTimeOffset ToInstant(DateTime local, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return TimeZoneNames.ToInstant(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), zone);
    }
}
