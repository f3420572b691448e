namespace Platform.Scheduling;

internal static class TimeZoneNames
{
    public static TimeZoneInfo? Find(string name) =>
        !string.IsNullOrWhiteSpace(name) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;

    public static string Unknown(string name) => $"'{name}' is not a time zone; use an IANA name such as Europe/Berlin or UTC.";

    /// <summary>The instant of a local time: the first one where the clocks repeat it, the end of the gap where they skip it.</summary>
    public static DateTimeOffset ToInstant(DateTime local, TimeZoneInfo zone)
    {
        while (zone.IsInvalidTime(local)) local = local.AddMinutes(1);
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), offset);
    }
}
