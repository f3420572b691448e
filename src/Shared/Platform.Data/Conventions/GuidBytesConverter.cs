using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Platform.Data.Conventions;

/// <summary>
/// A Guid as 16 bytes, most significant first, for SQLite, which would write it as a text of 36. In this order version 7
/// sorts by the time it was made, as it does on PostgreSQL.
/// </summary>
public sealed class GuidBytesConverter() : ValueConverter<Guid, byte[]>(id => id.ToByteArray(true), bytes => new Guid(bytes, true));
