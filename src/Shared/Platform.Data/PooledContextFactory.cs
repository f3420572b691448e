using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Logging;

namespace Platform.Data;

/// <summary>Hands out pooled contexts of the provider's subclass under the name of the module's abstract context.</summary>
internal sealed class PooledContextFactory<TDb, TConcrete> : IDbContextFactory<TDb>
    where TDb : PlatformDb
    where TConcrete : TDb
{
    private readonly PooledDbContextFactory<TConcrete> _pool;

    public PooledContextFactory(DatabaseConnection connection, string module, ILoggerFactory loggers)
    {
        var builder = new DbContextOptionsBuilder<TConcrete>();
        builder.UsePlatformDatabase(connection, module).UseLoggerFactory(loggers);
        _pool = new PooledDbContextFactory<TConcrete>(builder.Options);
        using var first = _pool.CreateDbContext();
        if (first.Module != module)
        {
            throw new InvalidOperationException($"{typeof(TConcrete).Name} is of module '{first.Module}' but was added for '{module}'.");
        }
    }

    public TDb CreateDbContext() => _pool.CreateDbContext();

    public async Task<TDb> CreateDbContextAsync(CancellationToken cancellationToken = default) =>
        await _pool.CreateDbContextAsync(cancellationToken);
}
