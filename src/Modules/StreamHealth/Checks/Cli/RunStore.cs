using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Platform.Data;
using Platform.Kernel.Settings;
using Platform.Media;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.Streams;

namespace Platform.StreamHealth.Checks.Cli;

/// <summary>
/// Keeps runs of the command line in the platform's database, beside a service that runs or without one. A run that cannot
/// be kept is a warning on stderr, said once: the result is on the screen already.
/// </summary>
internal sealed class RunStore(IConfiguration configuration, TextWriter errors) : IAsyncDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private ServiceProvider? _provider;
    private bool _warned;

    public async Task KeepAsync(TimedReport run, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            // What failed once takes its time to fail again; a batch has thousands of runs.
            if (_warned) return;
            await (await OpenAsync(cancellationToken)).KeepAsync(run, cancellationToken);
        }
        catch (Exception e) when (Explain(e) is { } reason)
        {
            _warned = true;
            await errors.WriteLineAsync($"Warning: the run is not stored: {reason}");
        }
        finally
        {
            _one.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _one.Dispose();
        if (_provider is not null) await _provider.DisposeAsync();
    }

    private async Task<KeepRun> OpenAsync(CancellationToken cancellationToken)
    {
        if (_provider is not null) return _provider.GetRequiredService<KeepRun>();
        var services = new ServiceCollection();
        services.AddSingleton(configuration);
        services.AddCommandLogging(LogLevel.Warning);
        services.AddPlatformMedia(configuration);
        services.AddPlatformData(configuration);
        services.AddSettings<StreamHealthSettings>();
        services.AddDatabase<StreamHealthDb, SqliteStreamHealthDb, PostgresStreamHealthDb>(StreamHealthModule.ModuleId);
        services.AddSingleton<StreamRules>().AddSingleton<KeepRun>();
        var provider = services.BuildServiceProvider();
        try
        {
            await provider.GetRequiredService<MigrationRunner>().RunAsync(cancellationToken);
        }
        catch
        {
            await provider.DisposeAsync();
            throw;
        }

        _provider = provider;
        return provider.GetRequiredService<KeepRun>();
    }

    // Null for a bug, which must be seen.
    private static string? Explain(Exception exception) => exception switch
    {
        StorageException => exception.Message,
        OptionsValidationException e => string.Join(" ", e.Failures),
        DbException or DbUpdateException or IOException or UnauthorizedAccessException or TimeoutException =>
            DatabaseErrors.ToError(exception)?.Message ?? exception.GetBaseException().Message,
        _ => null,
    };
}
