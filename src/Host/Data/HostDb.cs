using Microsoft.EntityFrameworkCore;
using Platform.Data;
using Platform.Host.Identity.ApiKeys;
using Platform.Host.Identity.Users;

namespace Platform.Host.Data;

/// <summary>What belongs to no module: users, keys, changed settings, answers to repeatable requests.</summary>
internal abstract class HostDb(DbContextOptions options) : PlatformDb(options, "host")
{
    public DbSet<User> Users => Set<User>();

    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    public DbSet<Setting> Settings => Set<Setting>();

    public DbSet<IdempotencyRecord> IdempotencyRecords => Set<IdempotencyRecord>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<User>(user =>
        {
            user.Property(u => u.Name).HasMaxLength(User.NameLength);
            user.Property(u => u.NormalizedName).HasMaxLength(User.NameLength);
            user.Property(u => u.PasswordHash).HasMaxLength(200);
            user.Property(u => u.Role).HasMaxLength(20);
            user.Property(u => u.SecurityStamp).HasMaxLength(32);
            user.HasIndex(u => u.NormalizedName).IsUnique();
        });
        modelBuilder.Entity<ApiKey>(key =>
        {
            key.Property(k => k.Name).HasMaxLength(ApiKey.NameLength);
            key.Property(k => k.Prefix).HasMaxLength(20);
            key.Property(k => k.Hash).HasMaxLength(32);
            key.Property(k => k.Role).HasMaxLength(20);
            key.Property(k => k.CreatedBy).HasMaxLength(User.NameLength);
            key.HasIndex(k => k.Hash).IsUnique();
        });
        modelBuilder.Entity<Setting>(setting =>
        {
            setting.HasKey(s => s.Key);
            setting.Property(s => s.Key).HasMaxLength(Setting.KeyLength);
            setting.Property(s => s.ChangedBy).HasMaxLength(ApiKey.NameLength);
        });
        modelBuilder.Entity<IdempotencyRecord>(record =>
        {
            record.HasKey(r => new { r.Caller, r.Key });
            record.Property(r => r.Caller).HasMaxLength(IdempotencyRecord.CallerLength);
            record.Property(r => r.Key).HasMaxLength(IdempotencyRecord.KeyLength);
            record.Property(r => r.Method).HasMaxLength(10);
            record.Property(r => r.Path).HasMaxLength(IdempotencyRecord.PathLength);
            record.Property(r => r.RequestHash).HasMaxLength(64);
            record.HasIndex(r => r.CreatedAt);
        });
        modelBuilder.Entity<DataProtectionKey>().Property(k => k.FriendlyName).HasMaxLength(100);
    }
}

internal sealed class SqliteHostDb(DbContextOptions<SqliteHostDb> options) : HostDb(options);

internal sealed class PostgresHostDb(DbContextOptions<PostgresHostDb> options) : HostDb(options);
