using System.Diagnostics;

namespace Platform.Container.Tests.Support;

internal static class Wait
{
    /// <summary>Asks until the answer is not null; a long patience, because the machine may be busy.</summary>
    public static async Task<T> ForAsync<T>(Func<Task<T?>> ask, string what, TimeSpan? patience = null, Func<Task<string>>? explain = null)
        where T : class
    {
        var (limit, clock) = (patience ?? TimeSpan.FromMinutes(4), Stopwatch.StartNew());
        while (clock.Elapsed < limit)
        {
            if (await ask() is { } answer) return answer;
            await Task.Delay(250);
        }

        throw new TimeoutException($"{what}: not within {limit}. {(explain is null ? "" : await explain())}");
    }

    public static Task UntilAsync(Func<Task<bool>> ask, string what, TimeSpan? patience = null, Func<Task<string>>? explain = null) =>
        ForAsync(async () => await ask() ? "yes" : null, what, patience, explain);
}
