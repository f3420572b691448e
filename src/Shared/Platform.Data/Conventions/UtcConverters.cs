using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Platform.Data.Conventions;

/// <summary>SQLite has no type for times: UTC ticks (100 ns since 0001-01-01) keep all digits and sort right.</summary>
internal sealed class UtcTicksConverter()
    : ValueConverter<DateTimeOffset, long>(time => time.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));

/// <summary>PostgreSQL's timestamptz takes and gives UTC only.</summary>
internal sealed class UtcConverter()
    : ValueConverter<DateTimeOffset, DateTimeOffset>(time => time.ToUniversalTime(), time => time.ToUniversalTime());
