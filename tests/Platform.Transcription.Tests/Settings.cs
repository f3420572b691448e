using Microsoft.Extensions.Options;

namespace Platform.Transcription.Tests;

/// <summary>Options that a test sets itself and may change while the service under test runs.</summary>
internal sealed class Settings<T>(T value) : IOptionsMonitor<T>, IOptions<T>
    where T : class
{
    public T CurrentValue { get; set; } = value;

    public T Value => CurrentValue;

    public T Get(string? name) => CurrentValue;

    public IDisposable? OnChange(Action<T, string?> listener) => null;
}
