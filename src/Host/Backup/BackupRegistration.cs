using Platform.Data.Backup;

namespace Platform.Host.Backup;

/// <summary>What backups need beyond the data layer.</summary>
internal static class BackupRegistration
{
    public static IServiceCollection AddPlatformBackup(this IServiceCollection services) => services.AddSingleton<IPostgresDump, PgDump>();
}
