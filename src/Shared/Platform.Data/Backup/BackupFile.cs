namespace Platform.Data.Backup;

/// <summary>A finished backup of the database.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="CreatedAt">When it was finished, in UTC.</param>
public sealed record BackupFile(string Path, long Bytes, DateTimeOffset CreatedAt);
