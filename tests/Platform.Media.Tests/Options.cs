using Microsoft.Extensions.Options;

namespace Platform.Media.Tests;

/// <summary>Options that a test sets itself and may change while the service under test runs.</summary>
internal sealed class Options<T>(T value) : IOptionsMonitor<T>
    where T : class
{
    public T CurrentValue { get; set; } = value;

    public T Get(string? name) => CurrentValue;

    public IDisposable? OnChange(Action<T, string?> listener) => null;
}
